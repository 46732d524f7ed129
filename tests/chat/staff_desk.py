"""A desk for editors with a directory of its own; logging in is in logging_in.py."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import Engine

from chat.staff.directory.desk import Desk
from knowledge.build import migrate
from knowledge.database import make_engine
from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where, entry_id
from knowledge.entry_store import write_entries
from knowledge.fact_types import Traits
from knowledge.facts_loader import load_facts
from knowledge.places import load_places

VERSION = re.compile(r'name="version" value="([^"]*)"')
NOW = datetime(2026, 11, 24, 12, 0)


def make_tables(path: Path) -> None:
    engine = make_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, "head")
    engine.dispose()


def make_desk(engine: Engine, clock: Any) -> Desk:
    return Desk(engine, load_facts(), load_places(), clock)


def whole(ref: str = "1", source: str = "krokom", **other: Any) -> Entry:
    """An entry that lacks nothing."""
    values: dict[str, Any] = {
        "id": entry_id(source, ref),
        "name": "Onsdagsfika i Krokom",
        "owner": Owner(name="Krokoms församling", org_number="2520049996"),
        "provenance": Provenance(source=source, ref=ref),
        "plain": "Man fikar och pratar, och en värd möter den som är ny.",
        "kind": "meeting_place",
        "traits": Traits(drop_in=True, no_registration=True, no_membership=True),
        "price": Price(amount=0, text="Gratis"),
        "places": (
            Where(name="Församlingshemmet", address="Storgatan 1", postal_code="835 31", city="Krokom",
                  municipality="2309", lat=63.3269, lon=14.4503),
        ),
        "meetings": (
            Meeting(starts=datetime(2026, 11, 4, 14), ends=datetime(2026, 11, 4, 16), rrule="FREQ=WEEKLY;BYDAY=WE"),
        ),
        "phones": (Phone(number="0640-161 00"),),
        "loneliness": ("social",),
        "interests": ("fika",),
        "checked": Checked(on=NOW.date(), by="källan", how="enligt källan"),
    }  # fmt: skip
    return Entry(**(values | other))


def keep(engine: Engine, *entries: Entry, by: str = "krokom", now: datetime = NOW) -> None:
    with engine.begin() as connection:
        write_entries(connection, entries, by=by, now=now)


def version_of(page: httpx.Response) -> str:
    found = VERSION.search(page.text)
    assert found
    return found[1]
