"""Hard limits, scores and the choice of a few different suggestions for one need. No I/O."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS, Trust, trust
from knowledge.candidate import Candidate
from knowledge.fact_types import NeedRules, VocabularyEntry
from knowledge.interest_match import BONUS, NEAR, Interests, Match
from knowledge.need import Need
from knowledge.turned_down import is_of_church, is_turned_down

BARRIER_ORDER = ("anxiety", "caregiving", "language", "disability_access", "time_children", "no_company",
                 "distance", "digital", "benefits_fear", "illness", "money")  # fmt: skip
SHARES = (1.0, 0.5, 0.3)  # how much the first, second and third kind of loneliness count
STAGES = ("young", "older")
FALLBACK_TYPES = ("social", "emotional")
REACH_BONUS = {"near": 1.0, "listed": 1.0, "campus": 0.6, "everywhere": 0.6, "online": 0.2, "many": 0.0}
ANXIETY_TRAITS = {"host_meets_you": 0.8, "small_group": 0.5, "calm": 0.3, "online_first_step": 0.6, "may_leave": 0.4}
LAST_RESORT = "everyday"  # such a step comes after all others
OLDEST = {"family_place": 55, "student": 55}  # years at which nobody who is known to be older is sent there
PHONE = re.compile(r"telefon|\b[Rr]ing(a|er)?\b")
RING = re.compile(r"\b[Rr]ing\b|\bringa\b")
LOW_THRESHOLD = ("drop_in", "free", "no_membership", "host_meets_you")


@dataclass(frozen=True)
class Ranked:
    candidate: Candidate
    score: float
    match: Match | None
    distance_km: float | None = None


class Ranking:
    """The rules of need_rules.yml and the vocabulary, applied to candidates."""

    def __init__(self, rules: NeedRules, interests: Iterable[VocabularyEntry]) -> None:
        self.weights: Mapping[str, Mapping[str, float]] = {rule.need: rule.kinds for rule in rules.rules}
        self.families = {kind.name: kind.family for kind in rules.kinds}
        self.labels = {kind.name: kind.label for kind in rules.kinds}
        self.interests = Interests(interests)

    def rank(self, found: Iterable[Candidate], need: Need, today: date,
             distances: Mapping[str, float] | None = None) -> list[Ranked]:  # fmt: skip
        """Everything that may be suggested to this person, the best first."""
        possible = [item for item in found if may_suggest(item, need, today, self.interests.match(item, need))]
        scored = [self._ranked(item, need, today, (distances or {}).get(item.id)) for item in possible]
        useful = [item for item in scored if item.score > 0]
        return sorted(useful, key=lambda item: (item.candidate.kind == LAST_RESORT, -item.score, item.candidate.id))

    def missing(self, found: Iterable[Candidate], need: Need, today: date) -> tuple[str, ...]:
        """What the person likes that nothing in the directory is about, shown before or not."""
        anew = replace(need, shown=frozenset())
        possible = [item for item in found if may_suggest(item, anew, today, self.interests.match(item, need))]
        return self.interests.missing(possible, need)

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
        churches = sum(is_of_church(other.candidate) for other in (item, *chosen))
        alone = not is_of_church(item.candidate) or churches <= 1
        return alone and self.family(item) not in {self.family(other) for other in chosen}

    def _ranked(self, item: Candidate, need: Need, today: date, distance: float | None) -> Ranked:
        match = self.interests.match(item, need)
        bonus = BONUS[match.level] if match else 0.0
        score = self._need_score(item, need) + bonus + _fit_bonus(item, need) + _trust_bonus(item, today)
        return Ranked(item, score - _far(distance), match, distance)

    def _need_score(self, item: Candidate, need: Need) -> float:
        types = need.types or FALLBACK_TYPES
        score = sum(self._weight(name, item.kind) * share for name, share in zip(types, SHARES, strict=False))
        circumstances = set(need.names()) - set(need.types)
        return score + sum(self._weight(name, item.kind) for name in circumstances)

    def _weight(self, need_name: str, kind: str) -> float:
        return self.weights.get(need_name, {}).get(kind, 0.0)


def is_by_phone(item: Candidate) -> bool:
    """Can it only be done on the phone?"""
    return item.kind == "call" or item.where.lower().startswith(("i telefon", "på telefon"))


def only_rings(item: Candidate) -> bool:
    """Is the first step to ring, with no way to write instead?"""
    return RING.search(item.first_step) is not None and not item.first_step_written


def may_suggest(item: Candidate, need: Need, today: date, match: Match | None = None) -> bool:
    """The hard limits: what breaks one is never suggested, however well it scores."""
    if item.id in need.shown or is_turned_down(item, need.rejected):
        return False
    if trust(item.checked, LINE_DAYS if item.is_line else ACTIVITY_DAYS, today) is Trust.expired:
        return False
    if need.no_phone and (is_by_phone(item) or only_rings(item)):
        return False
    if "money" in need.barriers and item.traits.free is not True:
        return False
    return _reachable(item, need) and _age_fits(item, need) and _meant_for(item, need, match)


def _reachable(item: Candidate, need: Need) -> bool:
    if item.reach == "listed":
        return need.municipality in item.municipalities
    return True


def _age_fits(item: Candidate, need: Need) -> bool:
    low, high = item.age_min or 0, item.age_max or 150
    ages = need.age_range()
    if need.is_young() and low >= 18:
        return False
    if ages is None:
        return low <= 18 and (item.age_max is None or ("studies" in need.life_events and high >= 20))
    if need.age is None and (low <= ages[0] or need.is_young()):
        return low <= ages[1] and high >= ages[0]
    return low <= ages[0] and ages[1] <= high


def _meant_for(item: Candidate, need: Need, match: Match | None) -> bool:
    if not _at_that_age(item, need):
        return False
    if not item.only_for:
        return True
    known = set(need.names())
    if need.is_young():
        known.add("young_age")
    if match:
        known.add("interest")
    return any(all(part in known for part in wanted.split("+")) for wanted in item.only_for)


def _at_that_age(item: Candidate, need: Need) -> bool:
    """Places for small children and their parents, and for students, are not for the old."""
    oldest = OLDEST.get(item.kind)
    ages = need.age_range()
    return oldest is None or ages is None or ages[0] <= oldest


def _fit_bonus(item: Candidate, need: Need) -> float:
    keys = set(need.names())
    bonus = REACH_BONUS.get(item.reach, 0.0)
    bonus += 0.8 * len(keys & set(item.life_events)) + min(1.2, 0.5 * len(keys & set(item.barriers)))
    bonus += 0.2 * sum(getattr(item.traits, name) is True for name in LOW_THRESHOLD)
    if keys & {"anxiety", "no_company"}:
        bonus += sum(gain for name, gain in ANXIETY_TRAITS.items() if getattr(item.traits, name))
    if "anxiety" in keys and not is_gentle(item):
        bonus -= 2.5
    return bonus - _too_young_for(item, need)


def is_gentle(item: Candidate) -> bool:
    """Can someone who is afraid of people manage it: from home, one to one, or met at the door?"""
    traits = item.traits
    return not item.needs_travel or traits.small_group is True or traits.host_meets_you is True


def _too_young_for(item: Candidate, need: Need) -> float:
    """How much worse it suits someone younger than most who come; half as much when the age is unknown."""
    if item.usually_from_age is None or "older" in need.names():
        return 0.0
    ages = need.age_range()
    if ages is None:
        return 1.2 if item.usually_from_age >= 45 else 0.0
    return 2.4 if ages[1] < item.usually_from_age else 0.0


def _trust_bonus(item: Candidate, today: date) -> float:
    days = LINE_DAYS if item.is_line else ACTIVITY_DAYS
    late = -1.5 if trust(item.checked, days, today) is Trust.overdue else 0.0
    return late + {"high": 0.2, "medium": 0.0, "low": -1.0}[item.confidence]


def _far(distance_km: float | None) -> float:
    """Soft decay with distance: never more than what a good match is worth."""
    return 0.0 if distance_km is None else min(2.0, distance_km / 15)


def why(ranked: Ranked, need: Need) -> str:
    """The plain sentence that names what in this person's need the suggestion answers."""
    reasons = ranked.candidate.suits_because
    if ranked.match:
        key = "near" if ranked.match.level == NEAR else "interest"
        if key in reasons:
            return reasons[key].format(interest=ranked.match.interest)
    keys = need.names()
    barriers = [name for name in BARRIER_ORDER if name in keys]
    strong, weak = [name for name in barriers if name != "money"], [name for name in barriers if name == "money"]
    events = [name for name in keys if name not in barriers and name not in need.types and name not in STAGES]
    for name in (*events, *strong, *need.types, *weak, *FALLBACK_TYPES):
        if name in reasons and not (need.no_phone and PHONE.search(reasons[name])):
            return reasons[name]
    return ranked.candidate.plain
