"""How well a step answers what a person likes: the thing itself, something wider, or only something of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.candidate import Candidate
from knowledge.fact_types import VocabularyEntry

NAMED, EXACTLY, ITSELF, NEAR = 4, 3, 2, 1  # NAMED: its own text holds the words that were said
BONUS = {NAMED: 5.0, EXACTLY: 3.0, ITSELF: 2.0, NEAR: 1.0}
ALSO = 0.5  # for each further thing that it is about


@dataclass(frozen=True)
class Match:
    """`interest` as the person named it, `about` what the step says that it is about, `also` how many more it meets."""

    interest: str
    level: int  # EXACTLY, ITSELF (wider or narrower) or NEAR
    about: str
    also: int = 0

    @property
    def worth(self) -> float:
        return BONUS[self.level] + ALSO * self.also


class Interests:
    """What is wider than an interest, and of which kinds it is."""

    def __init__(self, entries: Iterable[VocabularyEntry]) -> None:
        known = tuple(entries)
        self._above: Mapping[str, tuple[str, ...]] = {entry.name: entry.under for entry in known}
        self._kinds = {entry.name: frozenset(entry.kinds) for entry in known}
        self._wide = {entry.name: self._wider(entry.name) for entry in known}

    def match(self, item: Candidate, interests: Sequence[str]) -> Match | None:
        """The best match between a step and what the person likes, what was named last first."""
        found = [match for name in reversed(interests) if (match := self._match(item, name))]
        best = max(found, key=lambda match: match.level, default=None)
        return replace(best, also=len(found) - 1) if best and len(found) > 1 else best

    def missing(self, levels: Mapping[str, int], interests: Sequence[str]) -> tuple[str, ...]:
        """What the person likes that no step is about, the last named first, by the best level of each."""
        named = [name for name in reversed(interests) if name in self._kinds]
        return tuple(name for name in named if levels.get(name, 0) < ITSELF)

    def level(self, item: Candidate, interest: str) -> int:
        """How well one step answers one interest; 0 is not at all."""
        match = self._match(item, interest)
        return match.level if match else 0

    def akin(self, interest: str) -> frozenset[str]:
        """All names that a step may bear that is about this: the interest, what is wider, and what is narrower."""
        narrower = (name for name, wide in self._wide.items() if interest in wide)
        return frozenset({interest, *self._wide.get(interest, ()), *narrower})

    def _match(self, item: Candidate, interest: str) -> Match | None:
        if interest in item.interests:
            return Match(interest, EXACTLY, interest)
        wider = self._wide.get(interest, frozenset())
        about = next((name for name in item.interests if name in wider or interest in self._wide.get(name, ())), None)
        if about:
            return Match(interest, ITSELF, about)
        if not self._kinds.get(interest, frozenset()) & set(item.activities):
            return None
        return Match(interest, NEAR if "near" in item.suits_because else ITSELF, interest)

    def _wider(self, name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        for parent in self._above.get(name, ()):
            if parent not in seen:
                seen = self._wider(parent, seen | {parent})
        return seen
