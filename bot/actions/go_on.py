"""A yes, a no, a greeting, thanks or a farewell."""

from bot.actions.base import BotAction


class GoOn(BotAction):
    """A yes, a no, a greeting, thanks or a farewell; the dialogue decides."""

    def name(self) -> str:
        return "action_go_on"
