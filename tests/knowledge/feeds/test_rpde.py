"""OpenActive feeds: pages to the last, series with their sessions, what is deleted, and feeds that go wrong."""

import json
from datetime import datetime
from typing import Any

import pytest

from knowledge.entry import Entry
from knowledge.errors import FeedError
from knowledge.feeds.reading import Item
from knowledge.feeds.rpde import RpdeReader
from knowledge.recurrence import next_times
from tests.knowledge.feeds.reading_at_hand import Pages, entries, items, said

READER = RpdeReader()
BASE = "https://exempel.se/rpde"
SERIES = "https://exempel.se/series/1"


def item(
    own: object, data: dict[str, Any] | None, kind: str = "SessionSeries", state: str = "updated"
) -> dict[str, Any]:
    held = {"state": state, "kind": kind, "id": own, "modified": 1}
    return held if data is None else {**held, "data": data}


def series(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://openactive.io/", "@type": "SessionSeries", "@id": SERIES, "name": "Exempel: gympa",
        "description": "Lugn gympa. Inga förkunskaper.", "ageRange": {"minValue": 65},
        "organizer": {"@type": "Organization", "name": "Exempelföreningen", "telephone": "063-143000"},
        "activity": [{"@type": "Concept", "prefLabel": "Gympa"}], "offers": [{"@type": "Offer", "price": 0, "priceCurrency": "SEK"}],
        "location": {"@type": "Place", "name": "Exempelhallen", "address": {"addressLocality": "Östersund", "addressCountry": "SE"},
                     "amenityFeature": [{"name": "Hörslinga", "value": True}, {"name": "Rullstol", "value": False}]},
        **changes,
    }  # fmt: skip


def session(day: str, above: object = SERIES, **changes: Any) -> dict[str, Any]:
    return {"type": "ScheduledSession", "id": f"{SERIES}#{day}", "superEvent": above, "startDate": f"{day}T17:00:00Z",
            "duration": "PT1H", **changes}  # fmt: skip


def page(*held: dict[str, Any], following: str = f"{BASE}?after=2") -> str:
    return json.dumps(
        {"next": following, "items": list(held), "license": "https://creativecommons.org/licenses/by/4.0/"}
    )


def read(*held: dict[str, Any], **changes: Any) -> list[Item]:
    last = Pages({f"{BASE}?after=2": page()})
    return items(READER, page(*held), last, address=BASE, **changes)


def only(found: list[Item]) -> Entry:
    held = [one.entry for one in found if one.entry]
    assert len(held) == 1
    return held[0]


def times(entry: Entry) -> list[str]:
    return [f"{one.starts:%Y-%m-%d %H:%M}" for one in next_times(entry.meetings, datetime(2026, 11, 23, 9), 5)]


def test_a_series_and_its_sessions_are_one_entry_whichever_comes_first() -> None:
    held = [
        item(1, series()),
        item(11, session("2026-12-01"), "ScheduledSession"),
        item(12, session("2026-12-08"), "ScheduledSession"),
    ]
    for order in (held, held[::-1]):
        entry = only(read(*order))
        assert (entry.name, entry.owner.name, entry.kind) == ("Exempel: gympa", "Exempelföreningen", "activity")
        assert times(entry) == ["2026-12-01 18:00", "2026-12-08 18:00"] and entry.meetings[0].ends == datetime(
            2026, 12, 1, 19
        )
        assert entry.traits.free is True and entry.traits.no_prior_knowledge is True and entry.age_min == 65
        assert entry.places[0].municipality == "2380" and entry.access == ("hearing_loop",)
        assert entry.provenance.ref == "SessionSeries/1"


def test_a_series_inside_each_session_is_one_entry() -> None:
    held = [item(day, session(f"2026-12-0{day}", series()), "SessionSeries.ScheduledSession") for day in (1, 8)]
    assert times(only(read(*held))) == ["2026-12-01 18:00", "2026-12-08 18:00"]


def test_sessions_inside_a_series_and_a_schedule_are_read() -> None:
    inside = series(
        subEvent=[session("2026-12-01"), session("2026-12-08", eventStatus="https://schema.org/EventCancelled")]
    )
    assert times(only(read(item(1, inside)))) == ["2026-12-01 18:00"]
    schedule = {"@type": "Schedule", "repeatFrequency": "P1W", "byDay": ["schema:Tuesday"], "startDate": "2026-09-01", "startTime": "18:00",
                "endTime": "19:00", "scheduleTimezone": "Europe/Stockholm"}  # fmt: skip
    assert times(only(read(item(1, series(eventSchedule=[schedule])))))[:2] == ["2026-11-24 18:00", "2026-12-01 18:00"]


def test_the_span_of_a_series_is_no_time_by_itself() -> None:
    span = series(startDate="2026-11-24", endDate="2027-05-01", subEvent=[session("2026-12-01")])
    assert times(only(read(item(1, span)))) == ["2026-12-01 18:00"]


def test_the_newest_version_of_an_item_holds() -> None:
    assert only(read(item(1, series()), item(1, series(name="Exempel: ny")))).name == "Exempel: ny"


