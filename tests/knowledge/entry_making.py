"""Entries for tests: a plain one to change, and all that hypothesis can think of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from hypothesis import strategies as st

from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where
from knowledge.fact_types import Traits
from knowledge.facts_loader import load_facts

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 0)
KINDS = [kind.name for kind in load_facts().need_rules.kinds]
INTERESTS = [entry.name for entry in load_facts().interests][:60]
BARRIERS = [entry.name for entry in load_facts().barriers]
EVENTS = [entry.name for entry in load_facts().life_events]
RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=1WE", "FREQ=DAILY;COUNT=3", "FREQ=YEARLY",
         "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;UNTIL=20270101T000000", "FREQ=MONTHLY;BYDAY=-1SU;BYHOUR=9,14")  # fmt: skip
HOURS = ("24/7", "Mo-Fr 10:00-15:00", "Mo-Th 10:00-12:00,13:00-16:00; Fr 10:00-14:00; PH off", "Jun-Aug Sa 10:00-12:00",
         "nonsense")  # fmt: skip
SECRET = "Gömda gränden 7"

HALL = Where(name="Församlingshemmet", address="Offerdalsvägen 6", city="Krokom", municipality="2309",
             lat=63.33, lon=14.45)  # fmt: skip
REFUGE = Where(name="Huset", address=SECRET, postal_code="831 31", municipality="2380", lat=63.17, lon=14.63,
               hidden=True)  # fmt: skip
THURSDAYS = Meeting(starts=datetime(2026, 9, 3, 14), ends=datetime(2026, 9, 3, 16), rrule="FREQ=WEEKLY")


def an_entry(ref: str = "1", **told: Any) -> Entry:
    """A complete one: nothing lacks."""
    whole: dict[str, Any] = {
        "id": f"list:{ref}",
        "name": "Onsdagskaféet",
        "owner": Owner(name="Krokoms församling", org_number="2520034135"),
        "provenance": Provenance(source="list", ref=ref, licence="CC0"),
        "plain": "En öppen träff med kaffe.",
        "kind": "meeting_place",
        "traits": Traits(drop_in=True, free=True, no_registration=True),
        "price": Price(amount=0.0),
        "loneliness": ("social",),
        "places": (HALL,),
        "meetings": (THURSDAYS,),
        "phones": (Phone(number="0640-123 45"),),
        "checked": Checked(on=date(2026, 11, 1), by="Ett namn", how="ringde"),
    }
    return Entry(**{**whole, **told})


def _text(longest: int = 60) -> st.SearchStrategy[str]:
    """Whatever a clean text may hold: no control characters, for those are taken out before."""
    letters = st.characters(blacklist_categories=("Cs", "Cc"))
    return st.text(letters, min_size=1, max_size=longest)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _some(names: list[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=most).map(tuple)


_moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))
_places = st.builds(
    Where, name=_maybe(_text()), address=_maybe(_text()), postal_code=_maybe(st.just("831 31")), city=_maybe(_text()),
    municipality=_maybe(st.sampled_from(["2309", "0180", "1281"])), lat=_maybe(st.floats(55, 69)),
    lon=_maybe(st.floats(11, 24)), hidden=st.booleans(), virtual=st.booleans(), accessibility=_maybe(_text()),
)  # fmt: skip
_meetings = st.builds(
    Meeting, starts=_moments, ends=_maybe(_moments), rrule=_maybe(st.sampled_from(RULES)),
    exdates=st.lists(_moments, max_size=3).map(tuple), extra=st.lists(_moments, max_size=2).map(tuple),
    cancelled=st.booleans(), place=st.integers(0, 3), note=_maybe(_text()),
)  # fmt: skip
_traits = st.builds(Traits, **{name: _maybe(st.booleans()) for name in Traits.__struct_fields__})
_prices = st.builds(Price, amount=_maybe(st.sampled_from([0, 0.0, 40, 12.5])), text=_maybe(_text()),
                    currency=st.sampled_from(["SEK", "EUR"]))  # fmt: skip
_owners = st.builds(Owner, name=_text(), org_number=_maybe(st.sampled_from(["2520034135", "8020026135"])),
                    website=_maybe(_text()), email=_maybe(_text()))  # fmt: skip
_checks = st.builds(Checked, on=st.dates(date(2024, 1, 1), date(2027, 1, 1)), by=_maybe(_text()), how=_maybe(_text()))
_own_words = st.dictionaries(st.sampled_from(["first_step", "at_the_door", "social", "interest"]), _text(), max_size=3)

entries = st.builds(
    Entry, id=st.just("list:1"), name=_text(), owner=_owners,
    provenance=st.builds(Provenance, source=st.just("list"), ref=_text(), url=_maybe(_text()), licence=_maybe(_text())),
    plain=_maybe(_text()), description=_maybe(_text()), kind=_maybe(st.sampled_from(KINDS)),
    status=st.sampled_from(["active", "inactive", "defunct", "temporarily closed"]),
    review=st.sampled_from(["approved", "waiting", "withheld"]), traits=_traits, price=_maybe(_prices),
    age_min=_maybe(st.integers(0, 90)), age_max=_maybe(st.integers(0, 120)), only_for=_some([*EVENTS, "npf+lgbtqi"]),
    loneliness=_some(["social", "emotional", "existential"]), barriers=_some(BARRIERS), life_events=_some(EVENTS),
    interests=_some(INTERESTS), access=_some(["wheelchair", "hearing_loop", "sign_language", "toilet", "parking"]),
    places=st.lists(_places, max_size=3).map(tuple), area=_some(["SE", "2309", "0180", "23"]),
    meetings=st.lists(_meetings, max_size=3).map(tuple), opening_hours=_maybe(st.sampled_from(HOURS)),
    phones=st.lists(st.builds(Phone, number=st.just("0640-123 45"), note=_maybe(_text())), max_size=2).map(tuple),
    link=_maybe(_text()), email=_maybe(_text()), languages=_some(["sv", "ar", "fi", "xx"]), checked=_maybe(_checks),
    own_words=_own_words, other_ids=st.dictionaries(_text(30), _text(), max_size=2),
)  # fmt: skip


@st.composite
def complete_entries(draw: st.DrawFn) -> Entry:
    """Any entry, with what it needs to be suggested."""
    entry: Entry = draw(entries)
    own = an_entry()
    needed = {name: getattr(own, name) for name in ("status", "review", "checked", "price", "phones")}
    traits = msgspec.structs.replace(entry.traits, free=True, calm=True, may_leave=True)
    rest: dict[str, Any] = {
        "plain": entry.plain or own.plain, "kind": entry.kind or own.kind, "traits": traits,
        "area": ("SE",), "meetings": (*entry.meetings, THURSDAYS), **needed,
    }  # fmt: skip
    return msgspec.structs.replace(entry, **rest)
