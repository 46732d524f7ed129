"""HSDS services: what each field becomes, and what real publishers make of the standard."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from knowledge.entry import Entry, Where
from knowledge.feeds.hsds import HsdsReader
from knowledge.recurrence import next_times
from tests.knowledge.feeds.hsds_examples import service, whole
from tests.knowledge.feeds.reading_at_hand import entries, items, said

READER = HsdsReader()


def one(data: dict[str, Any]) -> Entry:
    found = entries(READER, json.dumps(data))
    assert len(found) == 1
    return found[0]


def timed(**schedule: Any) -> Entry:
    return one(whole(schedules=[{"id": "s", **schedule}]))


def times(entry: Entry, limit: int = 3) -> list[str]:
    return [f"{item.starts:%Y-%m-%d %H:%M}" for item in next_times(entry.meetings, datetime(2026, 11, 23, 9), limit)]


def test_every_field_of_a_service_has_its_place_in_the_entry() -> None:
    entry = one(whole())
    assert (entry.id, entry.name, entry.status, entry.kind) == (
        "exempel:exempel-1",
        "Exempel: fika 1",
        "active",
        "language",
    )
    assert (entry.plain, entry.description) == ("Vi dricker kaffe och pratar.", "Alla är välkomna.")
    assert (entry.owner.name, entry.owner.org_number) == ("Exempelföreningen", "8020024801")
    assert entry.owner.website == "https://exempel.se"
    assert (entry.link, entry.email) == ("https://exempel.se/fika", "fika@exempel.se")
    assert (entry.age_min, entry.age_max, entry.languages) == (18, 99, ("sv", "en"))
    assert [(phone.number, phone.note) for phone in entry.phones] == [("063-14 30 00", "Växeln")]
    assert entry.price and entry.price.amount == 0 and entry.traits.free is True
    assert entry.area == ("23",) and entry.access == ("wheelchair", "hearing_loop")
    assert entry.checked and (entry.checked.on, entry.checked.by) == (date(2026, 10, 1), "Exempelföreningen")
    place = entry.places[0]
    assert (place.name, place.address, place.postal_code, place.city) == (
        "Exempelhuset",
        "Storgatan 1",
        "831 30",
        "Östersund",
    )
    assert (place.municipality, place.lat, place.lon, place.hidden) == ("2380", 63.1767, 14.6361, False)
    assert times(entry) == ["2026-11-24 18:00", "2026-12-01 18:00", "2026-12-08 18:00"]
    assert "interest" not in said(items(READER, json.dumps(whole())))


def test_what_is_missing_is_unknown_and_nothing_is_made_up() -> None:
    entry = one(service(name="Exempel"))
    assert entry.price is None and entry.traits.free is None and entry.checked is None
    assert entry.owner.name == "" and not entry.places and not entry.meetings and entry.kind is None


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "opens_at": "18:00"}, ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"freq": "WEEKLY", "interval": 2, "byday": "TU", "dtstart": "2026-09-01", "opens_at": "18:00"},
         ["2026-11-24 18:00", "2026-12-08 18:00"]),
        ({"freq": "MONTHLY", "byday": "1MO", "opens_at": "18:00", "closes_at": "19:00"}, ["2026-12-07 18:00", "2027-01-04 18:00"]),
        ({"freq": "MONTHLY", "byday": "-1FR", "dtstart": "2026-01-30", "opens_at": "18:00:00"}, ["2026-11-27 18:00", "2026-12-25 18:00"]),
        ({"freq": "MONTHLY", "bymonthday": "15", "opens_at": "18:00"}, ["2026-12-15 18:00", "2027-01-15 18:00"]),
        ({"dtstart": "2026-12-24", "opens_at": "15:00", "closes_at": "17:00"}, ["2026-12-24 15:00"]),
        ({"valid_from": "2026-12-24", "valid_to": "2026-12-24", "opens_at": "15:00"}, ["2026-12-24 15:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "until": "2026-11-24", "opens_at": "18:00"}, ["2026-11-24 18:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "count": 13, "opens_at": "18:00"}, ["2026-11-24 18:00"]),
        ({"freq": "WEEKLY", "dtstart": "2026-09-01", "opens_at": "18:00"}, ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "opens_at": "17:00Z"}, ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "opens_at": "18:00+02:00"}, ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "opens_at": "19:00", "timezone": 2}, ["2026-11-24 19:00", "2026-12-01 19:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "opens_at": "6:00 pm"}, ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"freq": "weekly", "byday": ["TU"], "dtstart": "2026-09-01T00:00:00", "opens_at": "1800"}, ["2026-11-24 18:00", "2026-12-01 18:00"]),
        ({"freq": "WEEKLY", "byday": "TU", "valid_to": "2026-11-01", "opens_at": "18:00", "closes_at": "20:00"}, []),
        ({"freq": "WEEKLY", "interval": 2, "byday": "TU", "opens_at": "18:00"}, []),
        ({"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01"}, []),
        ({"description": "Torsdagar kl. 14-16"}, ["2026-11-26 14:00", "2026-12-03 14:00"]),
    ],
)  # fmt: skip
def test_a_schedule_becomes_times_on_swedish_clocks(schedule: dict[str, Any], expected: list[str]) -> None:
    assert times(timed(**schedule), 2) == expected


def test_a_schedule_that_has_ended_leaves_nothing() -> None:
    assert timed(dtstart="2020-01-01", valid_to="2020-02-01", opens_at="10:00").meetings == ()


def test_a_schedule_into_the_night_ends_on_the_next_day() -> None:
    meeting = timed(dtstart="2026-12-31", opens_at="22:00", closes_at="01:30").meetings[0]
    assert meeting.ends == datetime(2027, 1, 1, 1, 30)


@pytest.mark.parametrize(
    ("schedules", "hours"),
    [
        ([{"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "10:00", "closes_at": "16:00"}], "Mo-Fr 10:00-16:00"),
        ([{"byday": "MO-FR", "opens_at": "10:00", "closes_at": "16:00"},
          {"byday": "SA", "opens_at": "11:00", "closes_at": "14:00"}], "Mo-Fr 10:00-16:00; Sa 11:00-14:00"),
        ([{"weekday": "Monday", "opens_at": "10:00", "closes_at": "12:00"},
          {"weekday": "Monday", "opens_at": "13:00", "closes_at": "15:00"}], "Mo 10:00-12:00,13:00-15:00"),
        ([{"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}], "Mo-Su 00:00-24:00"),
        ([{"freq": "WEEKLY", "byday": "MO,WE", "valid_from": "2020-01-01", "opens_at": "10:00", "closes_at": "16:00"}],
         "Mo,We 10:00-16:00"),
    ],
)  # fmt: skip
def test_the_same_hours_every_week_are_opening_hours(schedules: list[dict[str, Any]], hours: str) -> None:
    assert one(whole(schedules=schedules)).opening_hours == hours


def test_a_schedule_for_each_working_day_with_a_first_day_is_opening_hours() -> None:
    held = [
        {"freq": "WEEKLY", "byday": day, "dtstart": "2021-05-10", "opens_at": "09:00", "closes_at": "17:00"}
        for day in ("MO", "TU", "WE", "TH", "FR")
    ]
    entry = one(whole(schedules=held))
    assert (entry.opening_hours, entry.meetings) == ("Mo-Fr 09:00-17:00", ())
    assert one(whole(schedules=held[:2])).opening_hours is None


def test_a_place_without_country_far_from_sweden_is_not_looked_up_here() -> None:
    location = {
        "id": "l",
        "latitude": 51.5,
        "longitude": -0.1,
        "addresses": [{"id": "a", "city": "Lund", "address_1": "Exempel 1"}],
    }
    found = items(READER, json.dumps(whole(service_at_locations=[{"id": "s", "location": location}])))
    assert found[0].entry and found[0].entry.places[0].municipality is None and "inte i Sverige" in said(found)


def test_times_at_a_second_place_are_told_of_that_place() -> None:
    weekly = {"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}
    entry = one(whole(schedules=[], service_at_locations=[
        {"id": "a", "location": {"id": "1", "name": "Exempelhuset"}, "schedules": [weekly]},
        {"id": "b", "location": {"id": "2", "name": "Exempelparken"}, "schedules": [{**weekly, "byday": "TH"}]},
    ]))  # fmt: skip
    assert entry.opening_hours == "Mo 10:00-12:00"
    assert [(entry.places[one.place].name, one.rrule) for one in entry.meetings] == [
        ("Exempelparken", "FREQ=WEEKLY;BYDAY=TH")
    ]


@pytest.mark.parametrize(
    "mark",
    [
        {"is_private": True},
        {"location_type": "private"},
        {"attributes": [{"id": "x", "taxonomy_term": {"id": "y", "name": "Confidential"}}]},
        {"attributes": [{"id": "x", "label": "Skyddad adress"}]},
        {"addresses": [{"id": "a", "address_1": "Skyddad adress", "city": "Lund"}]},
    ],
)
def test_of_a_place_that_is_marked_private_only_the_municipality_is_kept(mark: dict[str, Any]) -> None:
    location = {
        "id": "l",
        "name": "Exempelhuset",
        "addresses": [{"id": "a", "address_1": "Hemliga gatan 1", "city": "Lund"}],
        **mark,
    }
    entry = one(whole(service_at_locations=[{"id": "s", "location": location}]))
    assert entry.places == (Where(municipality="1281", hidden=True),) and "Hemliga" not in repr(entry)


def test_a_virtual_place_lends_its_link() -> None:
    location = {"id": "l", "location_type": "virtual", "url": "https://exempel.se/zoom"}
    entry = one(whole(url=None, service_at_locations=[{"id": "s", "location": location}]))
    assert entry.places == (Where(virtual=True),) and entry.link == "https://exempel.se/zoom"


def test_a_service_abroad_and_in_english_is_kept_with_what_it_has() -> None:
    address = {"id": "a", "address_1": "1 Example Street", "city": "Lund", "postal_code": "EX1 2MP", "country": "GB",
               "address_type": "physical"}  # fmt: skip
    location = {"id": "l", "location_type": "physical", "latitude": 51.5, "longitude": -0.1, "addresses": [address]}
    found = items(READER, json.dumps(whole(
        name="Example coffee morning", description="A warm welcome for all. No booking needed.",
        application_process="Just turn up", service_at_locations=[{"id": "s", "location": location}],
        phones=[{"id": "p", "number": "020 79 46 00"}, {"id": "q", "number": "+44 20 7946 0000"}],
        cost_options=[{"id": "c", "amount": 2.5, "currency": "gbp", "option": "per person"}],
    )))  # fmt: skip
    entry = found[0].entry
    assert (
        entry
        and entry.places[0].city == "Lund"
        and entry.places[0].municipality is None
        and entry.places[0].lat is None
    )
    assert entry.price and (entry.price.amount, entry.price.currency) == (2.5, "GBP")
    assert entry.traits.no_registration is True and entry.traits.drop_in is True and entry.traits.free is False
    assert [phone.number for phone in entry.phones] == ["+44 20 7946 0000"]  # 020 is another number here
    assert "inte i Sverige (GB)" in said(found)


@pytest.mark.parametrize(
    ("options", "amount", "text"),
    [
        ([{"amount": 0}], 0, "Gratis"),
        ([{"amount": 0, "option": "Under 18 år"}], None, "Gratis för vissa: Under 18 år"),
        ([{"amount": 50, "amount_description": "per gång"}], 50, "per gång"),
        ([{"amount": 50, "option": "vuxen"}, {"amount": 20, "option": "barn"}], None, "50 SEK vuxen; 20 SEK barn"),
        ([{"amount": 0, "valid_to": "2020-01-01"}, {"amount": 60}], 60, None),
        ([{"amount_description": "Gratis"}], 0, "Gratis"),
        ([{"amount": "hej"}], None, None),
    ],
)
def test_free_is_said_only_of_what_is_free_for_all(
    options: list[dict[str, Any]], amount: float | None, text: str | None
) -> None:
    price = one(whole(cost_options=options)).price
    assert (price.amount if price else None, price.text if price else None) == (amount, text)


@pytest.mark.parametrize(
    ("told", "status"),
    [("active", "active"), ("Inactive", "inactive"), ("defunct", "defunct"), ("temporarily closed", "temporarily closed"),
     (None, "active"), ("hej", "inactive"), (7, "inactive")],
)  # fmt: skip
def test_an_odd_status_is_not_active(told: object, status: str) -> None:
    assert one(whole(status=told)).status == status


def test_our_own_link_types_count_also_in_foreign_data() -> None:
    held = [("kind", "walk", None), ("interest", "schack", None), ("barrier", "anxiety", None), ("trait", "calm", "true"),
            ("life_event", "bereavement", None)]  # fmt: skip
    attributes = [{"id": str(number), "link_type": link, "value": value, "taxonomy_term": {"id": "t", "code": code, "name": code}}
                  for number, (link, code, value) in enumerate(held)]  # fmt: skip
    entry = one(whole(attributes=attributes))
    assert (entry.barriers, entry.life_events, entry.traits.calm) == (("anxiety",), ("bereavement",), True)
    assert "schack" in entry.interests and entry.kind != "walk"


def test_wrong_types_in_every_field_give_problems_and_never_a_trace() -> None:
    held: list[dict[str, Any]] = []
    for wrong in (7, -1.5, True, "hej", "", [], {}, [1], [[]], {"a": {"b": []}}, [{"id": []}], None, "9" * 400, 1e308):
        held += [whole(**{"id": f"{len(held)}-{name}", name: wrong}) for name in whole()]
        for nested in ("organization", "phones", "schedules", "service_at_locations", "attributes", "cost_options"):
            one_of = whole()[nested] if isinstance(whole()[nested], dict) else whole()[nested][0]
            held += [whole(id=f"{len(held)}-{name}", **{nested: [{**one_of, name: wrong}]}) for name in one_of]
    found = items(READER, json.dumps(held))
    assert len(found) == len(held)
    assert sum(item.entry is not None for item in found) > 0.9 * len(held)


def test_html_in_every_text_is_taken_out() -> None:
    bad = "<script>alert(1)</script><b>Exempel</b> &lt;img src=x onerror=alert(1)&gt;"
    data = {name: bad if isinstance(value, str) and name != "id" else value for name, value in whole().items()}
    data["organization"] = {"id": "o", "name": bad, "description": bad, "website": bad}
    data["service_at_locations"] = [
        {"id": "s", "location": {"id": "l", "name": bad, "addresses": [{"address_1": bad, "city": bad}]}}
    ]
    data["attributes"] = [{"id": "a", "link_type": bad, "taxonomy_term": {"id": "t", "name": bad}}]
    entry = one(data)
    assert "<" not in repr(entry) and "onerror" not in repr(entry)


@pytest.mark.parametrize("day", ["1900-01-01", "2999-01-01", "2026-02-30", "hej"])
def test_a_day_that_cannot_be_is_left_out_and_told(day: str) -> None:
    found = items(
        READER,
        json.dumps(
            whole(assured_date=day, schedules=[{"freq": "WEEKLY", "byday": "TU", "dtstart": day, "opens_at": "18:00"}])
        ),
    )
    assert found[0].entry and found[0].entry.checked is None
    assert "assured_date" in said(found) and "dtstart" in said(found)


def test_a_service_checked_in_the_future_is_not_checked() -> None:
    assert one(whole(assured_date="2026-12-24")).checked is None


def test_an_older_profile_with_eligibility_and_physical_addresses_is_read() -> None:
    location = {"id": "l", "name": "Exempelhuset", "latitude": "63.17", "longitude": "14.63",
                "physical_addresses": [{"id": "a", "address_1": "Storgatan 1", "city": "Östersund", "postal_code": "831 30"}]}  # fmt: skip
    entry = one(service(
        eligibilitys=[{"id": "e", "minimum_age": 5.0, "maximum_age": 999}],
        regular_schedules=[{"id": "r", "freq": "WEEKLY", "byday": "MO", "opens_at": "10:00:00", "closes_at": "12:00:00"}],
        contacts=[{"id": "c", "name": "Exempel", "phones": [{"id": "p", "number": "063-143000"}]}],
        service_at_locations=[{"id": "s", "location": location}],
    ))  # fmt: skip
    assert (entry.age_min, entry.age_max, entry.opening_hours) == (5, None, "Mo 10:00-12:00")
    assert entry.phones[0].number == "063-14 30 00" and entry.places[0].municipality == "2380"


@pytest.mark.parametrize(
    ("name", "area"),
    [("Jämtlands län", ("23",)), ("Region Skåne", ("12",)), ("Stockholm County", ("01",)), ("Östersunds kommun", ("2380",)), ("Lund", ("1281",)),
     ("Hela Sverige", ("SE",)), ("23", ("23",)), ("Orange County", ()), ("S county", ()), ("Stockholm", ("0180",)), ("MyCity", ()), ("7", ())],
)  # fmt: skip
def test_a_service_area_is_a_swedish_place_or_nothing(name: str, area: tuple[str, ...]) -> None:
    assert one(whole(service_areas=[{"id": "a", "name": name}])).area == area


def test_a_value_of_the_wrong_kind_is_left_out_and_told() -> None:
    told = said(
        items(READER, json.dumps(whole(email={"a": 1}, url=[["x"]], phones="hej", organization=7, schedules=[7])))
    )
    assert all(field in told for field in ("email", "url", "phones", "organization", "schedules"))


def test_an_operator_may_name_the_owner_of_what_names_none() -> None:
    assert (
        entries(READER, json.dumps(service()), options={"owner": "Exempelkommunen"})[0].owner.name == "Exempelkommunen"
    )
    assert (
        entries(READER, json.dumps(whole()), options={"owner": "Exempelkommunen"})[0].owner.name == "Exempelföreningen"
    )
