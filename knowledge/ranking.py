"""Orders what was found for one need and chooses a few different suggestions. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from knowledge.asked import Asked
from knowledge.candidate import Candidate
from knowledge.coming import is_over, next_start
from knowledge.distance import WIDEST_KM, Origin
from knowledge.fact_types import NeedRules, VocabularyEntry
from knowledge.interest_match import EXACTLY, NAMED, NEAR, Interests, Match
from knowledge.kind_worth import AGES, correction
from knowledge.limits import may_suggest
from knowledge.local_first import local_first, own_first
from knowledge.need import expand
from knowledge.ranked import Possible, Ranked
from knowledge.said_words import Named
from knowledge.scoring import TIRED_OF, fit_score, need_score, place_score, relief, soon_score
from knowledge.turned_down import is_of_church
from knowledge.variety import Variety

LAST_RESORT = "everyday"  # such a step comes after all others
LAST_RESORT_LOSS = 5.0
FARTHEST_KM = 80.0  # nobody is sent further than this, and nobody who has it hard to get about half as far
BESIDES = ("practical",)  # kinds that help to do what one likes, but are not it
OPEN_TO_MUCH = ("youth_place", "family_place", "library", "meeting_place", "senior_meeting")
FAR_BEHIND = 1.5  # so much worse than the best, a step does not lead only because it is about what one likes
TOO_ALIKE = 9.0  # so much better must the second one be than all others, if it is like the first
SAME_FAMILY, SAME_KIND, SECOND_OF_CHURCH = 0.5, 1.0, 2.0
SECOND_PROGRAMME_OF_CHURCH = 3.0  # to talk with a deacon and to write to a priest: only where all else is much worse
AMONG = 8  # so many of the best are looked at for each place
TIMED = 16  # how many of the best are looked at for when they happen next


class Ranking:
    """The rules of need_rules.yml and the vocabulary, applied to candidates."""

    def __init__(self, rules: NeedRules, interests: Iterable[VocabularyEntry]) -> None:
        self.weights: Mapping[str, Mapping[str, float]] = {rule.need: rule.kinds for rule in rules.rules}
        self.families = {kind.name: kind.family for kind in rules.kinds}
        self.labels = {kind.name: kind.label for kind in rules.kinds}
        self.variety = Variety(rules.kinds)
        self.interests = Interests(interests)

    def kinds_for(self, asked: Asked) -> dict[str, float]:
        """Every kind of service with how well it answers the need."""
        return {kind: need_score(self.weights, kind, asked) for kind in self.labels}

    def reliefs_for(self, asked: Asked) -> dict[str, dict[str, float]]:
        """By what hinders the person, or how old that one is: how much each kind gains where it is for just those."""
        hindered = (*expand(tuple(sorted(asked.need.barriers))), *(name for name in AGES if name in asked.told))
        found = {name: {kind: relief(self.weights, kind, (name,)) for kind in self.labels} for name in hindered}
        gains = {name: {kind: gain for kind, gain in kinds.items() if gain} for name, kinds in found.items()}
        return {name: kinds for name, kinds in gains.items() if kinds}

    def possible(self, found: Iterable[Candidate], asked: Asked, named: Named | None = None) -> list[Possible]:
        """All that may be suggested to this person; `named` are those that hold words that were said."""
        said = named or {}
        matched = ((item, said.get(item.id) or self._match(item, asked)) for item in found)
        return [Possible(item, match) for item, match in matched if may_suggest(item, asked, match)]

    def _match(self, item: Candidate, asked: Asked) -> Match | None:
        return self.interests.match(item, asked.need.interests) if asked.need.interests else None

    def rank(self, possible: Iterable[Possible], asked: Asked, now: datetime, origin: Origin | None) -> list[Ranked]:
        """Everything that was not shown before, the best first; what is over is left out."""
        kinds, shown = self.kinds_for(asked), asked.need.shown
        kinds = {kind: worth + TIRED_OF * (self.families[kind] in asked.tired_of) for kind, worth in kinds.items()}
        found = (self._scored(each, asked, kinds, origin) for each in possible if each.item.id not in shown)
        farthest = WIDEST_KM if asked.stays_near else FARTHEST_KM
        scored = [item for item in found if item.distance_km is None or item.distance_km <= farthest]
        local = local_first(own_first(list(_nearest(scored)), asked), asked)
        useful = sorted((item for item in local if item.score > 0), key=_order)
        timed = [_timed(item, now) for item in useful[:TIMED] if not is_over(item.candidate, now)]
        return sorted(timed, key=_order) + useful[TIMED:]

    def _scored(self, each: Possible, asked: Asked, kinds: Mapping[str, float], origin: Origin | None) -> Ranked:
        item, km = each.item, None
        if origin and item.lat is not None and item.lon is not None:
            km = origin.kilometres_to(item.lat, item.lon)
        nearness = origin.nearness(km * km) if origin and km is not None else None
        score = kinds.get(item.kind, 0.0) + correction(self.weights, item, asked)
        score += fit_score(item, asked) + place_score(item, asked, km, nearness)
        score += each.match.worth if each.match and not _is_another_thing(item, each.match) else 0.0
        return Ranked(item, score, each.match, None if km is None else round(km, 1))

    def missing(self, possible: Iterable[Possible], interests: tuple[str, ...]) -> tuple[str, ...]:
        """What the person likes that nothing in the directory is about, shown before or not."""
        items = [each.item for each in possible if each.match]
        levels = {name: max((self.interests.level(item, name) for item in items), default=0) for name in interests}
        return self.interests.missing(levels, interests)

    def choose(self, ranked: list[Ranked], limit: int) -> list[Ranked]:
        """What the person likes first, then the best that are not alike; one needs no travel if there is one."""
        leads = self._unlike(self._leads(ranked))[: limit - 1]
        chosen = self._fill(leads, ranked[: AMONG * limit], limit)
        if len(chosen) < limit or not self._all_differ(chosen):
            chosen = self._fill(leads, ranked, limit)
        at_home = [item for item in ranked if not item.candidate.needs_travel][: AMONG * limit]
        if not at_home or not all(item.candidate.needs_travel for item in chosen):
            return chosen
        return self._with_one_at_home(chosen, at_home, len(leads))

    def _with_one_at_home(self, chosen: list[Ranked], at_home: list[Ranked], leading: int) -> list[Ranked]:
        """One behind those that lead gives way to one that needs no travel, so that together they are worth most."""
        best, most = [at_home[0]], float("-inf")
        for index in reversed(range(min(leading, len(chosen) - 1), len(chosen))):
            kept = chosen[:index] + chosen[index + 1 :]
            for staying in self._others(kept, at_home):
                loss = LAST_RESORT_LOSS if _is_last(staying) else self._alike(staying, kept)
                worth = sum(item.score for item in kept) + staying.score - loss
                if worth > most:
                    best, most = [*kept, staying], worth
        return best

    def family(self, item: Ranked) -> str:
        return self.families.get(item.candidate.kind, item.candidate.kind)

    def _leads(self, ranked: list[Ranked]) -> list[Ranked]:
        """The best step for each thing that the person likes; only something of its kind when there is no other."""
        enough = ranked[0].score - FAR_BEHIND if ranked else 0.0
        matched = [item for item in ranked if _may_lead(item, ranked, enough)]
        by_level = sorted(matched, key=lambda item: -item.match.level if item.match else 0)
        best: dict[str, Ranked] = {}
        for item in by_level:
            best.setdefault(item.match.interest if item.match else "", item)
        return list(best.values())

    def _unlike(self, leads: list[Ranked]) -> list[Ranked]:
        """Those that have nothing in common with one before them."""
        kept: list[Ranked] = []
        for item in leads:
            if self._alike(item, kept) == 0.0:
                kept.append(item)
        return kept

    def _fill(self, chosen: list[Ranked], ranked: list[Ranked], limit: int) -> list[Ranked]:
        chosen = list(chosen)
        while len(chosen) < limit and (item := self._next(chosen, ranked)):
            chosen.append(item)
        return chosen

    def _next(self, chosen: list[Ranked], ranked: list[Ranked]) -> Ranked | None:
        """The best besides those chosen; what is like one of them must be so much better than what is not."""
        left = self._others(chosen, ranked)
        return min(left, key=lambda item: (_is_last(item), self._alike(item, chosen) - item.score), default=None)

    def _others(self, chosen: list[Ranked], ranked: list[Ranked]) -> list[Ranked]:
        """Those besides the chosen that are of a kind of their own; all of them when there is none such."""
        ids = {item.candidate.id for item in chosen}
        others = [item for item in ranked if item.candidate.id not in ids]
        return [item for item in others if self._all_differ([*chosen, item])] or others

    def _all_differ(self, chosen: list[Ranked]) -> bool:
        return all(
            self.variety.differ(item.candidate, other.candidate)
            for index, item in enumerate(chosen)
            for other in chosen[:index]
        )

    def _alike(self, item: Ranked, chosen: list[Ranked]) -> float:
        """How much it loses for being like one of those chosen."""
        return max((self._likeness(item, other) for other in chosen), default=0.0)

    def _likeness(self, item: Ranked, other: Ranked) -> float:
        """Of one kind, of one family, or both of the church."""
        return max(_of_one_church(item, other), self._same_kind(item, other))

    def _same_kind(self, item: Ranked, other: Ranked) -> float:
        if item.candidate.kind == other.candidate.kind:
            return SAME_KIND if self.variety.differ(item.candidate, other.candidate) else TOO_ALIKE
        return SAME_FAMILY if self.family(item) == self.family(other) else 0.0


def _of_one_church(item: Ranked, other: Ranked) -> float:
    if item.match and item.match.level >= EXACTLY:  # who has named it has not had too much of the church
        return 0.0
    one, two = item.candidate, other.candidate
    if not (is_of_church(one) and is_of_church(two)):
        return 0.0
    if one.is_entry or two.is_entry:
        return SECOND_OF_CHURCH
    return TOO_ALIKE if one.kind == two.kind else SECOND_PROGRAMME_OF_CHURCH


def _may_lead(item: Ranked, ranked: list[Ranked], enough: float) -> bool:
    """What was asked for by name always; what the person likes when it is not far behind."""
    if item.match is None:
        return False
    if item.match.level == NAMED:
        return True
    return item.score >= enough and not (_is_another_thing(item.candidate, item.match) or _gives_way(item, ranked))


def _is_another_thing(item: Candidate, match: Match) -> bool:
    """A running group for who likes to dance; a programme of many things may have it, and says to ask."""
    return item.is_entry and match.level == NEAR


def _gives_way(item: Ranked, ranked: list[Ranked]) -> bool:
    """Is it beside the thing, or a programme of places that do much, where such a place is near?"""
    kind = item.candidate.kind
    if kind in BESIDES or item.candidate.is_entry or kind not in OPEN_TO_MUCH:
        return kind in BESIDES
    return any(each.candidate.is_entry and each.candidate.kind == kind for each in ranked if each.score > item.score)


def _is_last(item: Ranked) -> bool:
    return item.candidate.kind == LAST_RESORT


def _order(item: Ranked) -> tuple[bool, float, float, str]:
    return (_is_last(item), -item.score, item.distance_km or 0.0, item.candidate.id)


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
