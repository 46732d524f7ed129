"""HSDS files as other countries' tools write them: read with what they have, and told in plain Swedish what was not."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.entry import Entry
from knowledge.feeds.hsds import HsdsReader
from knowledge.recurrence import next_times
from tests.knowledge.feeds.hsds_examples import service
from tests.knowledge.feeds.reading_at_hand import NOW, entries, items, said

FOREIGN = Path(__file__).parent / "foreign"
READER = HsdsReader()


def read(name: str) -> tuple[list[Entry], str]:
    """What is kept of a file, and the report's lines."""
    found = items(READER, (FOREIGN / f"{name}.json").read_bytes())
    return [item.entry for item in found if item.entry], said(found)


def held(*schedules: dict[str, Any]) -> tuple[list[str], str]:
    """The next two times of a service with these schedules, and the report's lines."""
    content = json.dumps(service(1, schedules=list(schedules)))
    (entry,) = entries(READER, content)
    times = [f"{each.starts:%Y-%m-%d %H:%M}" for each in next_times(entry.meetings, NOW, 2)]
    return times, said(items(READER, content))


def test_a_nested_page_from_canada_keeps_what_it_has_and_tells_the_rest() -> None:
    (coffee, line), report = read("toronto")
    assert (coffee.age_min, coffee.kind, coffee.interests) == (55, "game_evening", ("brädspel",))
    assert coffee.price and coffee.price.amount == 0 and coffee.traits.no_registration is True
    assert coffee.languages == ("en", "fr") and coffee.access == ("wheelchair",)
    assert coffee.owner.org_number is None and coffee.places[0].municipality is None
    assert line.plain == "Talk to someone who listens." and not line.phones
    assert "ligger inte i Sverige (CA)" in report and "Tjänsten har inget namn." in report


def test_flat_tables_from_finland_are_joined_and_a_rule_in_one_text_is_read() -> None:
    (cafe, choir), report = read("helsinki")
    assert cafe.owner.name == choir.owner.name == "Esimerkkiyhdistys ry"
    assert cafe.opening_hours == "Mo-Fr 09:00-15:00" and cafe.languages == ("fi", "sv")
    assert [f"{each.starts:%m-%d %H:%M}" for each in next_times(choir.meetings, NOW, 2)] == [
        "11-26 18:00",
        "12-10 18:00",
    ]
    assert choir.price and (choir.price.amount, choir.price.currency) == (3.5, "EUR")
    assert "“kvällstid” är inte ett klockslag" in report


def test_a_list_in_english_with_times_in_utc_is_found_in_its_swedish_town() -> None:
    (circle,), report = read("lund")
    assert circle.places[0].municipality == "1281" and circle.languages == ("en", "sv")
    assert [f"{each.starts:%m-%d %H:%M}" for each in next_times(circle.meetings, NOW, 2)] == [
        "11-25 17:00",
        "12-09 17:00",
    ]
    assert not report


@pytest.mark.parametrize(
    ("schedule", "times"),
    [
        ({"rrule": "FREQ=WEEKLY;BYDAY=TU,TH", "dtstart": "2026-09-01"}, ["2026-11-24 18:00", "2026-11-26 18:00"]),
        ({"rrule": "DTSTART:20260902T180000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"},
         ["2026-11-25 18:00", "2026-12-09 18:00"]),
        ({"recurrence": "FREQ=MONTHLY;BYDAY=1SA", "dtstart": "2026-01-03"}, ["2026-12-05 18:00", "2027-01-02 18:00"]),
        ({"rrule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261124T225959Z", "dtstart": "2026-09-01"}, ["2026-11-24 18:00"]),
        ({"freq": "FORTNIGHTLY", "byday": "Thursday", "dtstart": "2026-09-03"},
         ["2026-11-26 18:00", "2026-12-10 18:00"]),
    ],
)  # fmt: skip
def test_a_rule_in_one_text_gives_its_times(schedule: dict[str, Any], times: list[str]) -> None:
    assert held({"opens_at": "18:00", "closes_at": "20:00", **schedule}) == (times, "")


def test_a_rule_that_cannot_be_read_or_has_exceptions_is_told() -> None:
    hours = {"dtstart": "2026-09-01", "opens_at": "18:00", "closes_at": "20:00"}
    assert "Upprepningen går inte att läsa." in held({**hours, "rrule": "varannan tisdag"})[1]
    times, report = held({**hours, "rrule": "RRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE:20261124T180000"})
    assert times and "undantag" in report


def test_what_the_standards_own_fields_say_goes_before_a_rule_beside_them() -> None:
    told = {"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "rrule": "FREQ=DAILY", "opens_at": "18:00"}
    assert held(told)[0] == ["2026-11-24 18:00", "2026-12-01 18:00"]


def test_no_time_is_later_than_a_rule_of_the_past_allows() -> None:
    times, _ = held({"rrule": "FREQ=WEEKLY;UNTIL=20260101", "dtstart": "2025-09-01", "opens_at": "18:00"})
    assert times == [] and datetime(2026, 1, 1) < NOW
