"""An import run on entries at hand, into a directory of the test's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge import models
from knowledge.entry import Entry, Meeting, Owner, Provenance, entry_id
from knowledge.entry_store import read_entry
from knowledge.feeds.importing import Order, run_import
from knowledge.feeds.reading import Document, Item, Problem, Reading
from knowledge.feeds.report import Report
from tests.knowledge.feeds.reading_at_hand import reading

NOW = datetime(2026, 11, 23, 12)
SOURCE = "exempel"


def entry(ref: str, **changes: Any) -> Entry:
    """An invented activity that comes again every week."""
    meeting = Meeting(starts=datetime(2026, 9, 3, 14), ends=datetime(2026, 9, 3, 16), rrule="FREQ=WEEKLY;BYDAY=TH")
    held = {
        "id": entry_id(SOURCE, ref),
        "name": f"Exempel: {ref}",
        "owner": Owner(name="Exempelföreningen"),
        "provenance": Provenance(source=SOURCE, ref=ref),
        "meetings": (meeting,),
    }
    return Entry(**{**held, **changes})


def entries(*refs: str, **changes: Any) -> list[Item]:
    return [Item(ref, entry(ref, **changes)) for ref in refs]


def broken(ref: str) -> Item:
    return Item(ref, problems=(Problem(f"rad {ref}", "namn", "namnet saknas", dropped=True),))


def gone(ref: str) -> Item:
    return Item(ref, gone=True)


@dataclass
class AtHand:
    """A reader of items at hand; an exception among them is raised in its turn."""

    items: Sequence[Item | BaseException]

    def read(self, document: Document, reading: Reading) -> Iterator[Item]:
        for item in self.items:
            if isinstance(item, BaseException):
                raise item
            yield item


@dataclass
class Importer:
    """Imports into one directory, a day later each time."""

    engine: Engine
    now: datetime = NOW
    seen: list[tuple[str, int, int | None]] = field(default_factory=list)

    def __call__(self, items: Sequence[Item | BaseException] | None, **options: Any) -> Report:
        document = None if items is None else Document("https://exempel.se/flode?key=secret", Path("nowhere"))
        order = Order(
            format="csv",
            address="https://exempel.se/flode?key=secret",
            document=document,
            reader=AtHand(items or ()),
            reading=reading(),
            **options,
        )
        self.now += timedelta(days=1)
        return run_import(self.engine, order, self.now, lambda *step: self.seen.append(step))

    def get(self, ref: str) -> Entry:
        with self.engine.connect() as connection:
            found = read_entry(connection, entry_id(SOURCE, ref))
        assert found is not None
        return found

    def status(self) -> dict[str, str]:
        """Ref to the status of each entry."""
        query = (
            select(models.source_record.c.ref, models.service.c.status)
            .join(models.service)
            .where(models.source_record.c.ref.isnot(None))
        )
        with self.engine.connect() as connection:
            return {row.ref: row.status for row in connection.execute(query.order_by(models.source_record.c.ref))}

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the directory."""
        with self.engine.connect() as connection:
            return {
                name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for name, table in models.metadata.tables.items()
            }
