"""Corrects what a kind is worth by need_rules.yml to what this one thing of the kind is worth. No I/O."""

from collections.abc import Collection, Mapping

from knowledge.asked import Asked
from knowledge.candidate import Candidate
from knowledge.limits import PEERS
from knowledge.scoring import relief

Weights = Mapping[str, Mapping[str, float]]
HARD_TO_GET_OUT = frozenset({"distance", "disability_access"})  # a kind gains by these for coming home to people
AGES, FROM_AGE = ("older", "very_old"), 60  # what is for those of this age loses nothing by their age
OF_ONE_SITUATION = frozenset({"lgbtqi", "npf", "addiction", "mental_illness"})  # only who shares it is a peer


def correction(weights: Weights, item: Candidate, asked: Asked) -> float:
    """Gives back what its kind loses by those it is for, takes away what only others of its kind give."""
    return _given_back(weights, item, asked) - _gained(weights, item.kind, _not_of_this(item, asked))


def _given_back(weights: Weights, item: Candidate, asked: Asked) -> float:
    if not item.is_entry:
        return 0.0
    answered = set(item.barriers) | (set(AGES) if (item.age_min or 0) >= FROM_AGE else set())
    return relief(weights, item.kind, asked.told & answered) if answered else 0.0


def _not_of_this(item: Candidate, asked: Asked) -> frozenset[str]:
    """What was told that this one does not answer, though its kind does."""
    told = asked.told & HARD_TO_GET_OUT if item.needs_travel else frozenset()
    if item.kind not in PEERS:
        return told
    its_own = {part for each in item.only_for for part in each.split("+")}.union(item.life_events, item.barriers)
    return told | (asked.told & OF_ONE_SITUATION) - its_own


def _gained(weights: Weights, kind: str, names: Collection[str]) -> float:
    return sum(max(weights.get(name, {}).get(kind, 0.0), 0.0) for name in names) if names else 0.0
