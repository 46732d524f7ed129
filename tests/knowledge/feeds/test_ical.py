"""Calendars: times on Swedish clocks, repetitions with their changes, and files that are not as they should be."""

from datetime import datetime

import pytest

from knowledge.entry import Entry
from knowledge.errors import FeedError
from knowledge.feeds.ical import IcalReader
from knowledge.recurrence import next_times
from tests.knowledge.feeds.reading_at_hand import TODAY, entries, items, said

READER = IcalReader()
NOW = datetime(2026, 11, 23, 9, 0)


def calendar(*parts: str, header: str = "") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *header.split("\n"), *parts, "END:VCALENDAR", ""])


def event(text: str, uid: str | None = "exempel-1", name: str = "Exempel: fika") -> str:
    held = [f"UID:{uid}"] if uid else []
    return "\r\n".join(["BEGIN:VEVENT", *held, f"SUMMARY:{name}", *text.strip().split("\n"), "END:VEVENT"])


def one(text: str, header: str = "") -> Entry:
    found = entries(READER, calendar(event(text), header=header))
    assert len(found) == 1
    return found[0]


def times(entry: Entry, limit: int = 3) -> list[str]:
    return [f"{item.starts:%Y-%m-%d %H:%M}" for item in next_times(entry.meetings, NOW, limit)]


ZONE = """BEGIN:VTIMEZONE
TZID:Exempelzon
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


@pytest.mark.parametrize(
    ("start", "swedish"),
    [
        ("DTSTART;TZID=Europe/Stockholm:20261201T180000", "2026-12-01 18:00"),
        ("DTSTART:20261201T180000", "2026-12-01 18:00"),
        ("DTSTART:20261201T170000Z", "2026-12-01 18:00"),
        ("DTSTART:20270601T160000Z", "2027-06-01 18:00"),
        ("DTSTART;TZID=Europe/London:20261201T170000", "2026-12-01 18:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261201T180000", "2026-12-01 18:00"),
        ("DTSTART;TZID=Exempelzon:20261201T180000", "2026-12-01 18:00"),
        ("DTSTART;TZID=Ingen/Sadan:20261201T180000", "2026-12-01 18:00"),
        ("DTSTART;VALUE=DATE:20261201", "2026-12-01 00:00"),
        ("dtstart:20261201T180000", "2026-12-01 18:00"),
    ],
)
def test_a_time_in_any_zone_is_said_on_swedish_clocks(start: str, swedish: str) -> None:
    assert times(one(start, header=ZONE)) == [swedish]


def test_an_event_becomes_an_entry_with_all_that_it_says() -> None:
    entry = one("""
