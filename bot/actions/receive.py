"""Someone tells how it is, or corrects Lotsen."""

from bot.actions.base import BotAction


class Receive(BotAction):
    """Someone tells how it is, or corrects Lotsen; the dialogue decides."""

    def name(self) -> str:
        return "action_receive"
