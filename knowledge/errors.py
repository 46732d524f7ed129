"""What can go wrong in knowledge, one exception per event."""


class KnowledgeError(Exception):
    """Base of every error that knowledge raises."""


class FactError(KnowledgeError):
    """A fact file is wrong. The message is "<file>: <field>: <what is wrong>"."""


class PlaceTableError(KnowledgeError):
    """A table of places is missing or malformed."""


class DirectoryBuildError(KnowledgeError):
    """The directory database could not be built; nothing of the attempt remains."""
