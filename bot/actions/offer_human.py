"""A wish for a human voice."""

from bot.actions.base import BotAction


class OfferHuman(BotAction):
    """A wish for a human voice; the dialogue decides."""

    def name(self) -> str:
        return "action_offer_human"
