"""Whatever a feed holds, a reader gives items or refuses it in plain words; it never fails in any other way."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.entry import Entry
from knowledge.errors import FeedError
from knowledge.feeds.hsds import HsdsReader
from knowledge.feeds.ical import IcalReader
from knowledge.feeds.jsonld import JsonLdReader
from knowledge.feeds.reading import Item, Reader
from knowledge.feeds.rpde import RpdeReader
from knowledge.recurrence import next_times
from tests.knowledge.feeds.hsds_examples import whole
from tests.knowledge.feeds.reading_at_hand import NOW, items

READERS: dict[str, Reader] = {
    "hsds": HsdsReader(),
    "ical": IcalReader(),
    "jsonld": JsonLdReader(),
    "rpde": RpdeReader(),
}
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

ODD = st.sampled_from([
    "", " ", "\x00", "\ud800", "<script>alert(1)</script>", "&lt;b&gt;", "1900-01-01", "2999-12-31", "2026-02-30", "2026-12-01T25:61:00Z",
    "0000-00-00", "9999-12-31T23:59:59+14:00", "2026-12-01T18:00:00+99:99", "FREQ=SECONDLY", "MO,XX,99MO", "P99999Y", "PT", "https://a@127.0.0.1/",
    "javascript:alert(1)", "data:text/html,x", "+46 8 123", "1e400", "-0", "½", "٣", "Å" * 700, "\u202e\u200b", "SE", "59,3", "true", "null", "@id", "#", "_:b", "urn:x",
    "https://schema.org/Tuesday", "WEEKLY", "18:00", "24:00", "7-", "2026-12-01", "2026-12-01T18:00:00", "MO",
])  # fmt: skip
SCALAR = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), st.text(max_size=12), ODD)
JSON = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | ODD, inner, max_size=3),
    max_leaves=8,
)


def checked(reader: Reader, content: str | bytes) -> list[Item]:
    """The items; [] for a feed that is refused. Every entry can be stored and said, and every problem is said."""
    try:
        found = items(reader, content)
    except FeedError as problem:
        assert str(problem) and "Traceback" not in str(problem)
        return []
    for item in found:
        assert item.entry or item.gone or item.problems
        assert all(problem.what and problem.where for problem in item.problems)
        if item.entry:
            packed = msgspec.json.encode(item.entry)
            assert msgspec.json.decode(packed, type=Entry) == item.entry
            assert b"<script" not in packed and b"\\u0000" not in packed and len(packed) < 200_000
            assert len(item.entry.id) <= 120 and item.entry.name
            next_times(item.entry.meetings, NOW)
    return found


def changed(strategy: st.SearchStrategy[Any], start: Any, depth: int = 4) -> st.SearchStrategy[Any]:
    """`start` with some of its values, anywhere in it, replaced or taken out."""
    if depth == 0:
        return st.just(start) | strategy
    if isinstance(start, dict):
        parts = {key: changed(strategy, value, depth - 1) for key, value in start.items()}
        kept = st.fixed_dictionaries({}, optional=parts) | st.fixed_dictionaries(parts)
        return kept | strategy
    if isinstance(start, list):
        return st.tuples(*(changed(strategy, value, depth - 1) for value in start)).map(list) | strategy
    return st.just(start) | st.just(start) | strategy


HSDS = whole(schedules=[{"id": "s", "freq": "WEEKLY", "interval": 2, "byday": "TU", "dtstart": "2026-09-01", "until": "2027-01-01", "opens_at": "18:00",
                         "closes_at": "20:00", "timezone": 1, "valid_from": "2026-01-01", "valid_to": "2027-01-01", "count": 3, "bymonthday": "1"}])  # fmt: skip
EVENT = {
    "@type": "Event", "@id": "#1", "name": "Exempel", "startDate": "2026-12-01T18:00", "endDate": "2026-12-01T20:00", "duration": "PT1H",
    "location": {"@type": "Place", "name": "x", "address": {"addressLocality": "Lund", "addressCountry": {"name": "SE"}}, "geo": {"latitude": 55.7, "longitude": 13.2}},
    "offers": [{"price": 1, "priceCurrency": "SEK", "priceSpecification": {"price": 1}}], "organizer": {"@id": "#2", "name": "y", "identifier": {"propertyID": "org", "value": "1"}},
    "eventSchedule": {"repeatFrequency": "P1W", "byDay": ["Monday"], "startDate": "2026-09-01", "startTime": "18:00", "exceptDate": "2026-12-01", "repeatCount": 9},
    "subEvent": [{"@type": "Event", "startDate": "2026-12-02"}], "superEvent": {"@type": "EventSeries", "name": "z"}, "typicalAgeRange": "7-12",
    "isAccessibleForFree": True, "eventStatus": "EventScheduled", "eventAttendanceMode": "MixedEventAttendanceMode", "inLanguage": "sv", "keywords": ["a"],
}  # fmt: skip
ICAL_NAMES = st.sampled_from(["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY", "DESCRIPTION", "LOCATION", "GEO", "URL",
                              "STATUS", "ORGANIZER;CN=x", "CATEGORIES", "CLASS", "SEQUENCE", "UID", "DTSTART;TZID=Europe/Stockholm", "DTSTART;VALUE=DATE",
                              "EXDATE;VALUE=DATE", "RECURRENCE-ID;RANGE=THISANDFUTURE", "DTSTART;TZID=Konstig", "BEGIN", "END", "", "X-\u00e5", "RDATE;VALUE=PERIOD"])  # fmt: skip
ICAL_VALUES = st.one_of(ODD, st.text(max_size=20), st.sampled_from([
    "20261201T180000", "20261201", "20261201T180000Z", "19000101", "29990101T000000", "20260230", "FREQ=WEEKLY;BYDAY=TU", "FREQ=DAILY;COUNT=99999999999",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=-1;UNTIL=20270101", "PT1H", "-P1D", "P9999999W", "CANCELLED", "59.3;18.0",
    "20261201T180000/PT1H", "VALARM", "VEVENT", "VCALENDAR", "VTIMEZONE", "20261201T180000,hej",
]))  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@FUZZ
@given(content=st.binary(max_size=400))
@example(content=b"\xff\xfe")
@example(content=b"\xff\xfe\x00\x00")
@example(content=b"\xef\xbb\xbf{")
def test_any_bytes(name: str, content: bytes) -> None:
    checked(READERS[name], content)


@pytest.mark.parametrize("name", ["hsds", "jsonld", "rpde"])
@FUZZ
@given(value=JSON)
def test_any_json(name: str, value: Any) -> None:
    checked(READERS[name], json.dumps(value))


@FUZZ
@given(value=changed(JSON, HSDS))
def test_hsds_of_the_right_shape_with_wrong_values(value: Any) -> None:
    checked(READERS["hsds"], json.dumps([value]))


@FUZZ
@given(tables=st.dictionaries(st.sampled_from(["services", "organizations", "locations", "service_at_locations", "phones", "attributes", "taxonomy_terms", "schedules"]),
                              st.lists(st.dictionaries(st.sampled_from(["id", "service_id", "location_id", "link_id", "organization_id", "name", "taxonomy_term_id"]),
                                                       SCALAR | st.just("a"), max_size=4) | JSON, max_size=3), max_size=5))  # fmt: skip
def test_hsds_tables_that_do_not_fit_together(tables: Any) -> None:
    checked(READERS["hsds"], json.dumps(tables))


@FUZZ
@given(value=changed(JSON, EVENT))
def test_schema_org_of_the_right_shape_with_wrong_values(value: Any) -> None:
    checked(READERS["jsonld"], json.dumps({"@graph": [value, {"@id": "#2", "name": "y"}]}))


@FUZZ
@given(
    block=st.text(max_size=40) | JSON.map(json.dumps),
    kind=st.sampled_from(["application/ld+json", "text/javascript", "", "APPLICATION/LD+JSON; charset=x"]),
)
def test_pages_with_anything_in_a_block(block: str, kind: str) -> None:
    checked(
        READERS["jsonld"],
        f'<html><script type="{kind}">{block}</script><script type="application/ld+json">{json.dumps(EVENT)}</script>',
    )


@FUZZ
@given(held=st.lists(st.fixed_dictionaries({"state": st.sampled_from(["updated", "deleted"]) | SCALAR, "kind": st.sampled_from(["SessionSeries", "ScheduledSession"]) | SCALAR,
                                            "id": st.integers(0, 3) | SCALAR, "data": changed(JSON, {**EVENT, "superEvent": "#1"})}) | JSON, max_size=4))  # fmt: skip
def test_openactive_of_the_right_shape_with_wrong_values(held: Any) -> None:
    checked(READERS["rpde"], json.dumps({"items": held}))


@FUZZ
@given(
    lines=st.lists(st.tuples(ICAL_NAMES, ICAL_VALUES), max_size=12),
    start=st.sampled_from(["DTSTART:20261201T180000", ""]),
)
def test_calendars_with_anything_in_an_event(lines: list[tuple[str, str]], start: str) -> None:
    body = "\n".join(f"{name}:{value}" for name, value in lines)
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nSUMMARY:Exempel\n{start}\n{body}\nEND:VEVENT\nEND:VCALENDAR\n"
    checked(READERS["ical"], text.encode("utf-8", errors="surrogatepass"))


@pytest.mark.parametrize(
    "told", ["http://[", "//[x", "\ud800", "javascript:alert(1)", "", " ", "http://", "ftp://x", "\x00"]
)
@pytest.mark.parametrize("name", ["hsds", "jsonld", "rpde"])
def test_an_address_that_is_none_is_refused_or_let_be(name: str, told: str) -> None:
    content: dict[str, Any] = {
        "hsds": {"contents": [{"id": told, "name": "Exempel"}], "next": told, "total_pages": 2},
        "jsonld": {**EVENT, "@id": told, "url": told},
        "rpde": {"items": [{"id": told, "kind": told, "data": EVENT}], "next": told},
    }
    checked(READERS[name], json.dumps(content[name]))
