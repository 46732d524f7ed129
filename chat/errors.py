"""What can go wrong in the chat, named for the event; each refusal knows its code, status and sentence."""

# Errors are named for the event.


class SettingsError(Exception):
    """A setting in the environment is wrong; the sentence names it."""


class WordsError(Exception):
    """words.yml is wrong; the sentence names the key."""


class RasaUnavailable(Exception):
    """Rasa did not answer, answered too late, or answered with nothing that can be shown."""


class StoreUnavailable(Exception):
    """The chat database cannot be reached."""


class IllegalMove(Exception):
    """A hand-over that the transition table does not allow."""


class Refusal(Exception):
    """A request that is answered with the one error shape; `code` is also the key of its sentence."""

    # Errors are named for the event.

    code = "internal"
    status = 500

    def __init__(self, retry_after: int | None = None) -> None:
        super().__init__(self.code)
        self.retry_after = retry_after


class Malformed(Refusal):
    code, status = "malformed", 400


class WrongToken(Refusal):
    code, status = "wrong_token", 401


class ForeignForm(Refusal):
    code, status = "foreign_form", 403


class UnknownConversation(Refusal):
    code, status = "unknown_conversation", 404


class NotFound(Refusal):
    code, status = "not_found", 404


class MethodNotAllowed(Refusal):
    code, status = "method_not_allowed", 405


class BodyTooLarge(Refusal):
    code, status = "body_too_large", 413


class TextTooLong(Refusal):
    code, status = "text_too_long", 413


class TextEmpty(Refusal):
    code, status = "text_empty", 422


class Invalid(Refusal):
    code, status = "invalid", 422


class TooMany(Refusal):
    code, status = "too_many", 429


class TooManyFromAddress(TooMany):
    """Not the conversation but all behind its address together, who need not know of each other."""


class NotForgottenYet(Refusal):
    code, status = "not_forgotten_yet", 503


class Internal(Refusal):
    code, status = "internal", 500
