"""The person's own municipality goes before the same elsewhere, and before what is told of in general. No I/O."""

from dataclasses import replace

from knowledge.asked import Asked
from knowledge.candidate import Candidate
from knowledge.limits import covers
from knowledge.ranked import Ranked
from knowledge.scoring import AT_HOME

LOCAL = ("near", "listed")
MUCH_BETTER, A_LITTLE = 4.0, 0.01
TO_HOMES_KM = 20.0  # who comes home to people that far away does not say the same for this very place


def own_first(scored: list[Ranked], asked: Asked) -> list[Ranked]:
    """Leaves out what lies elsewhere and is of a kind that the own municipality has, unless it is liked better."""
    own: dict[str, int] = {}
    for item in scored:
        if item.candidate.is_entry and item.score > 0 and covers(item.candidate, asked.need.municipality):
            own[item.candidate.kind] = max(own.get(item.candidate.kind, 0), _level(item))
    return [
        item for item in scored if not _is_elsewhere(item, asked) or own.get(item.candidate.kind, -1) < _level(item)
    ]


def _level(item: Ranked) -> int:
    return item.match.level if item.match else 0


def _is_elsewhere(item: Ranked, asked: Asked) -> bool:
    one = item.candidate
    if not one.is_entry or one.reach not in LOCAL or not one.municipalities:
        return False
    return not covers(one, asked.need.municipality)


def local_first(scored: list[Ranked], asked: Asked) -> list[Ranked]:
    """A programme comes after the local activity of its kind that says the same for this very place."""
    best: dict[str, float] = {}
    for item in scored:
        if item.candidate.is_entry and _says_the_same(item.candidate, asked) and not _comes_from_far(item):
            best[item.candidate.kind] = max(item.score, best.get(item.candidate.kind, item.score))
    return [_after_local(item, best.get(item.candidate.kind)) for item in scored]


def _comes_from_far(item: Ranked) -> bool:
    return item.candidate.kind in AT_HOME and item.distance_km is not None and item.distance_km > TO_HOMES_KM


def _says_the_same(item: Candidate, asked: Asked) -> bool:
    """In the person's own municipality, and for the loneliness that was told first."""
    if item.reach not in LOCAL or (item.municipalities and not covers(item, asked.need.municipality)):
        return False
    return not asked.need.types or not item.loneliness or asked.need.types[0] in item.loneliness


def _after_local(item: Ranked, local: float | None) -> Ranked:
    """Unless what is local is far behind: it then fits less, or lies far away."""
    if local is None or item.candidate.is_entry or not local - A_LITTLE < item.score < local + MUCH_BETTER:
        return item
    return replace(item, score=local - A_LITTLE)
