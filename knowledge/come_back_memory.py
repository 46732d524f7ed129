"""What a come-back code keeps of a conversation: kinds, municipality, what was suggested; no text, no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS = 30
MOST_IDS = 60  # of suggestions; the latest are kept


@dataclass(frozen=True)
class Memory:
    """What is known again next time. `shown` is in order of showing; `rejected` also holds kinds ("kind:church")."""

    types: tuple[str, ...] = ()
    municipality: str | None = None  # SCB code
    shown: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        return not (self.types or self.municipality or self.shown)


@dataclass(frozen=True)
class Given:
    """A code that was just made: its words, the row it leads to, and the last day on which it works."""

    words: tuple[str, ...]
    row: str
    last_day: date


@dataclass(frozen=True)
class Recalled:
    """What a code led to."""

    row: str
    memory: Memory
