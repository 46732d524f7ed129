"""When two things count as different kinds: by kind of service, and within it by what need_rules.yml names. No I/O."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.candidate import Candidate
from knowledge.entries.told import sentences
from knowledge.fact_types import ServiceKind

INTEREST, SITUATION, WAY = "interest", "situation", "way"  # as `apart` of a kind names them
EVERYWHERE_TOO = ("fika", "samtal", "sorggrupp")  # what people do in places of every sort, or what the kind says
EVERYONE = frozenset({"parenthood", "bereavement"})  # whom all groups of that kind are for


class Variety:
    """Kinds of service, told apart as finely as a person would tell them apart."""

    def __init__(self, kinds: Iterable[ServiceKind]) -> None:
        known = tuple(kinds)
        self._apart: Mapping[str, tuple[str, ...]] = {kind.name: kind.apart for kind in known}
        self._labels = {kind.name: kind.label for kind in known}

    def differ(self, item: Candidate, other: Candidate) -> bool:
        """Is it another kind of thing? Where it is not told what sets one of them apart, it is not."""
        if item.kind != other.kind:
            return True
        if WAY in self._apart.get(item.kind, ()) and item.needs_travel != other.needs_travel:
            return True
        mine, theirs = self._set_apart_by(item), self._set_apart_by(other)
        return bool(mine and theirs and mine != theirs)

    def label(self, item: Candidate, beside: Iterable[Candidate] = ()) -> str:
        """The kind in Swedish, and what sets it apart where another of the same kind stands beside it."""
        label = self._labels.get(item.kind, item.kind)
        alike = [other for other in beside if other.kind == item.kind and other.id != item.id]
        if not alike:
            return label
        if any(self._set_apart_by(other) == self._set_apart_by(item) for other in alike):
            return f"{label}, {'på plats' if item.needs_travel else 'hemifrån'}"
        return f"{label} {self._set_apart_by(item)}".rstrip()

    def _set_apart_by(self, item: Candidate) -> str:
        """In Swedish, what it has that others of its kind do not have; empty when nothing is known."""
        by = self._apart.get(item.kind, ())
        if SITUATION in by and (said := next(_situations(item), "")):
            return said
        names = (name for name in item.interests if INTEREST in by and name not in EVERYWHERE_TOO)
        return next((f"({name})" for name in names), "")


def _situations(item: Candidate) -> Iterator[str]:
    ones = sentences()["because"]["ones"]
    only = (part for each in item.only_for for part in each.split("+"))
    for name in (*only, *item.life_events):
        if name in ones and name not in EVERYONE:
            yield f"för den som {ones[name]}"
