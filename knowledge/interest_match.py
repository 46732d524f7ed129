"""How well a step answers what a person likes: the thing itself, something wider, or only something of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.candidate import Candidate
from knowledge.fact_types import VocabularyEntry
from knowledge.need import Need

ITSELF, NEAR = 2, 1
BONUS = {ITSELF: 3.0, NEAR: 1.5}


@dataclass(frozen=True)
class Match:
    interest: str
    level: int  # ITSELF or NEAR


class Interests:
    """What is wider than an interest, and of which kinds it is."""

    def __init__(self, entries: Iterable[VocabularyEntry]) -> None:
        known = tuple(entries)
        self._above: Mapping[str, tuple[str, ...]] = {entry.name: entry.under for entry in known}
        self._kinds = {entry.name: frozenset(entry.kinds) for entry in known}

    def match(self, item: Candidate, need: Need) -> Match | None:
        """The best match between a step and what the person likes, what was named last first."""
        found = [Match(name, level) for name in reversed(need.interests) if (level := self._level(item, name))]
        return max(found, key=lambda match: match.level, default=None)

    def missing(self, found: Iterable[Candidate], need: Need) -> tuple[str, ...]:
        """What the person likes that no step is about, the last named first."""
        items = tuple(found)
        named = [name for name in reversed(need.interests) if name in self._kinds]
        return tuple(name for name in named if all(self._level(item, name) != ITSELF for item in items))

    def _level(self, item: Candidate, interest: str) -> int:
        if {interest, *self._wider(interest)} & set(item.interests):
            return ITSELF
        if not self._kinds.get(interest, frozenset()) & set(item.activities):
            return 0
        return NEAR if "near" in item.suits_because else ITSELF

    def _wider(self, name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        for parent in self._above.get(name, ()):
            if parent not in seen:
                seen = self._wider(parent, seen | {parent})
        return seen
