"""Takes a directory with data in it down through the migrations and up again, on whichever database."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.build import build_directory, migrate
from knowledge.database import make_engine
from knowledge.entry import Entry
from knowledge.entry_store import read_entries, refresh_search, write_entries
from knowledge.facts_loader import load_facts
from tests.knowledge.entry_making import NOW, REFUGE, TODAY, an_entry

BEFORE_ENTRIES = "0002"
KEPT = ("service", "organization", "location", "address", "phone", "attribute", "taxonomy_term", "source_record",
        "assurance_event", "metadata", "cost_option", "schedule", "occurrence", "service_area", "service_search")  # fmt: skip


def the_entries() -> list[Entry]:
    entry = an_entry(area=("2309",), opening_hours="Mo-Fr 10:00-15:00", languages=("sv", "ar"), interests=("fika",))
    renamed = msgspec.structs.replace(entry.owner, website="https://exempel.se/")
    return [entry, an_entry("2", owner=renamed, places=(REFUGE, *entry.places), own_words={"social": "Kom gärna."})]


def counts(connection: Connection) -> dict[str, int]:
    tables = models.metadata.tables
    return {name: connection.execute(select(func.count()).select_from(tables[name])).scalar_one() for name in KEPT}


def revision(connection: Connection) -> str:
    return str(connection.execute(text("select version_num from alembic_version")).scalar_one())


def down_and_up_again(url: str) -> None:
    """Nothing of the facts or of the entries may be lost, but for what the older tables cannot hold."""
    build_directory(url, load_facts())
    engine = make_engine(url)
    with engine.begin() as connection:
        write_entries(connection, the_entries(), by="test", now=NOW)
        assert list(read_entries(connection)) == the_entries()
        whole = counts(connection)
    while True:
        with engine.begin() as connection:
            if revision(connection) == BEFORE_ENTRIES:
                break
            migrate(connection, "-1")
            assert counts(connection) == whole, revision(connection)
    with engine.begin() as connection:
        migrate(connection, "head")
        assert counts(connection) == whole
        assert write_entries(connection, the_entries(), by="test", now=NOW).changed == ("list:1", "list:2")
        assert list(read_entries(connection)) == the_entries()
        refresh_search(connection, today=TODAY)
    engine.dispose()