def test_what_is_deleted_is_gone_and_what_came_back_is_not() -> None:
    found = read(
        item(1, series()),
        item(1, None, state="deleted"),
        item(2, None, state="deleted"),
        item(2, series(**{"@id": "b"})),
    )
    assert [(one.ref, one.gone) for one in found if one.gone] == [("SessionSeries/1", True)]
    assert [one.ref for one in found if one.entry] == ["SessionSeries/2"]


def test_a_deleted_session_is_no_time_of_its_series() -> None:
    found = read(item(1, series()), item(11, session("2026-12-01"), "ScheduledSession"), item(12, session("2026-12-08"), "ScheduledSession"),
                 item(11, None, "ScheduledSession", "deleted"))  # fmt: skip
    assert times(only(found)) == ["2026-12-08 18:00"]


@pytest.mark.parametrize("kind", ["Event", "HeadlineEvent", "CourseInstance"])
def test_other_events_are_entries_by_themselves(kind: str) -> None:
    assert times(only(read(item(1, series(**{"@type": kind, "startDate": "2026-12-05T11:00"}), kind)))) == [
        "2026-12-05 11:00"
    ]


def test_facilities_to_hire_are_left_out_with_a_reason() -> None:
    found = read(item(1, {"@type": "FacilityUse", "name": "Exempel: bana"}, "FacilityUse"), item(2, series()),
                 item(3, {"@type": "Slot"}, "FacilityUse/Slot"))  # fmt: skip
    assert len([one for one in found if one.entry]) == 1 and "2 poster är lokaler att hyra" in said(found)


def test_sessions_of_a_series_in_another_feed_are_counted_not_guessed() -> None:
    found = read(
        item(1, series()), item(2, session("2026-12-01", "https://exempel.se/series/annan"), "ScheduledSession")
    )
    assert "1 poster är tillfällen vars serie inte finns i flödet" in said(found)


def test_what_is_over_is_left_out_and_counted() -> None:
    found = read(
        item(1, series(subEvent=[session("2020-12-01")])),
        item(2, series(**{"@id": "b"}, subEvent=[session("2026-12-01")])),
    )
    assert len([one for one in found if one.entry]) == 1 and "1 aktiviteter har redan varit" in said(found)


def test_pages_are_followed_until_one_is_empty() -> None:
    pages = Pages(
        {
            f"{BASE}?after=1": page(item(2, series(**{"@id": "b"})), following="/rpde?after=2"),
            f"{BASE}?after=2": page(following="/rpde?after=2"),
        }
    )
    found = entries(READER, page(item(1, series()), following="?after=1"), pages, address=BASE)
    assert len(found) == 2 and pages.asked == [f"{BASE}?after=1", f"{BASE}?after=2"]


def test_a_feed_that_goes_round_is_refused() -> None:
    pages = Pages({f"{BASE}?after=1": page(item(2, series()), following=BASE)})
    with pytest.raises(FeedError, match="går runt"):
        items(READER, page(item(1, series()), following=f"{BASE}?after=1"), pages, address=BASE)


def test_a_feed_without_an_end_is_left_at_the_page_limit() -> None:
    pages = Pages(
        {
            f"{BASE}?after={number}": page(item(number, series()), following=f"{BASE}?after={number + 1}")
            for number in range(50)
        }
    )
    with pytest.raises(FeedError, match="fler än 7 sidor"):
        items(READER, page(item(1, series()), following=f"{BASE}?after=1"), pages, address=BASE, page_limit=7)


def test_a_page_that_cannot_be_fetched_stops_it_all() -> None:
    with pytest.raises(FeedError):
        items(READER, page(item(1, series())), Pages(), address=BASE)


def test_a_broken_item_does_not_spoil_the_rest() -> None:
    found = read({}, {"id": 1}, item(2, {}), item(3, {"@type": "Event"}, "Event"), item([], series()), item(5, series()),
                 {**item(6, None), "data": [1]})  # fmt: skip
    assert [one.ref for one in found if one.entry] == ["SessionSeries/5"]
    assert sum(problem.dropped for one in found for problem in one.problems) == 6


def test_wrong_types_in_every_field_never_give_a_trace() -> None:
    whole = series(
        subEvent=[], eventSchedule=[], startDate="2026-12-01", identifier=7, superEvent={}, url="x", duration="PT1H"
    )
    for wrong in (7, True, "hej", "", [], {}, [1], [[]], {"a": {}}, None, "9" * 400, 1e308):
        for name in whole:
            read(item(1, {**whole, name: wrong}))
        for name in ("state", "kind", "id", "modified", "data"):
            read({**item(1, whole), name: wrong})
            read({**item(1, session("2026-12-01", wrong), "ScheduledSession")}, item(2, whole))


@pytest.mark.parametrize(
    "content",
    ["", "hej", "<html></html>", "{}", "[]", "[1]", '{"items": {}}', '{"items": [', page(item(1, series()))[:-90], '{"items": ' + "[" * 90_000],
)  # fmt: skip
def test_what_is_no_feed_or_only_half_of_one_is_refused_in_plain_swedish(content: str) -> None:
    with pytest.raises(FeedError):
        items(READER, content, address="fil.json")
