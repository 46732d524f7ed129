"""Says in plain Swedish what in a person's need a suggestion answers, and how far away it is. No I/O."""

import re
from collections.abc import Iterator, Mapping

from knowledge.asked import FALLBACK_TYPES
from knowledge.candidate import Candidate
from knowledge.distance import distance_text
from knowledge.fact_types import NeedReason, NeedRules
from knowledge.interest_match import NEAR
from knowledge.need import Need
from knowledge.ranking import Ranked

BARRIER_ORDER = ("anxiety", "caregiving", "language", "disability_access", "time_children", "no_company",
                 "distance", "digital", "benefits_fear", "illness", "money")  # fmt: skip
STAGES = ("young", "older")
PHONE = re.compile(r"telefon|\b[Rr]ing(a|er)?\b")
INTEREST = "interest"
ANY = "any"  # the need of reasons that say only how low the threshold is


class Reasons:
    """The sentences of need_rules.yml, for what brings no sentence of its own."""

    def __init__(self, rules: NeedRules) -> None:
        self._of_need: dict[str, list[NeedReason]] = {}
        for reason in rules.reasons:
            self._of_need.setdefault(reason.need, []).append(reason)
        self._families: Mapping[str, str] = {kind.name: kind.family for kind in rules.kinds}

    def why(self, ranked: Ranked, need: Need) -> str:
        """The plain sentence, and the distance of what lies somewhere."""
        said = self._sentence(ranked, need)
        return said if ranked.distance_km is None else f"{said} {distance_text(ranked.distance_km)}."

    def _sentence(self, ranked: Ranked, need: Need) -> str:
        item = ranked.candidate
        for name in _weightiest_first(ranked, need):
            said = item.suits_because.get(name) or self._written(name, item)
            if said and not (need.no_phone and PHONE.search(said)):
                return _with_interest(said, ranked)
        return item.plain

    def _written(self, need_name: str, item: Candidate) -> str | None:
        """A sentence of need_rules.yml: only of an entry, since each fact has sentences of its own."""
        if not item.is_entry:
            return None
        return next((reason.text for reason in self._of_need.get(need_name, ()) if self._holds(reason, item)), None)

    def _holds(self, reason: NeedReason, item: Candidate) -> bool:
        """All that the reason asks of what is suggested."""
        if reason.told and reason.need not in item.life_events + item.barriers + item.loneliness + item.only_for:
            return False
        if reason.families and self._families.get(item.kind) not in reason.families:
            return False
        if reason.access and not set(reason.access) & set(item.access):
            return False
        if reason.at_home and item.needs_travel:
            return False
        return all(getattr(item.traits, trait) is True for trait in reason.traits)


def _weightiest_first(ranked: Ranked, need: Need) -> Iterator[str]:
    if ranked.match:
        yield "near" if ranked.match.level == NEAR else INTEREST
    keys = need.names()
    barriers = [name for name in BARRIER_ORDER if name in keys]
    strong, weak = [name for name in barriers if name != "money"], [name for name in barriers if name == "money"]
    events = [name for name in keys if name not in barriers and name not in need.types and name not in STAGES]
    yield from (*events, *strong, *need.types, *weak, *FALLBACK_TYPES, ANY)


def _with_interest(said: str, ranked: Ranked) -> str:
    """Only this one place is filled in; other braces are a feed's own."""
    if not ranked.match:
        return said
    named = ranked.match.about if ranked.candidate.is_entry else ranked.match.interest
    return said.replace("{interest}", named)
