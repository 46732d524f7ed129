"""What every page of the editors' part works with, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Engine

from chat.staff.accounts.form import Form
from chat.staff.accounts.staff import Staff
from knowledge.fact_types import Facts
from knowledge.hours import SWEDEN
from knowledge.places import Places

BASE = "/katalog"


@dataclass(frozen=True)
class Desk:
    """The directory with its facts and places, and the clock."""

    engine: Engine
    facts: Facts
    places: Places
    clock: Callable[[], datetime]

    def today(self) -> date:
        return self.clock().astimezone(SWEDEN).date()

    def now(self) -> datetime:
        """Swedish time, as the directory's rows keep it."""
        return self.clock().astimezone(SWEDEN).replace(tzinfo=None)


@dataclass(frozen=True)
class Visit:
    """One request by an editor who is logged in."""

    desk: Desk
    editor: Staff
    query: Form

    @property
    def by(self) -> str:
        return self.editor.name


@dataclass(frozen=True)
class Show:
    """A page to show."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Go:
    """Where to go next; `said` is the key of the sentence shown there."""

    path: str
    said: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    def address(self) -> str:
        values = {**self.query, **({"sagt": self.said} if self.said else {})}
        return f"{BASE}{self.path}" + (f"?{urlencode(values)}" if values else "")


Answer = Show | Go

__all__ = ["BASE", "Answer", "Desk", "Form", "Go", "Show", "Visit"]
