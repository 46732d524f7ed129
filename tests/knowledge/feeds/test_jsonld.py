"""schema.org in web pages: events, courses and places, and pages that are not as they should be."""

import json
from datetime import datetime
from typing import Any

import pytest

from knowledge.entry import Entry, Meeting, Owner, Phone, Price, Provenance, Where
from knowledge.errors import FeedError
from knowledge.feeds.jsonld import JsonLdReader
from knowledge.out.jsonld import describe_entry
from knowledge.recurrence import next_times
from tests.knowledge.feeds.reading_at_hand import entries, items, said

READER = JsonLdReader()
PLACE = {"@type": "Place", "name": "Exempelhuset", "address": {
    "@type": "PostalAddress", "streetAddress": "Storgatan 1", "addressLocality": "Östersund", "postalCode": "831 30",
    "addressCountry": "SE"}, "geo": {"@type": "GeoCoordinates", "latitude": 63.1767, "longitude": 14.6361}}  # fmt: skip


def event(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org", "@type": "Event", "@id": "https://exempel.se/e/1", "name": "Exempel: fika",
        "startDate": "2026-12-01T18:00:00+01:00", "location": PLACE, **changes,
    }  # fmt: skip


def html(*blocks: object) -> str:
    scripts = "".join(f'<script type="application/ld+json">{block if isinstance(block, str) else json.dumps(block)}</script>'
                      for block in blocks)  # fmt: skip
    return f"<!doctype html><html><head>{scripts}<script>var x = 1;</script></head><body><p>Hej</p></body></html>"


def one(**changes: Any) -> Entry:
    found = entries(READER, html(event(**changes)))
    assert len(found) == 1
    return found[0]


def times(entry: Entry, limit: int = 4) -> list[str]:
    return [f"{item.starts:%Y-%m-%d %H:%M}" for item in next_times(entry.meetings, datetime(2026, 11, 23, 9), limit)]


def test_an_event_becomes_an_entry_with_all_that_it_says() -> None:
    entry = one(
        description="Vi pratar på lätt svenska. Ingen anmälan.", endDate="2026-12-01T20:00:00+01:00", isAccessibleForFree=True,
        url="https://exempel.se/fika", inLanguage="sv", typicalAgeRange="18-99", keywords="Språkcafé, fika",
        organizer={"@type": "Organization", "name": "Exempelföreningen", "url": "https://exempel.se", "telephone": "063-143000",
                   "email": "info@exempel.se"},
    )  # fmt: skip
    assert (entry.name, entry.owner.name, entry.kind) == ("Exempel: fika", "Exempelföreningen", "language")
    assert (entry.plain, entry.description) == ("Vi pratar på lätt svenska.", "Ingen anmälan.")
    assert entry.traits.free is True and entry.traits.no_registration is True
    assert entry.price and entry.price.amount == 0 and (entry.age_min, entry.age_max) == (18, 99)
    assert (entry.link, entry.languages, entry.phones[0].number) == ("https://exempel.se/fika", ("sv",), "063-14 30 00")
    assert entry.places[0].municipality == "2380" and entry.places[0].lat == 63.1767
    assert entry.meetings[0].ends == datetime(2026, 12, 1, 20, 0)
    assert entry.provenance.url == "https://exempel.se/flode"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-12-01T18:00:00+01:00", ["2026-12-01 18:00"]),
        ("2026-12-01T17:00:00Z", ["2026-12-01 18:00"]),
        ("2026-12-01T18:00", ["2026-12-01 18:00"]),
        ("2026-12-01 18:00:00", ["2026-12-01 18:00"]),
        ("2026-12-01", ["2026-12-01 00:00"]),
        ("2027-07-01T16:00:00.000Z", ["2027-07-01 18:00"]),
    ],
)
def test_a_date_in_any_usual_form_is_said_on_swedish_clocks(start: str, expected: list[str]) -> None:
    assert times(one(startDate=start)) == expected


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({"repeatFrequency": "P1W", "byDay": ["https://schema.org/Tuesday"], "startDate": "2026-09-01", "startTime": "18:00"},
         ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"repeatFrequency": "P2W", "byDay": "Tuesday", "startDate": "2026-09-01", "startTime": "18:00:00"},
         ["2026-11-24 18:00", "2026-12-08 18:00"]),
        ({"repeatFrequency": "Weekly", "byDay": "https://schema.org/Thursday", "startTime": "18:00"},
         ["2026-11-26 18:00", "2026-12-03 18:00"]),
        ({"repeatFrequency": "P1M", "byDay": "MO", "byMonthWeek": 1, "startTime": "18:00"}, ["2026-12-07 18:00", "2027-01-04 18:00"]),
        ({"repeatFrequency": "P1M", "byMonthDay": 15, "startTime": "18:00"}, ["2026-12-15 18:00", "2027-01-15 18:00"]),
        ({"repeatFrequency": "P1W", "byDay": "Tuesday", "startDate": "2026-09-01", "startTime": "18:00", "endDate": "2026-11-24"},
         ["2026-11-24 18:00"]),
        ({"repeatFrequency": "P1W", "byDay": "Tuesday", "startDate": "2026-09-01", "startTime": "18:00",
          "exceptDate": ["2026-11-24", "2026-12-01T18:00"]}, ["2026-12-08 18:00", "2026-12-15 18:00"]),
        ({"startDate": "2026-12-05", "startTime": "11:00", "duration": "PT2H"}, ["2026-12-05 11:00"]),
    ],
)  # fmt: skip
def test_a_schedule_repeats_as_it_says(schedule: dict[str, Any], expected: list[str]) -> None:
    assert times(one(startDate=None, eventSchedule={"@type": "Schedule", **schedule}), 2) == expected


