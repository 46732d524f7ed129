"""What the standard is told of times, and what our own reader gets back of it."""

from datetime import datetime
from typing import Any
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Meeting
from knowledge.out.hsds_times import extra_schedules, meeting_schedule, opening_schedules
from knowledge.out.ids import OURS, is_public, public_id


def schedule(rrule: str | None = None, **more: Any) -> dict[str, Any]:
    told = {"starts": datetime(2026, 11, 5, 14, 0), "ends": datetime(2026, 11, 5, 16, 0), "rrule": rrule, **more}
    return meeting_schedule(Meeting(**told))


@given(st.text(), st.text())
def test_a_public_id_is_a_uuid_of_the_name(entity: str, own: str) -> None:
    made = public_id(entity, own)
    assert made == str(uuid5(OURS, f"{entity}:{own}"))
    assert is_public(made)


@pytest.mark.parametrize(
    ("rrule", "told"),
    [
        ("FREQ=WEEKLY;BYDAY=TH", {"freq": "WEEKLY", "byday": "TH"}),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", {"freq": "WEEKLY", "interval": 2, "byday": "TU,TH"}),
        ("FREQ=MONTHLY;BYDAY=1WE", {"freq": "MONTHLY", "byday": "1WE"}),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=-1", {"freq": "MONTHLY", "byday": "-1WE"}),
        ("FREQ=MONTHLY;BYMONTHDAY=15", {"freq": "MONTHLY", "bymonthday": "15"}),
        ("FREQ=DAILY", {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
        ("FREQ=WEEKLY;COUNT=6", {"freq": "WEEKLY", "count": 6}),
        ("FREQ=WEEKLY;UNTIL=20261231T235959", {"until": "2026-12-31", "valid_to": "2026-12-31"}),
        ("FREQ=WEEKLY;UNTIL=20261231T230000Z", {"until": "2027-01-01"}),
        ("FREQ=WEEKLY;UNTIL=20261231", {"until": "2026-12-31"}),
    ],
)
def test_a_rule_is_told_in_the_fields_of_the_standard(rrule: str, told: dict[str, Any]) -> None:
    assert told.items() <= schedule(rrule).items()


@pytest.mark.parametrize(
    "rrule", ["FREQ=YEARLY", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=WEEKLY;BYMONTH=5"]
)
def test_what_the_standard_cannot_say_is_not_said_wrongly(rrule: str) -> None:
    told = schedule(rrule)
    assert "freq" not in told and "Fråga arrangören" in told["description"]


def test_clock_times_carry_the_offset_of_the_first_meeting() -> None:
    winter, summer = schedule(), schedule(starts=datetime(2026, 6, 4, 14, 0), ends=datetime(2026, 6, 4, 16, 0))
    assert (winter["opens_at"], winter["timezone"]) == ("14:00+01:00", 1)
    assert (summer["closes_at"], summer["timezone"]) == ("16:00+02:00", 2)


def test_exceptions_stand_in_the_description_and_extras_beside() -> None:
    meeting = Meeting(starts=datetime(2026, 11, 5, 14, 0), ends=datetime(2026, 11, 5, 16, 0), rrule="FREQ=WEEKLY",
                      exdates=(datetime(2026, 12, 24, 14, 0), datetime(2026, 12, 31, 14, 0)),
                      extra=(datetime(2026, 12, 23, 10, 0),))  # fmt: skip
    assert "Inte 24 december 2026 och 31 december 2026." in meeting_schedule(meeting)["description"]
    (extra,) = extra_schedules(meeting)
    assert (extra["dtstart"], extra["valid_to"], extra["closes_at"]) == ("2026-12-23", "2026-12-23", "12:00+01:00")


def test_what_is_cancelled_has_no_times() -> None:
    assert schedule("FREQ=WEEKLY", cancelled=True) == {"description": "Inställt."}


def test_opening_hours_are_an_ordinary_week() -> None:
    found = opening_schedules("Mo-Fr 09:00-17:00; Sa 22:00-02:00; PH off")
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in found] == [
        ("MO,TU,WE,TH,FR", "09:00", "17:00"), ("SA", "22:00", "23:59"), ("SU", "00:00", "02:00"),
    ]  # fmt: skip
    assert all("PH off" in one["description"] for one in found)


@pytest.mark.parametrize("hours", ["Jun-Aug Mo 10:00-11:00", "inte OSM", ""])
def test_hours_that_are_no_week_are_told_in_words_only(hours: str) -> None:
    (one,) = opening_schedules(hours)
    assert set(one) == {"description"}
