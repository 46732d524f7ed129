"""What can go wrong when the assistant is built or started, each said in one Swedish sentence."""


class LotsenError(Exception):
    """A sentence that names the part that failed and what to do; shown in place of a trace."""


class PortBusy(LotsenError):
    """Another program already listens where a part of ours should."""


class TrainingFailed(LotsenError):
    """Rasa could not train the model."""


class PartFailed(LotsenError):
    """A part ended or never became healthy."""


class UnknownPart(LotsenError):
    """There is no part of that name."""
