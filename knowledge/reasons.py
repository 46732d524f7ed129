"""Says in plain Swedish what in a person's need a suggestion answers, and how far away it is. No I/O."""

import re
from collections.abc import Iterator

from knowledge.asked import FALLBACK_TYPES
from knowledge.distance import distance_from_seat, distance_text
from knowledge.interest_match import NAMED, NEAR
from knowledge.limits import PEERS
from knowledge.need import Need, expand
from knowledge.ranked import Ranked

BARRIER_ORDER = ("anxiety", "caregiving", "language", "disability_access", "time_children", "no_company",
                 "distance", "digital", "benefits_fear", "illness", "money")  # fmt: skip
STAGES = ("young", "young_adult", "older")
PHONE = re.compile(r"telefon|\b[Rr]ing(a|er)?\b")


def why(ranked: Ranked, need: Need) -> str:
    """The reason that names what the person has told."""
    if ranked.match and ranked.match.level == NAMED:
        return f"Där står det om ”{ranked.match.interest}”."
    reasons = ranked.candidate.suits_because
    for name in _weightiest_first(ranked, need):
        if name in reasons and not (need.no_phone and PHONE.search(reasons[name])):
            return _with_interest(reasons[name], ranked)
    return ranked.candidate.plain


def how_far(ranked: Ranked, need: Need) -> str:
    """The distance of what lies somewhere, said no nearer than it is known."""
    if ranked.distance_km is None:
        return ""
    return distance_text(ranked.distance_km) if need.position else distance_from_seat(ranked.distance_km)


def _weightiest_first(ranked: Ranked, need: Need) -> Iterator[str]:
    keys = need.names()
    if ranked.candidate.kind in PEERS:  # what those who meet there have in common is more than what they do
        yield from (name for name in expand(need.life_events) if name in ranked.candidate.life_events)
    if ranked.match:
        yield "near" if ranked.match.level == NEAR else "interest"
    barriers = [name for name in BARRIER_ORDER if name in keys]
    strong, weak = [name for name in barriers if name != "money"], [name for name in barriers if name == "money"]
    events = [name for name in keys if name not in barriers and name not in need.types and name not in STAGES]
    yield from (*events, *strong, *need.types, *weak, *FALLBACK_TYPES)


def _with_interest(said: str, ranked: Ranked) -> str:
    """Only this one place is filled in: other braces are a feed's own."""
    if not ranked.match:
        return said
    named = ranked.match.about if ranked.candidate.is_entry else ranked.match.interest
    return said.replace("{interest}", named)
