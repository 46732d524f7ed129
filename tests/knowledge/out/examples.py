"""Invented activities that go out, each made to show something."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Engine

from knowledge import models
from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where
from knowledge.entry_store import write_entries
from knowledge.fact_types import Traits
from knowledge.facts_loader import load_facts

WRITTEN = datetime(2026, 11, 22, 12, 0)  # Swedish time
SECRET = "Hemliga gatan 7"


def make_entry(ref: str = "1", **changes: Any) -> Entry:
    told: dict[str, Any] = {
        "name": "Exempel: kaffe på torget",
        "owner": Owner(name="Föreningen Exempel", org_number="5560360793", website="https://example.org/om"),
        "provenance": Provenance(source="kommun", ref=ref, url="https://example.org/lista", licence="CC0-1.0"),
        "plain": "Man dricker kaffe och pratar en stund.",
        "description": "Alla får komma.\nDet finns saft.",
        "kind": "meeting_place",
        "traits": Traits(drop_in=True, free=True, no_registration=True, small_group=False),
        "price": Price(amount=0.0, text="Gratis kaffe"),
        "age_min": 18,
        "only_for": ("parenthood+migration",),
        "loneliness": ("social", "emotional"),
        "barriers": ("money",),
        "life_events": ("move",),
        "interests": ("fika",),
        "access": ("wheelchair",),
        "places": (
            Where(name="Torget", address="Storgatan 1", postal_code="222 22", city="Lund", municipality="1281",
                  lat=55.7, lon=13.19, accessibility="Ramp vid dörren"),
        ),
        "meetings": (
            Meeting(starts=datetime(2026, 11, 5, 14, 0), ends=datetime(2026, 11, 5, 16, 0),
                    rrule="FREQ=WEEKLY;BYDAY=TH", exdates=(datetime(2026, 12, 24, 14, 0),),
                    extra=(datetime(2026, 12, 23, 14, 0),)),
        ),
        "phones": (Phone(number="046-12 34 56", note="Växel"),),
        "link": "https://example.org/kaffe",
        "email": "kaffe@example.org",
        "languages": ("sv", "ar"),
        "checked": Checked(on=date(2026, 11, 1), by="Kommunen", how="ringde"),
        "own_words": {"first_step": "Gå förbi och titta in."},
        "other_ids": {"annat": "A/17"},
    }  # fmt: skip
    return Entry(id=f"kommun:{ref}", **{**told, **changes})


def some_entries() -> list[Entry]:
    """One of each sort that matters to those who read."""
    hidden = Where(name="Huset", address=SECRET, postal_code="222 33", city="Lund", municipality="1281", lat=55.71,
                   lon=13.2, hidden=True)  # fmt: skip
    bare = {"description": None, "price": None, "phones": (), "languages": (), "checked": None, "places": (),
            "meetings": (), "email": None, "traits": Traits(), "own_words": {}, "other_ids": {}}  # fmt: skip
    return [
        make_entry(),
        make_entry("hidden", name="Exempel: skyddat", places=(hidden,), description=f"Vi finns på {SECRET}, en trappa upp."),
        make_entry("bare", name="Exempel: bara ett namn", plain=None, kind=None, link=None, **bare),
        make_entry("open", name="Exempel: öppet hus", meetings=(), opening_hours="Mo-Fr 09:00-17:00; PH off",
                   places=(Where(name="Nätet", virtual=True),)),
        make_entry("two/places", name="Exempel: på två ställen", places=(
            Where(name="A", municipality="1281", city="Lund"), Where(name="B", municipality="1280", city="Malmö")),
            meetings=(Meeting(starts=datetime(2026, 12, 1, 18, 0), place=1),)),
        make_entry("waiting", name="Exempel: väntar", review="waiting"),
        make_entry("gone", name="Exempel: borta", status="defunct"),
    ]  # fmt: skip


def make_directory(url: str, entries: list[Entry] | None = None, *, now: datetime = WRITTEN) -> Engine:
    """The facts and some entries, written at a Swedish time, in a new database. What is checked later is not believed."""
    facts = load_facts()
    build_directory(url, facts)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(models.source), [{"id": "kommun", "name": "Kommunens lista"}])
        chosen = some_entries() if entries is None else entries
        write_entries(connection, chosen, by="prov", now=now, facts=facts)
    return engine
