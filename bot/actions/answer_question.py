"""A question about loneliness, support or Lotsen itself."""

from bot.actions.base import BotAction


class AnswerQuestion(BotAction):
    """A question about loneliness, support or Lotsen itself; the dialogue decides."""

    def name(self) -> str:
        return "action_answer_question"
