"""What can go wrong in knowledge, one exception per event."""


class KnowledgeError(Exception):
    """Base of every error that knowledge raises."""


class FactError(KnowledgeError):
    """A fact file is wrong. The message is "<file>: <field>: <what is wrong>"."""


class PlaceTableError(KnowledgeError):
    """A table of places is missing or malformed."""


class GazetteerError(KnowledgeError):
    """A gazetteer could not be read or taken in. The message is a plain Swedish sentence; nothing was changed."""


class DirectoryBuildError(KnowledgeError):
    """The directory database could not be built; nothing of the attempt remains."""


class ComeBackUnavailable(KnowledgeError):
    """Come-back codes can be neither made nor found just now."""


class TooManyMisses(KnowledgeError):
    """So many codes that lead nowhere were tried this hour that no more are looked up."""


class ComeBackKeyTooShort(KnowledgeError):
    """The key in the environment is too short to be one."""


class FeedError(KnowledgeError):
    """A feed could not be fetched, read or taken in. The message is a plain Swedish sentence; nothing was changed."""


class PageGone(FeedError):
    """The server says that there is no such page, or no longer."""


class Unreadable(KnowledgeError):
    """One raw value of a feed cannot be used. The message is the end of a plain Swedish sentence about the value.

    `secret` values are not repeated in any report.
    """

    def __init__(self, what: str, *, secret: bool = False) -> None:
        super().__init__(what)
        self.secret = secret


class ApiRefused(KnowledgeError):
    """The read API does not answer this: with status, code, a sentence and the parameter that is wrong."""

    def __init__(self, status: int, code: str, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.parameter = parameter


class ExportError(KnowledgeError):
    """The directory could not be written to a file; an older file of that name is as it was."""