@pytest.mark.parametrize(
    "shape", ["graph", "list", "item list", "main entity", "context last", "typed list", "json", "two blocks"]
)
def test_an_event_is_found_wherever_it_stands(shape: str) -> None:
    held = event()
    content = {
        "graph": html({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Exempel"}, held]}),
        "list": html([held]),
        "item list": html(
            {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": held}]}
        ),
        "main entity": html({"@type": "WebPage", "mainEntity": held}),
        "context last": html({name: held[name] for name in reversed(held)}),
        "typed list": html({**held, "@type": ["https://schema.org/SocialEvent", "Thing"]}),
        "json": json.dumps(held),
        "two blocks": html({"@type": "Organization", "name": "Exempelföreningen", "address": "Storgatan 1"}, held),
    }[shape]
    assert [entry.name for entry in entries(READER, content)] == ["Exempel: fika"]


def test_what_is_named_by_its_id_is_found_elsewhere_in_the_page() -> None:
    content = html({"@graph": [event(location={"@id": "#plats"}, organizer={"@id": "#vi"}), {"@id": "#plats", **PLACE},
                               {"@id": "#vi", "@type": "Organization", "name": "Exempelföreningen", "logo": "x"}]})  # fmt: skip
    entry = entries(READER, content)[0]
    assert entry.places[0].name == "Exempelhuset" and entry.owner.name == "Exempelföreningen"


def test_broken_json_in_one_block_does_not_spoil_the_others() -> None:
    found = items(READER, html('{"@type": "Event", "name": "Exempel', event(), "", "null", "[[[["))
    assert [item.entry.name for item in found if item.entry] == ["Exempel: fika"]
    assert "block 1" in said(found)


def test_comments_and_semicolons_around_a_block_are_let_pass() -> None:
    for block in (
        f"<!-- {json.dumps(event())} -->",
        f"//<![CDATA[\n{json.dumps(event())}\n//]]>",
        json.dumps(event()) + ";",
    ):
        assert len(entries(READER, html(block))) == 1


def test_the_events_of_a_series_are_one_entry_with_several_times() -> None:
    series = {"@type": "EventSeries", "@id": "#serie", "name": "Exempel: serie", "subEvent": [
        {"@type": "Event", "name": "a", "startDate": "2026-12-01T18:00"}, {"@type": "Event", "name": "b", "startDate": "2026-12-08T18:00"},
    ]}  # fmt: skip
    assert [times(entry) for entry in entries(READER, html(series))] == [["2026-12-01 18:00", "2026-12-08 18:00"]]
    below = [
        event(**{"@id": f"#{day}"}, startDate=f"2026-12-0{day}T18:00", superEvent={"@id": "#serie"}) for day in (1, 8)
    ]
    found = entries(READER, html({"@graph": [{**series, "subEvent": None, "x": 1}, *below]}))
    assert [(entry.name, times(entry)) for entry in found] == [
        ("Exempel: serie", ["2026-12-01 18:00", "2026-12-08 18:00"])
    ]


def test_the_same_event_on_several_days_is_one_entry() -> None:
    found = entries(READER, html(*(event(startDate=f"2026-12-0{day}T18:00") for day in (1, 2, 2))))
    assert [times(entry) for entry in found] == [["2026-12-01 18:00", "2026-12-02 18:00"]]


def test_the_times_of_an_activity_that_are_told_apart_by_their_place_in_the_page_are_one_entry() -> None:
    held = [event(**{"@id": f"https://exempel.se/e/1#{day}"}, startDate=f"2026-12-0{day}T18:00") for day in (1, 2)]
    first, later = entries(READER, html(*held)), entries(READER, html(held[1]))
    assert [times(entry) for entry in first] == [["2026-12-01 18:00", "2026-12-02 18:00"]]
    assert first[0].id == later[0].id


def test_what_lotsen_tells_of_an_activity_is_read_again() -> None:
    place = Where(
        name="Exempelhuset",
        address="Storgatan 1",
        postal_code="831 30",
        city="Östersund",
        municipality="2380",
        lat=63.1767,
        lon=14.6361,
    )
    meeting = Meeting(starts=datetime(2026, 12, 1, 18), ends=datetime(2026, 12, 1, 20), rrule="FREQ=WEEKLY;COUNT=2")
    owner = Owner(name="Exempelföreningen", org_number="8020024801", website="https://exempel.se")
    entry = Entry(id="x:1", name="Exempel: fika", owner=owner, provenance=Provenance(source="x", ref="1"), plain="Vi ses.", places=(place,),
                  meetings=(meeting,), price=Price(amount=0.0), phones=(Phone(number="063-14 30 00"),))  # fmt: skip
    for coming in (next_times(entry.meetings, datetime(2026, 11, 23), 5), []):
        found = entries(READER, json.dumps(describe_entry(entry, "https://exempel.se/a/1", coming)))
        assert [(one.name, one.owner, one.plain, one.places) for one in found] == [
            (entry.name, owner, "Vi ses.", (place,))
        ]
        assert times(found[0]) == (["2026-12-01 18:00", "2026-12-08 18:00"] if coming else [])
        assert coming or found[0].phones == entry.phones


def test_two_events_that_share_an_address_stay_apart() -> None:
    found = entries(READER, html(event(), event(name="Exempel: promenad")))
    assert len({entry.id for entry in found}) == 2


@pytest.mark.parametrize(("status", "active", "cancelled"), [("EventCancelled", "inactive", True), ("EventPostponed", "inactive", True),
                                                              ("EventScheduled", "active", False), ("hej", "active", False)])  # fmt: skip
def test_a_called_off_event_is_kept_and_not_active(status: str, active: str, cancelled: bool) -> None:
    entry = one(eventStatus=f"https://schema.org/{status}")
    assert (entry.status, entry.meetings[0].cancelled) == (active, cancelled)


@pytest.mark.parametrize(
    "changes",
    [
        {"location": {"@type": "VirtualLocation", "url": "https://exempel.se/zoom"}},
        {"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode", "url": "https://exempel.se/zoom"},
        {"eventStatus": "https://schema.org/EventMovedOnline", "url": "https://exempel.se/zoom"},
    ],
)
def test_an_event_on_the_net_is_virtual(changes: dict[str, Any]) -> None:
    entry = one(**changes)
    assert entry.places == (Where(virtual=True),) and entry.link == "https://exempel.se/zoom"


@pytest.mark.parametrize(
    ("told", "amount", "text"),
    [
        ({"isAccessibleForFree": "https://schema.org/True"}, 0, "Gratis"),
        ({"isAccessibleForFree": False, "offers": {"price": "50", "priceCurrency": "SEK"}}, 50, None),
        ({"offers": [{"price": 0}]}, 0, "Gratis"),
        ({"offers": [{"price": "100.00"}, {"price": 40}]}, None, "Från 40 kr till 100 kr"),
        ({"offers": {"@type": "AggregateOffer", "lowPrice": 0, "highPrice": 80}}, None, "Från gratis till 80 kr"),
        ({"offers": {"price": "hej"}}, None, None),
        ({}, None, None),
    ],
)
def test_the_price_is_told_as_far_as_it_is_known(told: dict[str, Any], amount: float | None, text: str | None) -> None:
    entry = one(**told)
    assert (entry.price.amount if entry.price else None, entry.price.text if entry.price else None) == (amount, text)
    assert entry.traits.free is (None if amount is None else amount == 0)


@pytest.mark.parametrize(
    ("told", "ages"),
    [("7-12", (7, 12)), ("18+", (18, None)), ("65-", (65, None)), ("hej", (None, None)), ("-12", (None, 12))],
)
def test_ages_are_read(told: str, ages: tuple[int | None, int | None]) -> None:
    entry = one(typicalAgeRange=told)
    assert (entry.age_min, entry.age_max) == ages


def test_a_course_happens_when_its_instances_do() -> None:
    course = {"@type": "Course", "name": "Exempel: kurs", "provider": {"@type": "Organization", "name": "Exempel"}, "hasCourseInstance": [
        {"@type": "CourseInstance", "startDate": "2026-12-01", "courseSchedule": {"@type": "Schedule", "repeatFrequency": "P1W",
         "byDay": "Tuesday", "startDate": "2026-12-01", "startTime": "18:00", "repeatCount": 2}}]}  # fmt: skip
    entry = entries(READER, html(course))[0]
    assert (entry.kind, times(entry)) == ("study_circle", ["2026-12-01 18:00", "2026-12-08 18:00"])


def test_a_place_is_an_entry_only_where_there_are_no_events() -> None:
    library = {"@type": "Library", "name": "Exempelbiblioteket", "url": "https://exempel.se", "telephone": "063-143000",
               "openingHours": ["Mo-Fr 10:00-18:00", "Sa 11:00-15:00"], "address": PLACE["address"]}  # fmt: skip
    entry = entries(READER, html(library))[0]
    assert (entry.kind, entry.owner.name) == ("library", "Exempelbiblioteket")
    assert entry.opening_hours == "Mo-Fr 10:00-18:00; Sa 11:00-15:00" and entry.places[0].municipality == "2380"
    assert [found.name for found in entries(READER, html(library, event()))] == ["Exempel: fika"]


def test_opening_hours_by_day_are_put_together() -> None:
    spec = [{"dayOfWeek": ["Monday", "Tuesday"], "opens": "10:00", "closes": "16:00"},
            {"dayOfWeek": "https://schema.org/Sunday", "opens": "00:00", "closes": "00:00"},
            {"dayOfWeek": "Friday", "opens": "10:00", "closes": "14:00", "validThrough": "2020-01-01"}]  # fmt: skip
    place = {
        "@type": "LocalBusiness",
        "name": "Exempel",
        "address": "Storgatan 1, 831 30 Östersund",
        "openingHoursSpecification": spec,
    }
    entry = entries(READER, html(place))[0]
    assert entry.opening_hours == "Mo-Tu 10:00-16:00" and entry.places[0].city == "Östersund"


def test_of_an_event_abroad_only_a_number_with_a_country_code_is_kept() -> None:
    abroad = {"@type": "Place", "name": "Example Hall", "address": {"addressLocality": "Lund", "addressCountry": "GB"}}
    for told, numbers in (("020 79 46 00", []), ("+44 20 7946 0000", ["+44 20 7946 0000"])):
        entry = one(location=abroad, organizer={"name": "Example", "telephone": told})
        assert [phone.number for phone in entry.phones] == numbers and entry.places[0].municipality is None


def test_what_is_over_is_left_out_and_counted() -> None:
    found = items(
        READER,
        html(
            event(), event(**{"@id": "b"}, startDate="2020-01-01T18:00"), event(**{"@id": "c"}, startDate="2026-11-22")
        ),
    )
    assert len([item for item in found if item.entry]) == 1 and "2 aktiviteter har redan varit" in said(found)


def test_wrong_types_in_every_field_never_give_a_trace() -> None:
    whole = event(offers=[{"price": 1}], organizer={"name": "x"}, eventSchedule={"byDay": "Monday", "startTime": "18:00"}, description="x",
                  audience={}, subEvent=[], superEvent={}, identifier=[], keywords=[], inLanguage={}, url="x", endDate="x", eventStatus="x")  # fmt: skip
    for wrong in (
        7,
        -1.5,
        True,
        "hej",
        "",
        [],
        {},
        [1],
        [[]],
        {"@id": []},
        {"@value": {}},
        [{"@id": 7}],
        None,
        "9" * 400,
        1e308,
        {"@id": "https://exempel.se/e/1"},
    ):
        for name in whole:
            try:
                items(READER, json.dumps({**whole, name: wrong}))
            except FeedError as problem:
                assert name == "@type" and "Det finns inga" in str(problem)
        held = {
            **PLACE,
            "name": wrong,
            "price": wrong,
            "byDay": wrong,
            "startDate": wrong,
            "address": wrong,
            "geo": wrong,
            "@type": wrong,
        }
        for nested in ("location", "organizer", "offers", "eventSchedule", "subEvent", "superEvent"):
            items(READER, json.dumps({**whole, nested: held}))


def test_html_in_every_text_is_taken_out() -> None:
    bad = "<b>Exempel</b> &lt;img src=x onerror=alert(1)&gt;"
    entry = one(
        name=bad, description=bad, organizer={"name": bad}, location={"name": bad, "address": bad}, keywords=bad
    )
    assert "<" not in repr(entry) and "onerror" not in repr(entry)


@pytest.mark.parametrize("day", ["1900-01-01", "2999-01-01", "2026-02-30", "hej"])
def test_a_day_that_cannot_be_is_a_problem_and_not_an_entry(day: str) -> None:
    found = items(READER, html(event(startDate=day), event(**{"@id": "b"})))
    assert [item.ref for item in found if item.entry] == ["b"] and "startDate" in said(found)


@pytest.mark.parametrize(
    "content",
    ["", "hej", "<html><body></body></html>", html("{"), html({"@type": "WebSite", "name": "x"}), "{", html("[" * 90_000),
     html('{"a":' * 90_000), "<div>" * 20_000, "\x00\x01"],
    ids=["empty", "text", "no block", "broken", "no activity", "half", "deep", "deeper", "deep page", "bytes"],
)  # fmt: skip
def test_a_page_without_activities_is_refused_in_plain_swedish(content: str) -> None:
    with pytest.raises(FeedError) as problem:
        items(READER, content)
    assert str(problem.value).endswith(".") or "nära" in str(problem.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_page_may_be_in_any_common_encoding(encoding: str) -> None:
    block = json.dumps(event(name="Exempel: kräftskiva på ön"), ensure_ascii=False)
    page = html(block).replace("<head>", f'<head><meta charset="{encoding}">' if encoding == "latin-1" else "<head>")
    assert [entry.name for entry in entries(READER, page.encode(encoding))] == ["Exempel: kräftskiva på ön"]


def test_an_operator_may_name_the_owner_of_what_names_none() -> None:
    assert entries(READER, html(event()), options={"owner": "Exempelkommunen"})[0].owner.name == "Exempelkommunen"
