"""A wish for something to do, for more, or for something else."""

from bot.actions.base import BotAction


class Suggest(BotAction):
    """A wish for something to do, for more, or for something else; the dialogue decides."""

    def name(self) -> str:
        return "action_suggest"