DTSTART;TZID=Europe/Stockholm:20261201T180000
DTEND;TZID=Europe/Stockholm:20261201T200000
DESCRIPTION:Vi dricker kaffe och pratar. Fri entré\\, ingen anmälan.\\nVälkommen!
LOCATION:Exempelhuset\\, Storgatan 1\\, 831 30 Östersund
GEO:63.1767;14.6361
URL:https://exempel.se/fika
CATEGORIES:Språkcafé,Fika
ORGANIZER;CN=Exempelföreningen:mailto:info@exempel.se
CONTACT:Ring 063-14 30 00
""")
    assert (entry.id, entry.name, entry.owner.name) == ("exempel:exempel-1", "Exempel: fika", "Exempelföreningen")
    assert (entry.plain, entry.description) == ("Vi dricker kaffe och pratar.", "Fri entré, ingen anmälan.\nVälkommen!")
    assert (entry.kind, entry.link, entry.email) == ("language", "https://exempel.se/fika", "info@exempel.se")
    assert entry.traits.free is True and entry.traits.no_registration is True and entry.traits.drop_in is None
    assert entry.price and entry.price.amount == 0
    assert entry.phones[0].number == "063-14 30 00"
    place = entry.places[0]
    assert (place.name, place.address, place.postal_code, place.city) == (
        "Exempelhuset",
        "Storgatan 1",
        "831 30",
        "Östersund",
    )
    assert (place.municipality, place.lat, place.lon) == ("2380", 63.1767, 14.6361)
    assert entry.meetings[0].ends == datetime(2026, 12, 1, 20, 0)


def test_a_weekly_event_stays_at_its_clock_time_when_the_clock_is_changed() -> None:
    entry = one("DTSTART;TZID=Europe/Stockholm:20260105T180000\nRRULE:FREQ=WEEKLY;BYDAY=MO")
    meeting = entry.meetings[0]
    assert (meeting.starts, meeting.rrule) == (datetime(2026, 1, 5, 18, 0), "FREQ=WEEKLY;BYDAY=MO")
    summer = next_times(entry.meetings, datetime(2027, 4, 1), 1)[0]
    assert f"{summer.starts:%H:%M}" == "18:00"


def test_times_that_are_excepted_moved_called_off_or_added_are_told_apart() -> None:
    found = entries(READER, calendar(
        event("DTSTART;TZID=Europe/Stockholm:20261201T180000\nDTEND;TZID=Europe/Stockholm:20261201T190000\n"
              "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Stockholm:20261208T180000\n"
              "RDATE;TZID=Europe/Stockholm:20261203T120000\nLOCATION:Exempelhuset"),
        event("RECURRENCE-ID;TZID=Europe/Stockholm:20261215T180000\nDTSTART;TZID=Europe/Stockholm:20261216T170000\n"
              "LOCATION:Exempelparken"),
        event("RECURRENCE-ID;TZID=Europe/Stockholm:20261222T180000\nDTSTART;TZID=Europe/Stockholm:20261222T180000\n"
              "STATUS:CANCELLED"),
    ))  # fmt: skip
    assert len(found) == 1
    assert times(found[0], 9) == ["2026-12-01 18:00", "2026-12-03 12:00", "2026-12-16 17:00", "2026-12-29 18:00"]
    assert [place.name for place in found[0].places] == ["Exempelhuset", "Exempelparken"]
    moved = next(item for item in next_times(found[0].meetings, NOW, 9) if item.starts.day == 16)
    assert found[0].places[moved.place].name == "Exempelparken"
    assert [one.starts.day for one in found[0].meetings if one.cancelled] == [22]


def test_a_rule_in_another_zone_is_followed_time_by_time() -> None:
    entry = one("DTSTART;TZID=America/New_York:20260105T120000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY")
    march = [item.starts for item in next_times(entry.meetings, datetime(2027, 3, 1), 5)]
    assert [f"{moment:%d %H}" for moment in march] == ["01 18", "08 18", "15 17", "22 17", "29 18"]


def test_a_rule_that_ends_in_universal_time_ends_on_the_swedish_clock() -> None:
    entry = one("DTSTART;TZID=Europe/Stockholm:20261130T180000\nRRULE:FREQ=WEEKLY;UNTIL=20261207T170000Z")
    assert times(entry) == ["2026-11-30 18:00", "2026-12-07 18:00"]


def test_a_day_as_the_end_of_a_rule_counts_all_of_that_day() -> None:
    entry = one("DTSTART;TZID=Europe/Stockholm:20261130T180000\nRRULE:FREQ=WEEKLY;UNTIL=20261207")
    assert times(entry) == ["2026-11-30 18:00", "2026-12-07 18:00"]


def test_a_change_of_this_and_all_later_times_is_followed() -> None:
    found = entries(READER, calendar(
        event("DTSTART;TZID=Europe/Stockholm:20261130T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4"),
        event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Stockholm:20261214T180000\n"
              "DTSTART;TZID=Europe/Stockholm:20261214T190000\nDURATION:PT1H"),
    ))  # fmt: skip
    assert times(found[0], 9) == ["2026-11-30 18:00", "2026-12-07 18:00", "2026-12-14 19:00", "2026-12-21 19:00"]


def test_a_whole_day_lasts_to_its_end_and_is_called_so() -> None:
    meeting = one("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203").meetings[0]
    assert (meeting.starts, meeting.ends) == (datetime(2026, 12, 1), datetime(2026, 12, 2, 23, 59))
    assert meeting.note == "Hela dagen"


def test_what_is_over_is_left_out_and_counted() -> None:
    found = items(READER, calendar(
        event("DTSTART:20251201T180000", uid="a"), event("DTSTART:20260105T180000\nRRULE:FREQ=WEEKLY;COUNT=3", uid="b"),
        event("DTSTART:20261123T070000", uid="c"),
    ))  # fmt: skip
    assert [item.ref for item in found if item.entry] == ["c"]
    assert "2 händelser har redan varit" in said(found)


def test_an_event_that_is_called_off_is_kept_and_not_active() -> None:
    entry = one("DTSTART:20261201T180000\nSTATUS:CANCELLED")
    assert entry.status == "inactive" and entry.meetings[0].cancelled


def test_a_private_event_is_not_taken_in() -> None:
    found = items(READER, calendar(event("DTSTART:20261201T180000\nCLASS:PRIVATE", name="Exempel: hos läkaren")))
    assert not [item for item in found if item.entry]
    assert "privat" in said(found) and "läkaren" not in said(found)


def test_one_broken_event_does_not_spoil_the_rest() -> None:
    found = items(READER, calendar(
        event("DTSTART:20260230T180000", uid="a"), event("DTSTART:hej", uid="b"), event("", uid="c"),
        event("DTSTART:19000101T180000\nRRULE:FREQ=WEEKLY", uid="d"), event("DTSTART:29990101T180000", uid="e"),
        event("DTSTART:20261201T180000\nRRULE:FREQ=SECONDLY", uid="f"), event("DTSTART:20261201T180000", uid="g"),
    ))  # fmt: skip
    assert [item.ref for item in found if item.entry] == ["f", "g"]
    assert [item.ref for item in found if any(problem.dropped for problem in item.problems)] == [
        "a",
        "b",
        "c",
        "d",
        "e",
    ]
    assert "ligger år 1900" in said(found) and "ligger år 2999" in said(found)
    assert "tätare än en gång om dagen" in said(found)


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;INTERVAL=0", "FREQ=HOURLY", "BYDAY=MO",
                                  "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;BYHOUR=8,9,10,11", "FREQ=WEEKLY;COUNT=0"])  # fmt: skip
def test_a_rule_that_cannot_be_followed_leaves_the_first_time_or_a_problem(rule: str) -> None:
    found = items(READER, calendar(event(f"DTSTART:20261201T180000\nRRULE:{rule}")))
    assert said(found) or not [item for item in found if item.entry]
    for item in found:
        assert not item.entry or times(item.entry) in (["2026-12-01 18:00"], [])


def test_the_newest_of_two_events_with_the_same_uid_holds() -> None:
    found = items(READER, calendar(
        event("DTSTART:20261202T180000\nSEQUENCE:2", name="Exempel: ny"), event("DTSTART:20261201T180000\nSEQUENCE:1"),
    ))  # fmt: skip
    assert [item.entry.name for item in found if item.entry] == ["Exempel: ny"]
    assert "Samma UID står 2 gånger" in said(found)


def test_an_event_without_uid_has_the_same_ref_in_the_next_import() -> None:
    text = calendar(event("DTSTART:20261201T180000", uid=None))
    first, second = items(READER, text), items(READER, text)
    assert first[0].ref and first[0].ref == second[0].ref


def test_a_long_uid_is_shortened_and_stays_apart_from_others() -> None:
    found = items(READER, calendar(
        event("DTSTART:20261201T180000", uid="x" * 300), event("DTSTART:20261201T180000", uid="x" * 301)
    ))  # fmt: skip
    refs = {item.ref for item in found}
    assert len(refs) == 2 and all(ref and len(ref) <= 72 for ref in refs)


def test_html_and_odd_signs_are_taken_out_of_every_text() -> None:
    entry = one("""DTSTART:20261201T180000
