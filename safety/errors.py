"""The ways in which the safety package can fail, each named for its event."""


class SafetyError(Exception):
    """Anything that goes wrong in the safety package."""


class UnknownLine(SafetyError, KeyError):
    """A crisis reply needs a support line whose number was not handed in."""

    def __init__(self, line_id: str) -> None:
        super().__init__(line_id)
        self.line_id = line_id

    def __str__(self) -> str:
        return f"no number was handed in for the support line {self.line_id!r}"


class BrokenSignals(SafetyError):
    """signals.yml or a word list cannot be read as what it should be."""


class BrokenReply(SafetyError):
    """reply.yml lacks a wording that a stage needs."""
