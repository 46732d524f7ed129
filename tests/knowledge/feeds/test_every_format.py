"""A feed of every kind, made by us and served on loopback, into one directory; the next day nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from knowledge.entry import Entry
from knowledge.entry_store import read_entries
from knowledge.feeds.feed import Feed
from knowledge.feeds.feeding import directory, take_feed
from knowledge.feeds.registry import READERS
from tests.knowledge.feeds.hsds_examples import page, whole
from tests.knowledge.feeds.loopback import Handler, Site
from tests.knowledge.feeds.tables_at_hand import FULL, text, workbook

NOW = datetime(2026, 11, 23, 12)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Exempel//SV
BEGIN:VEVENT
UID:fika-1@exempel.se
DTSTAMP:20261101T120000Z
SUMMARY:Exempel: språkcafé
DESCRIPTION:Vi övar svenska ihop.
LOCATION:Exempelhuset\\, Kvarngatan 1\\, 223 50 Lund
DTSTART;TZID=Europe/Stockholm:20260903T140000
DTEND;TZID=Europe/Stockholm:20260903T160000
RRULE:FREQ=WEEKLY;BYDAY=TH
EXDATE;TZID=Europe/Stockholm:20261224T140000
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
EVENT = {
    "@context": "https://schema.org/", "@type": "Event", "@id": "https://exempel.se/e/1", "name": "Exempel: spelkväll",
    "description": "Vi spelar brädspel.", "startDate": "2026-12-03T18:00:00+01:00", "endDate": "2026-12-03T20:00:00+01:00",
    "organizer": {"@type": "Organization", "name": "Exempelföreningen"}, "isAccessibleForFree": True,
    "location": {"@type": "Place", "name": "Exempelhuset", "address": {
        "@type": "PostalAddress", "streetAddress": "Kvarngatan 1", "postalCode": "223 50", "addressLocality": "Lund"}},
}  # fmt: skip
WEB_PAGE = f'<html><script type="application/ld+json">{json.dumps(EVENT)}</script></html>'


def hsds_pages(site: Site) -> str:
    """Two pages of an API."""

    def pages(handler: Handler) -> None:
        number = 2 if "page=2" in handler.path else 1
        handler.answer(json.dumps(page([whole(number)], number, 2)).encode(), Content_Type="application/json")

    return site.put("/services", pages)


def rpde_pages(site: Site) -> str:
    """One page with an event and one that is empty."""

    def pages(handler: Handler) -> None:
        first = "after" not in handler.path
        item = {"id": "e1", "kind": "Event", "state": "updated", "modified": 7, "data": {**EVENT, "type": "Event"}}
        body = {"items": [item] if first else [], "next": f"{site.address}/rpde?after=7", "license": "CC0"}
        handler.answer(json.dumps(body).encode(), Content_Type="application/json")

    return site.put("/rpde", pages)


FEEDS: dict[str, Callable[[Site], str]] = {
    "csv": lambda site: site.put("/a.csv", text(FULL, separator=";").encode("cp1252")),
    "xlsx": lambda site: site.put("/a.xlsx", workbook(FULL)),
    "ical": lambda site: site.put("/a.ics", CALENDAR.encode()),
    "jsonld": lambda site: site.put("/a.html", WEB_PAGE.encode()),
    "hsds": hsds_pages,
    "rpde": rpde_pages,
}


def test_there_is_a_feed_of_every_kind_here() -> None:
    assert set(FEEDS) == set(READERS)


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_of_each_kind_is_taken_in_and_the_next_day_nothing_has_changed(name: str, site: Site, url: str) -> None:
    feed = Feed(source="exempel", format=name, address=FEEDS[name](site), allow_private=True)
    first = take_feed(url, feed, NOW)
    assert first.added.count >= 1 and first.dropped == 0, first.problems
    again = take_feed(url, feed, NOW + timedelta(days=1))
    assert (again.added.count, again.changed.count, again.unchanged) == (0, 0, first.added.count)


@pytest.mark.parametrize("name", FEEDS)
def test_what_comes_in_can_be_told_from_where_it_came(name: str, site: Site, url: str) -> None:
    take_feed(
        url, Feed(source="exempel", format=name, address=FEEDS[name](site), allow_private=True, licence="CC0 1.0"), NOW
    )
    (found, *_) = entries(url)
    assert found.name.startswith("Exempel") and found.provenance.source == "exempel" and found.provenance.licence
    assert found.meetings and all(place.municipality for place in found.places)


def entries(url: str) -> list[Entry]:
    with directory(url) as engine:
        assert engine is not None
        with engine.connect() as connection:
            return list(read_entries(connection))