DESCRIPTION:<p>Vi <b>ses</b>.</p><script>alert(1)</script>
LOCATION:<img src=x onerror=alert(1)>Exempelhuset
URL:javascript:alert(1)
ORGANIZER;CN="<i>Exempel</i>":mailto:a@b""")
    written = repr(entry)
    assert "<" not in written and "alert" not in written
    assert entry.link is None and entry.plain == "Vi ses."


def test_a_meeting_on_the_net_is_virtual_and_its_link_is_kept() -> None:
    entry = one("DTSTART:20261201T180000\nLOCATION:Zoom https://zoom.us/j/123")
    assert entry.places[0].virtual and entry.link == "https://zoom.us/j/123"


def test_the_calendars_name_is_the_owner_where_the_event_names_none() -> None:
    assert one("DTSTART:20261201T180000", header="X-WR-CALNAME:Exempelföreningen").owner.name == "Exempelföreningen"


def test_an_operator_may_name_the_owner_of_what_names_none() -> None:
    found = entries(READER, calendar(event("DTSTART:20261201T180000")), options={"owner": "Exempelkommunen"})
    assert found[0].owner.name == "Exempelkommunen"


def test_alarms_tasks_and_folded_lines_are_understood() -> None:
    text = calendar(
        event(
            "DTSTART:20261201T180000\nDESCRIPTION:Vi dri\n cker kaffe.\nBEGIN:VALARM\nTRIGGER:-PT5M\nDESCRIPTION:Larm\nEND:VALARM"
        ),
        "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Exempel\r\nEND:VTODO",
    )
    found = items(READER, text)
    assert [item.entry.plain for item in found if item.entry] == ["Vi dricker kaffe."]
    assert "VTODO" in said(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_calendar_may_be_in_any_common_encoding(encoding: str) -> None:
    text = calendar(event("DTSTART:20261201T180000", name="Exempel: kräftskiva på ön"))
    assert [entry.name for entry in entries(READER, text.encode(encoding))] == ["Exempel: kräftskiva på ön"]


@pytest.mark.parametrize(
    "content", [b"", b"hej", b"<html></html>", b"{}", b"\x00\xff\xfe\x01", b"BEGIN:VEVENT\nEND:VEVENT"]
)
def test_a_file_that_is_no_calendar_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(FeedError, match="kalender"):
        items(READER, content)


def test_half_a_calendar_is_refused() -> None:
    text = calendar(event("DTSTART:20261201T180000", uid="a"), event("DTSTART:20261201T180000", uid="b"))
    for cut in (text[: text.rindex("UID")], text[: text.rindex("END:VCALENDAR")]):
        with pytest.raises(FeedError, match="inte hel"):
            items(READER, cut)


def test_the_same_calendar_read_twice_gives_the_same_entries() -> None:
    text = calendar(event("DTSTART;TZID=Europe/Stockholm:20260105T180000\nRRULE:FREQ=WEEKLY"))
    assert entries(READER, text) == entries(READER, text) and TODAY.year == 2026
