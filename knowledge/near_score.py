"""The score of knowledge/scoring.py said in SQL, and the pieces that a query is put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import cos, radians
from operator import or_
from typing import Any

from knowledge import scoring
from knowledge.asked import Asked
from knowledge.assurance import ACTIVITY_DAYS
from knowledge.distance import KM_PER_DEGREE, Origin
from knowledge.kind_worth import AGES, FROM_AGE
from knowledge.need import expand
from knowledge.search_row import barrier_bit, event_bit, language_bit, type_bit

TYPES = ("social", "emotional", "existential")
Values = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What the database is asked for. `akin` are names of interests.

    `kinds` are those with a positive weight, `strong` those of them that answer the need nearly as well as the best.
    `foremost` are the few for which all that is open to the whole country is looked through.
    `reliefs`: by barrier or age, the most that a kind gains where the activity is for just those.
    """

    asked: Asked
    kinds: tuple[str, ...]
    origin: Origin | None
    akin: tuple[str, ...]
    strong: tuple[str, ...] = ()
    foremost: tuple[str, ...] = ()
    reliefs: Mapping[str, float] = field(default_factory=dict)


@dataclass
class Part:
    """A piece of SQL and its values."""

    sql: list[str] = field(default_factory=list)
    values: Values = field(default_factory=dict)

    def add(self, sql: str, **values: Any) -> None:
        self.sql.append(sql)
        self.values.update(values)


def together(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def score_of(wanted: Wanted, has_position: bool) -> Part:
    """The same as knowledge/scoring.py, but for what only the whole document tells."""
    asked, score = wanted.asked, Part()
    score.add("threshold + comfort" if asked.told & scoring.AFRAID else "threshold")
    if "anxiety" in asked.told:
        score.add(f"CASE WHEN is_gentle THEN 0 ELSE {scoring.NOT_GENTLE} END")
    for index, name in enumerate(expand(tuple(sorted(asked.need.barriers)))):
        gain = scoring.BARRIER + wanted.reliefs.get(name, 0.0)
        score.add(f"CASE WHEN answers & :hindered_{index} <> 0 THEN :gain_{index} ELSE 0 END",
                  **{f"hindered_{index}": barrier_bit(name), f"gain_{index}": gain})  # fmt: skip
    for name in AGES:
        if name in wanted.reliefs:
            score.add(f"CASE WHEN age_min >= {FROM_AGE} THEN :{name} ELSE 0 END", **{name: wanted.reliefs[name]})
    if asked.diagnoses:
        score.add(f"CASE WHEN answers & :diagnoses <> 0 THEN {scoring.OWN_DIAGNOSIS} ELSE 0 END",
                  diagnoses=together(map(event_bit, asked.diagnoses)))  # fmt: skip
    happened = sum({event_bit(name) for name in asked.names})
    score.add(f"CASE WHEN answers & :happened <> 0 THEN {scoring.LIFE_EVENT} ELSE 0 END", happened=happened)
    if types := asked.need.types:
        score.add(f"CASE WHEN answers & :strongest <> 0 THEN {scoring.THIS_LONELINESS} WHEN answers & :any_type = 0 OR"
                  f" answers & :types <> 0 THEN 0 ELSE {scoring.OTHER_LONELINESS} END", strongest=type_bit(types[0]),
                  types=together(map(type_bit, types)), any_type=together(map(type_bit, TYPES)))  # fmt: skip
    if asked.need.language:
        score.add(f"CASE WHEN answers & :language <> 0 THEN {scoring.OWN_LANGUAGE} ELSE 0 END",
                  language=language_bit(asked.need.language))  # fmt: skip
    score.add(f"CASE WHEN checked < :due THEN {scoring.OVERDUE} ELSE 0 END", due=asked.due_since(ACTIVITY_DAYS))
    if asked.is_young:
        score.add(f"CASE WHEN age_min = 0 AND age_max = 150 THEN {scoring.FOR_ADULTS} ELSE 0 END")
    if wanted.origin and has_position:
        _add_nearness(score, wanted.origin, asked.stays_near)
    return score


def _add_nearness(score: Part, origin: Origin, hard_to_get_about: bool) -> None:
    north = f"(latitude - :lat) * {KM_PER_DEGREE}"
    east = "(longitude - :lon) * :km_per_degree_east"
    squared = f"({north}) * ({north}) + ({east}) * ({east})"
    score.add(
        f"CASE WHEN latitude IS NULL THEN 0 ELSE {scoring.NEXT_DOOR} / (1.0 + ({squared}) / {origin.half_km**2}) END",
        lat=origin.lat, lon=origin.lon, km_per_degree_east=round(KM_PER_DEGREE * cos(radians(origin.lat)), 4),
    )  # fmt: skip
    if hard_to_get_about:
        score.add(f"CASE WHEN {squared} > {scoring.TOO_FAR_KM**2} THEN {scoring.TOO_FAR} ELSE 0 END")
