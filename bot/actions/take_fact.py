"""A bare fact: place, age, interest, what hinders."""

from bot.actions.base import BotAction


class TakeFact(BotAction):
    """A bare fact: place, age, interest, what hinders; the dialogue decides."""

    def name(self) -> str:
        return "action_take_fact"
