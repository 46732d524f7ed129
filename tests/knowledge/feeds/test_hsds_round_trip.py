"""Lotsen's own HSDS export, read in again: nothing may change."""

import json
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where
from knowledge.fact_types import Traits
from knowledge.feeds.hsds import HsdsReader
from knowledge.out.hsds import HsdsWriter, Shown
from knowledge.out.terms import Terms
from tests.knowledge.feeds.reading_at_hand import FACTS, PLACES, entries, items, said

WRITER = HsdsWriter(Terms(FACTS), PLACES.table.municipalities)
READER = HsdsReader()


def written(*held: Entry) -> str:
    return json.dumps([WRITER.service(Shown(entry, "org-1", datetime(2026, 11, 22, 9, 30))) for entry in held])


def again(entry: Entry, **changes: Any) -> Entry:
    found = entries(READER, written(entry), address="export.json", **changes)
    assert len(found) == 1
    return found[0]


def full(**changes: Any) -> Entry:
    held: dict[str, Any] = {
        "id": "kommunen:a-1", "name": "Exempel: fika & prat", "plain": "Vi dricker kaffe kl. 14.", "description": "Ta med vän.\n\nVälkommen!",
        "owner": Owner(name="Exempelföreningen", org_number="8020024801", website="https://exempel.se", email="info@exempel.se"),
        "provenance": Provenance(source="kommunen", ref="a-1", url="https://exempel.se/lista", licence="CC0-1.0"),
        "kind": "meeting_place", "status": "temporarily closed",
        "traits": Traits(drop_in=True, free=False, no_registration=None, calm=True),
        "price": Price(amount=20.0, text="20 kr för fika"), "age_min": 0, "age_max": 120, "only_for": ("parenthood+migration", "older"),
        "loneliness": ("social", "emotional"), "barriers": ("anxiety", "money"), "life_events": ("bereavement",),
        "interests": ("schack", "fika"), "access": ("wheelchair", "toilet"),
        "places": (Where(name="Exempelhuset", address="Storgatan 1, uppgång B", postal_code="831 30", city="Östersund", municipality="2380",
                         lat=63.17671, lon=14.63612, accessibility="Ramp vid dörren."), Where(virtual=True), Where(municipality="1281")),
        "area": ("2380", "23", "SE"),
        "meetings": (
            Meeting(starts=datetime(2026, 1, 6, 18, 0), ends=datetime(2026, 1, 6, 20, 0), rrule="FREQ=WEEKLY;BYDAY=TU",
                    exdates=(datetime(2026, 12, 22, 18, 0),), extra=(datetime(2026, 12, 23, 18, 0),), note="Jul: se schemat"),
            Meeting(starts=datetime(2026, 12, 1, 23, 0), ends=datetime(2026, 12, 2, 1, 0), place=2),
            Meeting(starts=datetime(2020, 12, 1, 23, 0), cancelled=True),
        ),
        "opening_hours": "Mo-Fr 10:00-16:00; PH off", "phones": (Phone(number="063-14 30 00", note="Växeln"), Phone(number="0771-12 34 56")),
        "link": "https://exempel.se/fika", "email": "fika@exempel.se", "languages": ("sv", "en"),
        "checked": Checked(on=date(2026, 10, 1), by="Redaktionen", how="ringde"),
        "own_words": {"first_step": "Gå dit.", "anxiety": "Det är lugnt."}, "other_ids": {"annan": "A/17"},
    }  # fmt: skip
    return Entry(**{**held, **changes})


def test_an_entry_with_everything_comes_back_as_it_was() -> None:
    assert again(full()) == full()


def test_an_entry_with_next_to_nothing_comes_back_as_it_was() -> None:
    bare = Entry(
        id="kommunen:b", name="Exempel", owner=Owner(name=""), provenance=Provenance(source="kommunen", ref="b")
    )
    assert again(bare) == bare


@pytest.mark.parametrize(
    "field", sorted(set(Entry.__struct_fields__) - {"id", "name", "owner", "provenance", "review"})
)
def test_each_field_comes_back_also_when_it_is_empty(field: str) -> None:
    empty = {item.name: item.default for item in msgspec.structs.fields(Entry)}
    entry = full(**{field: empty[field] if empty[field] is not msgspec.NODEFAULT else {}})
    if field == "places":
        entry = msgspec.structs.replace(entry, meetings=(msgspec.structs.replace(entry.meetings[0]),))
    assert again(entry) == entry


def test_the_address_of_a_hidden_place_does_not_go_out_and_the_place_stays_hidden() -> None:
    hidden = Where(name="Huset", address="Hemliga gatan 7", municipality="1281", hidden=True)
    text = written(full(places=(hidden,), meetings=()))
    assert "Hemliga" not in text
    assert entries(READER, text, address="export.json")[0].places == (Where(municipality="1281", hidden=True),)


def test_an_export_on_the_net_cannot_take_over_the_entries_of_another_source() -> None:
    entry = entries(READER, written(full()), address="https://exempel.se/export.json")[0]
    assert (entry.provenance.source, entry.id.split(":")[0]) == ("exempel", "exempel")
    mine = entries(READER, written(full()), address="https://exempel.se/export.json", source="kommunen")[0]
    assert mine == full()


def test_what_stands_in_lotsens_own_facts_is_not_read_in_again() -> None:
    fact = full(id="lotsen-facts:x", provenance=Provenance(source="lotsen-facts", ref="x"))
    found = items(READER, written(fact, full()), address="export.json")
    assert [item.entry.id for item in found if item.entry] == ["kommunen:a-1"] and "faktafiler" in said(found)


@pytest.mark.parametrize("value", ["", "{", "7", "[]", '{"starts": "igår"}', '{"starts": "2026-01-01T10:00:00", "rrule": "FREQ=SECONDLY"}',
                                   '{"starts": "2026-01-01T10:00:00Z"}', '{"starts": "2026-01-01T10:00:00", "place": 99}', "[" * 9000])  # fmt: skip
def test_an_exact_time_that_somebody_has_broken_is_left_out(value: str) -> None:
    data = json.loads(written(full()))
    data[0]["schedules"][0]["attributes"][0]["value"] = value
    entry = entries(READER, json.dumps(data), address="export.json")[0]
    assert len(entry.meetings) == 2


TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"), exclude_characters="<>&"
    ),
    min_size=1,
    max_size=40,
)
MOMENT = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=TEXT, plain=st.none() | TEXT, description=st.none() | TEXT, interests=st.lists(TEXT, unique=True, max_size=4).map(tuple),
    meetings=st.lists(st.builds(Meeting, starts=MOMENT, extra=st.lists(MOMENT, max_size=3).map(tuple),
                                note=st.none() | TEXT, place=st.integers(0, 2)), max_size=4).map(tuple),
)  # fmt: skip
def test_whatever_the_texts_and_times_are_they_come_back(**changes: Any) -> None:
    import unicodedata

    clean = {
        key: unicodedata.normalize("NFC", value) if isinstance(value, str) else value for key, value in changes.items()
    }
    clean["interests"] = tuple(dict.fromkeys(unicodedata.normalize("NFC", one) for one in clean["interests"]))
    clean["meetings"] = tuple(msgspec.structs.replace(one, note=unicodedata.normalize("NFC", one.note) if one.note else None)
                              for one in clean["meetings"])  # fmt: skip
    entry = full(**clean)
    assert again(entry) == entry
