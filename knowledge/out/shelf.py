"""What every list of the read API is given, and what it gives back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.engine import Connection

from knowledge.out.hsds import Fields, HsdsWriter
from knowledge.out.paging import Choice, Ladder
from knowledge.out.terms import Terms
from knowledge.out.wishes import Wishes
from knowledge.places import Places


@dataclass(frozen=True)
class Shelf:
    """What the lists need besides the database."""

    terms: Terms
    writer: HsdsWriter
    places: Places
    ladder: Ladder

    def page(self, connection: Connection, wishes: Wishes, choice: Choice) -> tuple[list[str], int]:
        return self.ladder.page(connection, choice, (wishes.page - 1) * wishes.per_page, wishes.per_page)


@dataclass(frozen=True)
class Found:
    items: Sequence[Fields]
    total: int
    modified: datetime | None = None


One = tuple[Fields, datetime | None]


class Listing(Protocol):
    def page(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Found: ...
    def every(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Iterator[Fields]: ...
    def one(self, connection: Connection, shelf: Shelf, wishes: Wishes, name: str) -> One | None: ...
