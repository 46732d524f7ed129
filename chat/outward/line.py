"""What another system must be able to do, and what it is given."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class OutwardFailed(Exception):
    """The other system did not take it; the reason is a code and never holds text."""


class Told(str, Enum):
    """Who answers the visitor, as the other system is told."""

    waiting = "waiting"
    yours = "yours"
    elsewhere = "elsewhere"  # one of Lotsen's own volunteers, or the bot
    ended = "ended"


@dataclass(frozen=True)
class Escalation:
    """One who wants a person. `card` is headings and texts, the same that the visitor saw and agreed to."""

    handle: str
    reason: str
    risk: str
    kind: str
    since: int  # seconds since 1970
    card: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """One event of the chat. `author` is "visitor", "bot", "human" or "system"."""

    seq: int
    author: str
    text: str


class Line(Protocol):
    """Each may be called again after a failure, and then does nothing twice. Raises OutwardFailed."""

    def open(self, escalation: Escalation) -> str:
        """The id that the chat gets over there."""

    def say(self, handle: str, foreign_id: str, said: Said) -> None: ...

    def tell(self, handle: str, foreign_id: str, told: Told) -> None: ...
