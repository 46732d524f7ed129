"""Reports from visitors: fixed reasons, counted by activity, and what several say goes to the re-check list."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.editor_list import DUE, LACKING, OUT, SHOWN, WAITING, WITHHELD, Sought, count_states, find_entries
from knowledge.entry import Checked, Where
from knowledge.entry_store import history, write_entries
from knowledge.facts_loader import load_facts
from knowledge.feedback import Reason, handled, mark_handled, pressing, report, unhandled
from knowledge.models import feedback
from knowledge.rechecks import due_entries, reported_facts
from tests.chat.staff_desk import NOW, whole

TODAY = NOW.date()


def keep(connection, *entries):
    write_entries(connection, entries, by="test", now=NOW)


def old(days):
    return Checked(on=TODAY - timedelta(days=days), by="Gun", how="ringt")


def test_a_report_is_a_reason_and_a_time_and_nothing_else(connection):
    keep(connection, whole())
    assert report(connection, "krokom:1", "closed", NOW)
    [row] = connection.execute(select(feedback)).all()
    assert set(row._mapping) == {"id", "service_id", "reason", "received", "handled"}


def test_a_reason_of_ones_own_is_refused_and_an_unknown_activity_is_told(connection):
    keep(connection, whole())
    with pytest.raises(ValueError, match="min granne"):
        report(connection, "krokom:1", "min granne är dum", NOW)
    assert not report(connection, "krokom:404", "closed", NOW)


def test_reports_are_counted_by_activity_with_what_several_say_first(connection):
    keep(connection, whole("1"), whole("2"))
    for reason in ("closed", "wrong_time", "other", "wrong_place"):
        report(connection, "krokom:1", reason, NOW)
    for _ in range(3):
        report(connection, "krokom:2", "wrong_phone", NOW)
    first, second = unhandled(connection)
    assert (first.service_id, first.count, first.is_pressing) == ("krokom:2", 3, True)
    assert (second.service_id, second.count, second.is_pressing) == ("krokom:1", 4, False)
    assert pressing(connection) == {"krokom:2": (Reason.wrong_phone,)}


def test_handled_reports_leave_the_list_and_the_history_tells_who(connection):
    keep(connection, whole())
    report(connection, "krokom:1", "closed", NOW)
    assert mark_handled(connection, "krokom:1", by="Gun", now=NOW) == 1
    assert unhandled(connection) == []
    assert [item.service_id for item in handled(connection)] == ["krokom:1"]
    assert [(item.by, item.before) for item in history(connection, "krokom:1") if item.field == "feedback"] == [
        ("Gun", "Det finns inte längre (1)")
    ]
    assert mark_handled(connection, "krokom:1", by="Gun", now=NOW) == 0


def test_three_of_the_same_put_an_entry_on_the_recheck_list_and_handling_takes_it_off(connection):
    keep(connection, whole("1"), whole("2", checked=old(400)), whole("3", checked=old(160)))
    for _ in range(2):
        report(connection, "krokom:1", "wrong_time", NOW)
    assert [row.id for row in due_entries(connection, TODAY).rows] == ["krokom:2", "krokom:3"]
    report(connection, "krokom:1", "wrong_time", NOW)
    due = due_entries(connection, TODAY)
    assert [row.id for row in due.rows] == ["krokom:1", "krokom:2", "krokom:3"]
    assert "tiden stämmer inte" in due.rows[0].reason
    assert "visas inte" in due.rows[1].reason
    mark_handled(connection, "krokom:1", by="Gun", now=NOW)
    assert due_entries(connection, TODAY).total == 2


def test_the_editors_list_is_filtered_by_state(connection):
    keep(connection, whole("visas"), whole("saknar", plain=None), whole("vantar", review="waiting"),
         whole("dold", review="withheld"), whole("ute", status="defunct"), whole("gammal", checked=old(200)))  # fmt: skip
    found = {state: [row.id for row in find_entries(connection, Sought(state=state), TODAY).rows]
             for state in (SHOWN, LACKING, WAITING, WITHHELD, OUT, DUE)}  # fmt: skip
    assert found == {SHOWN: ["krokom:gammal", "krokom:visas"], LACKING: ["krokom:saknar"], WAITING: ["krokom:vantar"],
                     WITHHELD: ["krokom:dold"], OUT: ["krokom:ute"], DUE: ["krokom:gammal"]}  # fmt: skip
    assert count_states(connection, TODAY) == {SHOWN: 2, LACKING: 1, WAITING: 1, WITHHELD: 1, OUT: 1, DUE: 1}


@pytest.mark.parametrize(
    ("sought", "ids"),
    [
        (Sought(text="östgården"), ["krokom:2"]),
        (Sought(text="onsdagsfika församling"), ["krokom:1"]),
        (Sought(municipality="1281"), ["krokom:2"]),
        (Sought(municipality="2309"), ["krokom:1"]),
        (Sought(kind="game_evening"), ["krokom:2"]),
        (Sought(source="bygden"), []),
        (Sought(text="100%"), []),
    ],
)
def test_the_editors_list_is_searched(connection, sought, ids):
    lund = (Where(name="Huset", address="Stora gatan 1", municipality="1281"),)
    keep(connection, whole("1"), whole("2", name="Östgårdens spelkväll", kind="game_evening", places=lund))
    assert [row.id for row in find_entries(connection, sought, TODAY).rows] == ids


def test_reports_of_facts_survive_a_new_build_and_are_on_the_recheck_list(tmp_path):
    url, facts = f"sqlite:///{tmp_path / 'directory.db'}", load_facts()
    build_directory(url, facts)
    engine = make_engine(url)
    with engine.begin() as connection:
        for _ in range(3):
            assert report(connection, "line:jourhavande-medmanniska", "wrong_phone", NOW)
    build_directory(url, replace(facts, programmes={}))
    with engine.connect() as connection:
        [row] = reported_facts(connection, ["line:jourhavande-medmanniska"], TODAY)
    engine.dispose()
    assert "telefonnumret stämmer inte" in row.reason
