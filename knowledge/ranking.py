"""Orders what was found for one need and chooses a few different suggestions. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.asked import Asked
from knowledge.candidate import Candidate
from knowledge.coming import is_over, next_start
from knowledge.distance import Origin
from knowledge.fact_types import NeedRules, VocabularyEntry
from knowledge.interest_match import BONUS, Interests, Match
from knowledge.limits import may_suggest
from knowledge.scoring import LISTED_LOCALLY, NEXT_DOOR, REACH_BONUS, fit_score, need_score, soon_score
from knowledge.turned_down import is_of_church

LAST_RESORT = "everyday"  # such a step comes after all others
TIMED = 40  # how many of the best are looked at for when they happen next
LOCAL = ("near", "listed")


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score; `starts` is when it happens next, where that is known."""

    candidate: Candidate
    score: float
    match: Match | None
    distance_km: float | None = None
    starts: datetime | None = None


@dataclass(frozen=True)
class Possible:
    """What breaks no hard limit, whether it was shown before or not."""

    item: Candidate
    match: Match | None


class Ranking:
    """The rules of need_rules.yml and the vocabulary, applied to candidates."""

    def __init__(self, rules: NeedRules, interests: Iterable[VocabularyEntry]) -> None:
        self.weights: Mapping[str, Mapping[str, float]] = {rule.need: rule.kinds for rule in rules.rules}
        self.families = {kind.name: kind.family for kind in rules.kinds}
        self.labels = {kind.name: kind.label for kind in rules.kinds}
        self.interests = Interests(interests)

    def kinds_for(self, asked: Asked) -> dict[str, float]:
        """Every kind of service with how well it answers the need."""
        return {kind: need_score(self.weights, kind, asked) for kind in self.labels}

    def possible(self, found: Iterable[Candidate], asked: Asked) -> list[Possible]:
        """All that may be suggested to this person."""
        interests = asked.need.interests
        matched = ((item, self.interests.match(item, interests) if interests else None) for item in found)
        return [Possible(item, match) for item, match in matched if may_suggest(item, asked, match)]

    def rank(self, possible: Iterable[Possible], asked: Asked, now: datetime, origin: Origin | None) -> list[Ranked]:
        """Everything that was not shown before, the best first; what is over is left out."""
        kinds, shown = self.kinds_for(asked), asked.need.shown
        scored = [_scored(each, asked, kinds, origin) for each in possible if each.item.id not in shown]
        useful = sorted((item for item in _nearest(scored) if item.score > 0), key=_order)
        timed = [_timed(item, now) for item in useful[:TIMED] if not is_over(item.candidate, now)]
        return sorted(timed, key=_order) + useful[TIMED:]

    def missing(self, possible: Iterable[Possible], interests: tuple[str, ...]) -> tuple[str, ...]:
        """What the person likes that nothing in the directory is about, shown before or not."""
        items = [each.item for each in possible if each.match]
        levels = {name: max((self.interests.level(item, name) for item in items), default=0) for name in interests}
        return self.interests.missing(levels, interests)

    def choose(self, ranked: list[Ranked], limit: int) -> list[Ranked]:
        """What the person likes first, then the best of different families; one needs no travel if there is one."""
        leads = self._leads(ranked)[: limit - 1]
        chosen = self._different([*leads, *ranked], limit)
        at_home = [item for item in ranked if not item.candidate.needs_travel]
        if not at_home or not all(item.candidate.needs_travel for item in chosen):
            return chosen
        first = self._different(leads, limit)
        staying = next((item for item in at_home if self._goes_with(item, first)), at_home[0])
        around = self._different([*first, staying, *ranked], limit)
        return [item for item in around if item is not staying][: limit - 1] + [staying]

    def family(self, item: Ranked) -> str:
        return self.families.get(item.candidate.kind, item.candidate.kind)

    def _leads(self, ranked: list[Ranked]) -> list[Ranked]:
        """The best step for each thing that the person likes; only something of its kind when there is no other."""
        matched = [item for item in ranked if item.match]
        by_level = sorted(matched, key=lambda item: -item.match.level if item.match else 0)
        best: dict[str, Ranked] = {}
        for item in by_level:
            best.setdefault(item.match.interest if item.match else "", item)
        return list(best.values())

    def _different(self, ranked: list[Ranked], limit: int) -> list[Ranked]:
        chosen: list[Ranked] = []
        for item in ranked:
            if len(chosen) < limit and self._goes_with(item, chosen):
                chosen.append(item)
        return chosen

    def _goes_with(self, item: Ranked, chosen: list[Ranked]) -> bool:
        """Is it of another family than those chosen, and not a second one of the church?"""
        if self.family(item) in {self.family(other) for other in chosen}:
            return False
        return not is_of_church(item.candidate) or not any(is_of_church(other.candidate) for other in chosen)


def _order(item: Ranked) -> tuple[bool, float, float, str]:
    return (item.candidate.kind == LAST_RESORT, -item.score, item.distance_km or 0.0, item.candidate.id)


def _scored(each: Possible, asked: Asked, kinds: Mapping[str, float], origin: Origin | None) -> Ranked:
    item, km = each.item, None
    near = REACH_BONUS.get(item.reach, 0.0)
    if origin and item.lat is not None and item.lon is not None:
        km = origin.kilometres_to(item.lat, item.lon)
        near = NEXT_DOOR * origin.nearness(km * km)
    elif item.reach == "listed" and item.is_entry:
        near = LISTED_LOCALLY
    score = kinds.get(item.kind, 0.0) + fit_score(item, asked) + near
    score += BONUS[each.match.level] if each.match else 0.0
    return Ranked(item, score, each.match, None if km is None else round(km, 1))


def _nearest(scored: Iterable[Ranked]) -> Iterable[Ranked]:
    """What has several places is one suggestion, at the place that suits best."""
    best: dict[str, Ranked] = {}
    for item in scored:
        known = best.get(item.candidate.id)
        if known is None or item.score > known.score:
            best[item.candidate.id] = item
    return best.values()


def _timed(item: Ranked, now: datetime) -> Ranked:
    if not item.candidate.meetings:
        return item
    starts = next_start(item.candidate, now)
    return replace(item, starts=starts, score=item.score + soon_score(starts, now))
