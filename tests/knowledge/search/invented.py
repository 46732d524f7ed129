"""Invented activities written straight into the rows that search reads, many in a moment."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.engine import Engine

from knowledge import models
from knowledge.candidate import Candidate
from knowledge.entry import Checked, Entry, Owner, Price, Provenance, Where
from knowledge.entry_store import write_entries
from knowledge.fact_types import Facts, Traits
from knowledge.search_row import Stored, enriched, interest_words, search_row

TODAY = date(2026, 11, 23)
TRAITS = ("drop_in", "free", "no_membership", "host_meets_you", "small_group", "calm", "may_leave", "no_registration")
ABOUT = ("schack", "promenad", "stickning", "körsång", "fika", "brädspel", "odling", "fotboll")
BARRIERS = ("anxiety", "no_company", "money", "language", "distance")
EVENTS = ("bereavement", "migration", "move", "retirement", "divorce")


def activity(item_id: str, **told: object) -> Candidate:
    """An activity next to the seat of Lund, with what is told of it instead."""
    usual: dict[str, object] = {
        "id": item_id,
        "name": f"Exempel {item_id}",
        "kind": "meeting_place",
        "plain": "Ett påhittat exempel.",
        "first_step": "Kom dit.",
        "at_the_door": "Någon hälsar.",
        "cost": "Gratis",
        "where": "Påhittsgatan 1.",
        "when": "Varje dag.",
        "suits_because": {"social": f"Därför att {item_id}.", "interest": "Där delar man {interest}."},
        "reach": "near",
        "needs_travel": True,
        "checked": TODAY,
        "lat": 55.7047,
        "lon": 13.191,
        "municipalities": ("1281",),
        "is_entry": True,
    }
    return Candidate(**(usual | told))  # type: ignore[arg-type]


def write(engine: Engine, items: Iterable[Candidate], facts: Facts, words: Sequence[str] = ()) -> None:
    """Rows of each: of the service and of what search reads."""
    found, vocabulary = list(items), interest_words(facts)
    ids = list(dict.fromkeys(item.id for item in found))
    seen: dict[str, int] = {}
    rows = []
    for item in found:
        seen[item.id] = seen.get(item.id, -1) + 1
        rows.append(search_row(enriched(item, vocabulary), Stored(item.id, seen[item.id], words=words), vocabulary))
    with engine.begin() as connection:
        connection.execute(insert(models.organization), [{"id": f"org:{ids[0]}", "name": "Exempel"}])
        owned = {"organization_id": f"org:{ids[0]}", "kind": "meeting_place", "status": "active"}
        connection.execute(insert(models.service), [{"id": each, "name": each, **owned} for each in ids])
        connection.execute(insert(models.service_search), rows)


def crowd(kinds: Sequence[str], around: Sequence[tuple[float, float]], count: int, seed: int) -> list[Candidate]:
    """Activities of all kinds and traits, close together, so that any cut has something to lose."""
    chance = random.Random(seed)
    return [
        _of_crowd(f"crowd-{number}", chance.choice(kinds), chance.choice(around), chance) for number in range(count)
    ]


def _of_crowd(item_id: str, kind: str, around: tuple[float, float], chance: random.Random) -> Candidate:
    traits = {name: chance.choice((True, False, None)) for name in TRAITS}
    return activity(
        item_id,
        kind=kind,
        lat=around[0] + chance.gauss(0, 0.12),
        lon=around[1] + chance.gauss(0, 0.2),
        traits=Traits(**traits),
        checked=TODAY - timedelta(days=chance.choice((5, 100, 200, 300, 400))),
        interests=tuple(chance.sample(ABOUT, chance.choice((0, 0, 1, 2)))),
        barriers=tuple(chance.sample(BARRIERS, chance.choice((0, 1, 2)))),
        life_events=tuple(chance.sample(EVENTS, chance.choice((0, 0, 1)))),
        age_min=chance.choice((None, None, 18, 65)),
        age_max=chance.choice((None, None, None, 25)),
    )


def entry(name: str = "Kvällshäng", description: str = "", owner: str = "Föreningen Ankan", **more: object) -> Entry:
    """An entry that lacks nothing to be suggested, as a feed or an editor makes it."""
    return Entry(
        id="feed:1", name=name, plain="Man träffas och spelar.", description=description, owner=Owner(name=owner),
        provenance=Provenance(source="feed", ref="1"), kind="game_evening", price=Price(amount=0),
        places=(Where(name="Huset", address="Påhittsgatan 1", municipality="1281", lat=55.7047, lon=13.191),),
        opening_hours="Mo-Su 10:00-20:00", traits=Traits(free=True, drop_in=True, no_membership=True),
        checked=Checked(on=TODAY), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def put(engine: Engine, one: Entry) -> None:
    """Written as an import writes it."""
    with engine.begin() as connection:
        write_entries(connection, [one], by="test", now=datetime(2026, 11, 23, 12))
