"""Which entries are proposed as duplicates, and what a person's decision does."""

from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select

from knowledge.duplicate_records import Record, sorted_name
from knowledge.duplicates import (
    compare,
    count_undecided,
    decide_different,
    decide_same,
    find_pairs,
    read_pairs,
    store_pairs,
    undo,
)
from knowledge.editing import with_hand_edits
from knowledge.entry_store import read_entry, write_entries
from knowledge.models import service_search
from tests.chat.staff_desk import NOW, whole


def keep(connection, *entries):
    write_entries(connection, entries, by="test", now=NOW)


def twins(connection):
    """The same coffee from two sources."""
    keep(connection, whole("1"), whole("9", source="bygden", name="Onsdagsfikat, Krokom", phones=()))
    store_pairs(connection, find_pairs(connection))
    return read_pairs(connection, decided=False)


def record(**values):
    known = {"id": "a:1", "source": "a", "sorted_name": sorted_name("Onsdagsfika i Krokom"), "owner": "byalaget",
             "org_number": None, "link": None, "municipality": "2309"}  # fmt: skip
    return Record(**{**known, **values})


def test_two_sources_that_tell_of_the_same_are_a_pair_with_plain_reasons(connection):
    [pair] = twins(connection)
    assert {pair.first_id, pair.second_id} == {"krokom:1", "bygden:9"}
    assert "Namnen liknar varandra" in pair.reasons
    assert "Samma organisationsnummer" in pair.reasons
    assert "Samma plats" in pair.reasons
    assert "Samma tider" in pair.reasons


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sorted_name": sorted_name("Körsång för nybörjare")}, "another name"),
        ({"municipality": "1281"}, "another municipality"),
        ({"times": frozenset({"MO 18:00"})}, "another time"),
        ({"source": "a", "sorted_name": sorted_name("Onsdagsfika Rödön")}, "the source itself keeps them apart"),
        ({"org_number": "5560360793"}, "another owner"),
    ],
)
def test_what_differs_keeps_two_apart(changed, why):
    one = record(org_number="8024000000", times=frozenset({"WE 14:00"}))
    alike = record(id="b:1", source="b", org_number="8024000000", times=frozenset({"WE 14:00"}))
    assert compare(one, alike), "the two are alike to begin with"
    assert compare(one, replace(alike, **changed)) is None, why


def test_a_different_name_is_no_hindrance_when_telephone_place_and_time_agree():
    same = {"phones": frozenset({"064016100"}), "lat": 63.3, "lon": 14.4, "times": frozenset({"WE 14:00"})}
    one = record(sorted_name=sorted_name("Öppet kafé"), **same)
    other = record(id="b:1", source="b", sorted_name=sorted_name("Fika i församlingshemmet"), **same)
    assert compare(one, other)


def test_same_takes_one_out_and_no_import_brings_it_back(connection):
    [pair] = twins(connection)
    decide_same(connection, pair, "krokom:1", by="Gun", now=NOW)
    assert read_entry(connection, "krokom:1").status == "active"
    assert read_entry(connection, "bygden:9").status == "defunct"
    again = whole("9", source="bygden", name="Onsdagsfikat, Krokom", phones=(), description="Nytt i källan")
    keep(connection, *with_hand_edits(connection, [again]))
    after = read_entry(connection, "bygden:9")
    assert (after.status, after.description) == ("defunct", "Nytt i källan")
    assert connection.execute(select(service_search).where(service_search.c.service_id == "bygden:9")).first() is None


def test_same_can_be_undone(connection):
    [pair] = twins(connection)
    decide_same(connection, pair, "krokom:1", by="Gun", now=NOW)
    [decided] = read_pairs(connection, decided=True)
    undo(connection, decided, by="Gun", now=NOW)
    assert read_entry(connection, "bygden:9").status == "active"
    assert count_undecided(connection) == 1
    gone = msgspec.structs.replace(read_entry(connection, "bygden:9"), status="inactive")
    assert with_hand_edits(connection, [gone]) == [gone], "the source decides again"


def test_a_pair_that_was_taken_out_for_another_reason_stays_out_when_a_decision_is_undone(connection):
    [pair] = twins(connection)
    decide_same(connection, pair, "krokom:1", by="Gun", now=NOW)
    keep(connection, whole("1", status="defunct"))
    undo(connection, read_pairs(connection, decided=True)[0], by="Gun", now=NOW)
    assert read_entry(connection, "krokom:1").status == "defunct"
    assert read_entry(connection, "bygden:9").status == "active"


def test_what_was_told_apart_is_not_proposed_again(connection):
    [pair] = twins(connection)
    decide_different(connection, pair, by="Gun")
    store_pairs(connection, find_pairs(connection))
    assert count_undecided(connection) == 0
    assert [found.decided_by for found in read_pairs(connection, decided=True)] == ["Gun"]


def test_a_proposal_that_no_longer_holds_goes_away(connection):
    twins(connection)
    keep(connection, whole("9", source="bygden", name="Körsång", places=(), phones=(), owner=whole().owner))
    store_pairs(connection, find_pairs(connection))
    assert count_undecided(connection) == 0


def test_many_activities_of_one_owner_at_one_place_cost_bounded_work(connection, monkeypatch):
    from knowledge import duplicates

    calls = []
    monkeypatch.setattr(duplicates, "compare", lambda one, other: calls.append(1))
    keep(connection, *(whole(str(number), name=f"Kurs {number}", meetings=()) for number in range(200)))
    assert find_pairs(connection) == []
    assert len(calls) < 200 * 8 * duplicates.WINDOW
