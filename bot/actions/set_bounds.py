"""What is not for Lotsen, in another language, unreadable or unkind."""

from bot.actions.base import BotAction


class SetBounds(BotAction):
    """What is not for Lotsen, in another language, unreadable or unkind; the dialogue decides."""

    def name(self) -> str:
        return "action_set_bounds"
