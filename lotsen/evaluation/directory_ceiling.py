"""The best that any order could reach where the rules ask for three of different kinds, one of them without travel."""

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

from knowledge.candidate import Candidate
from knowledge.search import Directory
from knowledge.variety import Variety
from lotsen.evaluation.directory_set import Person, stored

SLOTS = 3
Graded = tuple[int, Candidate]


def discounted(grades: Sequence[int]) -> float:
    """Sum of the gains (2^grade - 1), each divided by the logarithm of its place."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades)) or 1e-9


def reachable(person: Person, directory: Directory, voice: str) -> tuple[int, ...]:
    """The best grades under the rules; `voice` is the line that is offered besides."""
    grades = {stored(name): grade for name, grade in person.grades.items() if name != voice}
    known = directory.known(list(grades))
    return best_of_different_kinds([(grades[name], item) for name, item in known.items()], directory.ranking.variety)


def best_of_different_kinds(graded: Sequence[Graded], variety: Variety) -> tuple[int, ...]:
    """Of all that was graded: what is left empty is filled with something that earns nothing."""
    allowed = (
        tuple(sorted((grade for grade, _ in chosen), reverse=True))
        for count in range(1, SLOTS + 1)
        for chosen in combinations(graded, count)
        if _is_allowed([item for _, item in chosen], variety)
    )
    return max(allowed, key=discounted, default=())


def _is_allowed(chosen: Sequence[Candidate], variety: Variety) -> bool:
    if len(chosen) == SLOTS and all(item.needs_travel for item in chosen):
        return False
    return all(variety.differ(item, other) for item, other in _pairs(chosen))


def _pairs(chosen: Sequence[Candidate]) -> Iterable[tuple[Candidate, Candidate]]:
    return combinations(chosen, 2)
