"""The calendar file and the page's linked data, read back by our own readers."""

import json
from datetime import datetime

import pytest

from knowledge.entry import Entry, Meeting, Where
from knowledge.feeds.ical import IcalReader
from knowledge.feeds.jsonld import JsonLdReader
from knowledge.out.ical import write_calendar
from knowledge.out.jsonld import describe_entry
from knowledge.recurrence import next_times
from tests.knowledge.feeds.reading_at_hand import entries
from tests.knowledge.out.examples import SECRET, make_entry

LINK = "https://lotsen.exempel.se/aktivitet/kommun:1"
MADE = datetime(2026, 11, 22, 11, 0)
NOW = datetime(2026, 11, 23, 9, 0)


def read_back(entry: Entry) -> list[Entry]:
    return entries(IcalReader(), write_calendar(entry, LINK, MADE))


@pytest.mark.parametrize(
    "meeting",
    [
        Meeting(starts=datetime(2026, 12, 1, 18, 0), ends=datetime(2026, 12, 1, 20, 0)),
        Meeting(starts=datetime(2026, 11, 5, 14, 0), ends=datetime(2026, 11, 5, 16, 0), rrule="FREQ=WEEKLY;BYDAY=TH",
                exdates=(datetime(2026, 12, 24, 14, 0),), extra=(datetime(2026, 12, 23, 14, 0),)),
        Meeting(starts=datetime(2026, 9, 2, 13, 0), ends=datetime(2026, 9, 2, 14, 30), rrule="FREQ=MONTHLY;BYDAY=1WE"),
        Meeting(starts=datetime(2026, 11, 3, 18, 0), rrule="FREQ=WEEKLY;INTERVAL=2;UNTIL=20270331T235959;BYDAY=TU"),
        Meeting(starts=datetime(2026, 12, 1, 22, 0), ends=datetime(2026, 12, 2, 2, 0)),
    ],
    ids=["once", "exceptions", "monthly", "until", "past midnight"],
)  # fmt: skip
def test_our_own_reader_gets_the_same_times(meeting: Meeting) -> None:
    (found,) = read_back(make_entry(meetings=(meeting,)))
    mine, back = (next_times(entry, NOW, 12) for entry in ((meeting,), found.meetings))
    assert [(one.starts, one.ends) for one in back] == [(one.starts, one.ends) for one in mine]
    assert len(mine) > 0


def test_each_place_keeps_its_own_times() -> None:
    entry = make_entry(
        places=(
            Where(name="A", address="Storgatan 1", city="Lund"),
            Where(name="B", address="Storgatan 2", city="Lund"),
        ),
        meetings=(Meeting(starts=datetime(2026, 12, 1, 18, 0)), Meeting(starts=datetime(2026, 12, 2, 19, 0), place=1)),
    )
    found = {one.places[0].name: one.meetings[0].starts for one in read_back(entry)}
    assert found == {"A": datetime(2026, 12, 1, 18, 0), "B": datetime(2026, 12, 2, 19, 0)}


def test_a_rule_goes_on_over_the_change_of_clocks() -> None:
    meeting = Meeting(starts=datetime(2026, 10, 22, 14, 0), rrule="FREQ=WEEKLY;COUNT=3")
    text = write_calendar(make_entry(meetings=(meeting,)), LINK, MADE).decode()
    assert "DTSTART;TZID=Europe/Stockholm:20261022T140000" in text
    assert "BEGIN:VTIMEZONE" in text and "TZID:Europe/Stockholm" in text


def test_what_is_cancelled_is_said_to_be() -> None:
    meeting = Meeting(starts=datetime(2026, 12, 1, 18, 0), cancelled=True)
    assert b"STATUS:CANCELLED" in write_calendar(make_entry(meetings=(meeting,)), LINK, MADE)


def test_a_hidden_address_is_in_neither() -> None:
    hidden = Where(name="Huset", address=SECRET, municipality="1281", lat=55.71, lon=13.2, hidden=True)
    entry = make_entry(places=(hidden,), description=f"Vi finns på {SECRET}.", plain=f"Kom till {SECRET}.")
    told = json.dumps(describe_entry(entry, LINK, next_times(entry.meetings, NOW)), ensure_ascii=False)
    for text in (write_calendar(entry, LINK, MADE).decode().replace("\r\n ", ""), told):
        assert SECRET not in text and "55.71" not in text


def test_our_own_reader_finds_the_events_of_a_page() -> None:
    entry = make_entry()
    told = describe_entry(entry, LINK, next_times(entry.meetings, NOW, 3))
    page = f'<html><script type="application/ld+json">{json.dumps(told)}</script></html>'
    (found,) = entries(JsonLdReader(), page)
    assert (found.name, found.owner.name) == (entry.name, entry.owner.name)
    mine, back = next_times(entry.meetings, NOW, 3), next_times(found.meetings, NOW, 3)
    assert [one.starts for one in back] == [one.starts for one in mine]
