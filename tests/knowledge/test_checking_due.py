"""What waits for an editor stands in one list, the most urgent first, and can be put in a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone

import pytest
from icalendar import Calendar
from sqlalchemy.engine import Engine

from knowledge import feedback
from knowledge.checks.due import State, due_rows
from knowledge.checks.tasks import as_tasks
from knowledge.entry import Checked, Entry
from knowledge.entry_store import write_entries
from knowledge.facts_loader import all_lines, all_programmes, load_facts
from tests.knowledge.out.examples import WRITTEN, make_directory, make_entry

TODAY = date(2026, 11, 22)


def checked(ref: str, on: date, **changes: object) -> Entry:
    return make_entry(ref, name=f"Exempel {ref}", checked=Checked(on=on), **changes)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = make_directory(f"sqlite:///{tmp_path_factory.mktemp('due') / 'directory.db'}")
    entries = [
        checked("ny", date(2026, 11, 20)), checked("snart", date(2026, 6, 20)), checked("sen", date(2026, 5, 1)),
        checked("gammal", date(2025, 11, 21)), checked("brist", date(2026, 11, 20), plain=None),
        checked("anmald", date(2026, 11, 20)),
    ]  # fmt: skip
    with engine.begin() as connection:
        write_entries(connection, entries, by="prov", now=WRITTEN)
        for _ in range(feedback.PRESSING):
            feedback.report(connection, "kommun:anmald", "wrong_phone", WRITTEN)
    yield engine
    engine.dispose()


def states(engine: Engine) -> dict[str, State]:
    with engine.connect() as connection:
        rows = due_rows(load_facts(), [], connection, TODAY)
    assert [row.state for row in rows] == sorted(row.state for row in rows)
    return {row.id: row.state for row in rows}


def test_entries_stand_by_what_is_most_urgent(engine: Engine) -> None:
    found = states(engine)
    assert found["kommun:anmald"] is State.reported
    assert found["kommun:gammal"] is State.hidden
    assert found["kommun:sen"] is State.overdue
    assert found["kommun:snart"] is State.soon
    assert found["kommun:brist"] is State.lacking
    assert "kommun:ny" not in found


def test_a_report_that_somebody_handled_is_gone(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin() as undone:
        feedback.mark_handled(connection, "kommun:anmald", by="prov", now=WRITTEN)
        assert "kommun:anmald" not in {row.id for row in due_rows(load_facts(), [], connection, TODAY)}
        undone.rollback()


@pytest.mark.parametrize(("today", "state"), [
    (date(2026, 11, 22), State.old_sources), (date(2027, 1, 20), State.soon), (date(2027, 2, 19), State.soon),
    (date(2027, 2, 20), State.overdue), (date(2027, 11, 21), State.overdue), (date(2027, 11, 22), State.hidden),
])  # fmt: skip
def test_a_line_goes_from_soon_to_overdue_to_hidden(today: date, state: State) -> None:
    rows = due_rows(load_facts(), all_lines(), None, today)
    assert {row.id: row.state for row in rows}["aldrelinjen"] is state


def test_what_is_withheld_is_listed_and_what_was_closed_down_is_not() -> None:
    rows = {row.id: row for row in due_rows(load_facts(), [*all_lines(), *all_programmes()], None, TODAY)}
    assert rows["aa"].state is State.blocked
    assert "nationella-hjalplinjen-gamla" not in rows


def test_lines_of_the_first_order_come_before_the_others() -> None:
    rows = [row for row in due_rows(load_facts(), all_lines(), None, date(2027, 3, 1)) if row.state is State.overdue]
    assert [row.important for row in rows] == sorted((row.important for row in rows), reverse=True)


def test_the_list_becomes_tasks_of_a_calendar_that_are_the_same_next_time(engine: Engine) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
    with engine.connect() as connection:
        rows, later = (due_rows(load_facts(), all_lines(), connection, TODAY) for _ in range(2))
    first, again = (Calendar.from_ical(as_tasks(listed, now)).walk("VTODO") for listed in (rows, later))
    assert len(first) == len(rows) == len({str(task["UID"]) for task in first})
    assert [task["UID"] for task in first] == [task["UID"] for task in again]
    (reported,) = [task for task in first if "kommun:anmald" in task["DESCRIPTION"]]
    assert (reported["PRIORITY"], str(reported["STATUS"])) == (1, "NEEDS-ACTION")
    assert "telefonnumret stämmer inte (3)" in reported["DESCRIPTION"].casefold()
