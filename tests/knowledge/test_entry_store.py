"""Entries kept as rows: they come back as they were, and their past is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.entry import Entry, Owner, Provenance, entry_id
from knowledge.entry_store import (
    confirm,
    history,
    read_entries,
    read_entry,
    refresh_search,
    take_out,
    write_entries,
)
from knowledge.facts_loader import load_facts
from tests.knowledge.entry_making import HALL, NOW, REFUGE, SECRET, TODAY, an_entry, entries

facts = load_facts()
LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('entries') / 'directory.db'}"
    build_directory(made, facts)
    return made


@pytest.fixture
def empty(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'directory.db'}"


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """A directory with the facts in it; what a test writes is undone."""
    engine = make_engine(url)
    with engine.connect() as opened, opened.begin() as work:
        yield opened
        work.rollback()
    engine.dispose()


def rows(connection: Connection, *but: str) -> dict[str, list[Any]]:
    """Everything in the database by table."""
    return {
        name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for name, table in models.metadata.tables.items()
        if name not in but
    }


def write(connection: Connection, *found: Entry, by: str = "test", now: datetime = NOW) -> tuple[int, int, int]:
    written = write_entries(connection, found, by=by, now=now)
    return len(written.added), len(written.changed), len(written.unchanged)


def searchable(connection: Connection, item_id: str) -> int:
    table = models.service_search
    return connection.execute(select(func.count()).select_from(table).where(table.c.service_id == item_id)).scalar_one()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=entries, other=entries)
def test_whatever_is_written_comes_back_as_it_was_also_over_something_else(
    connection: Connection, entry: Entry, other: Entry
) -> None:
    with connection.begin_nested() as trial:
        write(connection, entry)
        assert read_entry(connection, "list:1") == entry
        write(connection, other, now=LATER)
        assert read_entry(connection, "list:1") == other
        trial.rollback()


def test_writing_the_same_again_writes_nothing(connection: Connection) -> None:
    found = [an_entry(str(number)) for number in range(5)]
    assert write(connection, *found) == (5, 0, 0)
    before = rows(connection)
    assert write(connection, *found, by="somebody else", now=LATER) == (0, 0, 5)
    assert rows(connection) == before


def test_a_price_of_0_and_one_of_0_point_0_are_the_same(connection: Connection) -> None:
    entry = an_entry()
    assert entry.price
    write(connection, msgspec.structs.replace(entry, price=msgspec.structs.replace(entry.price, amount=0)))
    assert write(connection, entry) == (0, 0, 1)


def test_of_two_entries_with_one_id_the_last_counts(connection: Connection) -> None:
    write(connection, an_entry(name="Först"), an_entry(name="Sist"))
    assert read_entry(connection, "list:1").name == "Sist"  # type: ignore[union-attr]


def test_more_entries_than_one_batch_are_written_and_read_in_order(connection: Connection) -> None:
    found = [an_entry(f"{number:04}") for number in range(1203)]
    assert write(connection, *found) == (1203, 0, 0)
    assert list(read_entries(connection)) == found
    assert [entry.id for entry in read_entries(connection, ["list:0700", "list:0003"])] == ["list:0700", "list:0003"]


def test_entries_are_read_source_by_source_and_facts_are_none_of_them(connection: Connection) -> None:
    other = an_entry(provenance=Provenance(source="other", ref="1"), id="other:1")
    write(connection, an_entry(), other)
    assert [entry.id for entry in read_entries(connection, source="other")] == ["other:1"]
    assert [entry.id for entry in read_entries(connection)] == ["list:1", "other:1"]
    assert read_entry(connection, "folkbibliotek") is None


def test_the_history_tells_each_changed_field_with_who_and_when_the_latest_first(connection: Connection) -> None:
    entry = an_entry()
    write(connection, entry, by="importen")
    traits = msgspec.structs.replace(entry.traits, free=False)
    write(connection, msgspec.structs.replace(entry, name="Kaféet", traits=traits), by="Maj", now=LATER)
    told = history(connection, entry.id)
    assert [(change.field, change.by, change.at, change.action) for change in told] == [
        ("traits.free", "Maj", LATER, "update"),
        ("name", "Maj", LATER, "update"),
        ("entry", "importen", NOW, "create"),
    ]
    assert (told[1].before, told[1].after) == ('"Onsdagskaféet"', '"Kaféet"')
    assert (told[0].before, told[0].after) == ("true", "false")


def test_a_hidden_address_is_not_in_the_history_but_that_it_changed_is(connection: Connection) -> None:
    write(connection, an_entry(places=(REFUGE,)))
    moved = msgspec.structs.replace(REFUGE, address="Andra gränden 8")
    write(connection, an_entry(places=(moved,)), now=LATER)
    assert "places" in [change.field for change in history(connection, "list:1")]
    assert "gränden" not in repr(history(connection, "list:1"))


def test_what_is_taken_out_is_no_longer_found_but_stays_with_its_past(connection: Connection) -> None:
    write(connection, an_entry(), an_entry("2"))
    assert searchable(connection, "list:1") == 1
    assert take_out(connection, ["list:1", "unknown"], by="importen", now=LATER) == ("list:1",)
    assert searchable(connection, "list:1") == 0 and searchable(connection, "list:2") == 1
    assert read_entry(connection, "list:1").status == "defunct"  # type: ignore[union-attr]
    assert history(connection, "list:1")[0].action == "delete"
    assert take_out(connection, ["list:1"], by="importen", now=LATER) == ()


def test_what_comes_back_in_a_feed_is_found_again(connection: Connection) -> None:
    write(connection, an_entry())
    take_out(connection, ["list:1"], by="importen", now=LATER)
    assert write(connection, an_entry(), now=LATER) == (0, 1, 0)
    assert searchable(connection, "list:1") == 1


def test_a_confirmed_entry_has_a_new_day_a_new_event_and_is_found_as_checked_then(connection: Connection) -> None:
    write(connection, an_entry())
    entry = confirm(connection, "list:1", by="Maj", how="ringde", on=TODAY, now=LATER)
    assert entry and entry == read_entry(connection, "list:1")
    table, event = models.service_search, models.assurance_event
    assert connection.execute(select(table.c.checked).where(table.c.service_id == "list:1")).scalar() == TODAY
    query = select(event.c.checked, event.c.checked_by, event.c.next_due).where(event.c.service_id == "list:1")
    assert sorted(tuple(row) for row in connection.execute(query)) == [
        (date(2026, 11, 1), "Ett namn", date(2027, 4, 30)),
        (TODAY, "Maj", date(2027, 5, 21)),
    ]
    assert confirm(connection, "unknown", by="Maj", how="ringde", on=TODAY, now=LATER) is None


def test_an_entry_that_lacks_something_is_kept_but_not_found(connection: Connection) -> None:
    write(connection, an_entry(plain=None))
    assert read_entry(connection, "list:1") and searchable(connection, "list:1") == 0


def test_an_entry_with_two_places_is_found_at_both(connection: Connection) -> None:
    other = msgspec.structs.replace(HALL, name="Biblioteket", lat=63.4)
    write(connection, an_entry(places=(HALL, other), meetings=(), opening_hours="Mo-Fr 10:00-15:00"))
    assert searchable(connection, "list:1") == 2


def test_a_refreshed_search_finds_the_same(connection: Connection) -> None:
    write(connection, an_entry(), an_entry("2"), an_entry("3", plain=None))
    before = rows(connection)
    assert refresh_search(connection, today=TODAY) == 2
    assert rows(connection) == before
    assert refresh_search(connection, today=TODAY + timedelta(days=400)) == 0


def test_owners_of_whom_the_same_is_told_share_a_row_that_goes_with_the_last_of_them(connection: Connection) -> None:
    def owners() -> int:
        return connection.execute(select(func.count()).select_from(models.organization)).scalar_one()

    before = owners()
    write(connection, an_entry(), an_entry("2"))
    assert owners() == before + 1
    write(connection, an_entry(owner=Owner(name="En annan")))
    assert owners() == before + 2
    write(connection, an_entry("2", owner=Owner(name="En annan")))
    assert owners() == before + 1


def test_reports_checks_and_what_was_decided_about_duplicates_outlive_a_change(connection: Connection) -> None:
    write(connection, an_entry(), an_entry("2"))
    report = {"id": "r", "service_id": "list:1", "reason": "closed", "received": NOW, "handled": None}
    link = {"id": "m", "first_id": "list:1", "second_id": "list:2", "score": 0.9, "reasons": "[]", "decision": "other"}
    connection.execute(insert(models.feedback), [report])
    connection.execute(insert(models.merge_link), [link])
    write(connection, an_entry(name="Nytt namn"), now=LATER)
    kept = rows(connection)
    assert len(kept["feedback"]) == 1 and len(kept["merge_link"]) == 1
    assert [row for row in kept["assurance_event"] if "list:1" in row]


def test_how_often_a_feed_lacked_an_entry_is_not_changed_by_writing_it(connection: Connection) -> None:
    write(connection, an_entry())
    table = models.source_record
    ours = table.c.service_id == "list:1"
    connection.execute(table.update().where(ours).values(missing_count=1))
    write(connection, an_entry(name="Nytt namn"), now=LATER)
    assert connection.execute(select(table.c.missing_count).where(ours)).scalar() == 1


def test_an_entry_cannot_take_the_place_of_a_fact(connection: Connection) -> None:
    with pytest.raises(ValueError, match="facts"):
        write(connection, msgspec.structs.replace(an_entry(), id="folkbibliotek"))


def test_building_the_facts_anew_leaves_every_row_of_the_entries(empty: str) -> None:
    build_directory(empty, facts)
    engine = make_engine(empty)
    found = [an_entry(), an_entry("2", life_events=("move",), interests=("fika",), places=(REFUGE,))]
    with engine.begin() as connection:
        of_facts = rows(connection)
        write(connection, *found)
        connection.execute(models.source.update().values(fingerprint="old"))
        of_entries = rows(connection, "source")
    build_directory(empty, facts)
    with engine.begin() as connection:
        assert rows(connection, "source") == of_entries
        assert list(read_entries(connection)) == found
        take_out(connection, ["list:1", "list:2"], by="test", now=LATER)
        for table, kept in of_facts.items():
            if table not in ("source", "taxonomy", "taxonomy_term"):
                assert set(kept) <= set(rows(connection)[table]), table
    engine.dispose()


def test_a_ref_of_any_length_gets_an_id_that_the_tables_hold() -> None:
    long = entry_id("list", "https://exempel.se/" + "x" * 300)
    assert len(long) <= 120 and long == entry_id("list", "https://exempel.se/" + "x" * 300)
    assert entry_id("list", "a" * 300) != entry_id("list", "b" * 300)
    assert entry_id("list", "7") == "list:7"


def test_no_row_that_others_read_holds_a_hidden_address(connection: Connection) -> None:
    told = f"Vi ses på {SECRET.upper()}, ring först."
    write(connection, an_entry(places=(REFUGE,)), an_entry("2", places=(REFUGE,), description=told))
    kept = rows(connection, "address", "service")
    assert searchable(connection, "list:1") == 1 and searchable(connection, "list:2") == 0
    assert SECRET.casefold() not in repr(kept).casefold()
    assert str(REFUGE.lat) not in repr(kept["service_search"])
