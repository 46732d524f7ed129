"""Measures the directory: what the labelled persons are offered, held against what a wise helper would offer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from knowledge.fact_types import Facts
from knowledge.offer import Offer
from knowledge.places import Places
from knowledge.search import Directory
from lotsen.evaluation.directory_ceiling import SLOTS, discounted, reachable
from lotsen.evaluation.directory_set import Person, build, persons, told
from lotsen.evaluation.figures import Figure, estimate
from lotsen.evaluation.report import DIRECTORY, Miss, Report, Table

HALVES = ("ställ", "pröva")  # tuned on the first, reported on both
POOR = 0.6  # nDCG under which a person is listed among the misses


@dataclass(frozen=True)
class Served:
    """What one person was offered.

    `ideal` are the best grades that were given beside the same voice, `reachable` the best of them that the rules for
    three suggestions allow: of different kinds, and one without travel.
    """

    person: Person
    offered: tuple[str, ...]
    grades: tuple[int, ...]
    ideal: tuple[int, ...]
    broken: tuple[str, ...]
    reachable: tuple[int, ...] = ()

    @property
    def ndcg(self) -> float:
        """Gain 2^grade - 1, discounted by place; all three slots count."""
        return discounted(self.grades) / discounted(self.ideal)

    @property
    def ceiling(self) -> float:
        """The nDCG of the best that the rules allow."""
        return discounted(self.reachable) / discounted(self.ideal)


def measure_directory(facts: Facts, places: Places, report: Report) -> None:
    """nDCG@3 and broken hard limits, over all persons and over each half of them."""
    with TemporaryDirectory(prefix="lotsen-evaluation-") as folder:
        engine = build(f"sqlite:///{Path(folder) / 'directory.db'}", facts, places)
        directory = Directory(engine, facts, places)
        served = [serve(person, directory, places) for person in persons()]
        engine.dispose()
    _add(served, report)


def serve(person: Person, directory: Directory, places: Places) -> Served:
    """Asks for one person. The voice is offered besides, so it is neither counted nor missed among the three."""
    offer = directory.suggest(person.need(places), person.moment)
    voice = offer.line.id if offer.line else ""
    offered = tuple(told(item.id) for item in offer.suggestions)[:SLOTS]
    grades = tuple(person.grades.get(name, 0) for name in offered)
    best = sorted((grade for name, grade in person.grades.items() if name != voice), reverse=True)
    broken, most = _broken(person, offered, offer), reachable(person, directory, voice)
    return Served(person, offered, grades, tuple(best[:SLOTS]), broken, most)


def half_of(person: Person) -> str:
    """By the id alone, so that a person stays where he or she is when others come."""
    return HALVES[sum(map(ord, person.id)) % 2]


def _broken(person: Person, offered: Iterable[str], offer: Offer) -> tuple[str, ...]:
    never = set(person.never) | {name for name in person.rejected if not name.startswith("kind:")}
    return tuple(name for name in offered if name in never)


def _add(served: list[Served], report: Report) -> None:
    halves = {name: [each for each in served if half_of(each.person) == name] for name in HALVES}
    report.add("directory_ndcg", _mean([each.ndcg for each in served]))
    report.add("directory_ndcg_reachable", _mean([each.ceiling for each in served]))
    report.add("directory_violations", Figure(float(sum(len(each.broken) for each in served)), count=len(served)))
    report.add("directory_ndcg_tuned", _mean([each.ndcg for each in halves[HALVES[0]]]))
    report.add("directory_ndcg_held_out", _mean([each.ndcg for each in halves[HALVES[1]]]))
    rows = [(name, *_row(group)) for name, group in (("alla", served), *halves.items())]
    note = ("Tre förslag till varje person, vägda som nDCG med vinsten 2^betyg - 1. Rösten därtill räknas inte. "
            "Reglerna har ställts in på den ena halvan. Högst möjligt: det bästa som går att nå när de tre måste vara "
            "av olika slag och ett ska gå att göra utan att resa; betygen bryr sig inte om det.")  # fmt: skip
    columns = ("Personer", "Antal", "nDCG@3", "Högst möjligt", "Brutna gränser", "Medel av betygen")
    report.tables.append(Table(DIRECTORY, "Förslagen mot de bedömda personerna", columns, tuple(rows), note))
    report.misses += [miss for each in served for miss in _misses(each)]


def _row(group: list[Served]) -> tuple[int, Figure, Figure, int, Figure]:
    grades = [grade for each in group for grade in each.grades]
    broken, most = sum(len(each.broken) for each in group), _mean([each.ceiling for each in group])
    return len(group), _mean([each.ndcg for each in group]), most, broken, _mean(grades)


def _mean(values: Sequence[float]) -> Figure:
    if not values:
        return Figure(float("nan"), count=0)
    column = np.array(values, dtype=np.float64)[:, None]
    return estimate(column, lambda sums: sums[:, 0] / len(values))[0]


def _misses(each: Served) -> Iterable[Miss]:
    offered = ", ".join(f"{name} ({grade})" for name, grade in zip(each.offered, each.grades, strict=True))
    if each.broken:
        yield Miss(DIRECTORY, "bröt en hård gräns", f"{each.person.id}: {', '.join(each.broken)}", each.person.story)
    if each.ndcg < POOR:
        best = ", ".join(name for name, grade in each.person.grades.items() if grade == max(each.ideal, default=0))
        yield Miss(
            DIRECTORY, f"nDCG under {POOR:.1f}".replace(".", ","), f"{each.person.id}: {offered}", f"bäst: {best}"
        )
