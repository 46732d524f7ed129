"""The SQL that finds what may suit a need: ring after ring, by municipality, by words, and what is open to all.

Each query keeps the best few of every kind by the same score as knowledge/scoring.py, so that no cut loses a winner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from math import cos, radians
from operator import or_
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import TextClause

from knowledge import scoring
from knowledge.asked import Asked
from knowledge.assurance import ACTIVITY_DAYS
from knowledge.distance import KM_PER_DEGREE, WIDEST_KM, Origin
from knowledge.limits import COUNTY_DIGITS
from knowledge.need import expand
from knowledge.search_row import (
    COUNTRY,
    EVERYWHERE,
    ONLY_FOR_SOME,
    access_bit,
    area_mark,
    barrier_bit,
    event_bit,
    interest_mark,
    language_bit,
    large_square_mark,
    one_of_several_mark,
    squares,
    type_bit,
)

ENOUGH = 6  # so many of a kind are kept, and so many are enough not to look further away for that kind
ENOUGH_WITHOUT_POSITION = 3
NEAR_KM, ENOUGH_BY_WORDS = 10.0, 12  # so many that are near, of all kinds, and nothing further away is looked for
MOST_MARKS = 12  # words in one OR query: long ones are slow
MOST_LEFT_OUT = 200
TYPES = ("social", "emotional", "existential")
Values = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What the database is asked for. `kinds` are those with a positive weight, `akin` names of interests."""

    asked: Asked
    kinds: tuple[str, ...]
    origin: Origin | None
    akin: tuple[str, ...]


@dataclass
class Part:
    """A piece of SQL and its values."""

    sql: list[str] = field(default_factory=list)
    values: Values = field(default_factory=dict)

    def add(self, sql: str, **values: Any) -> None:
        self.sql.append(sql)
        self.values.update(values)


def find_documents(connection: Connection, wanted: Wanted) -> list[str]:
    """Documents of everything that could be among the best, each place of an activity by itself."""
    found = _by_words(connection, wanted)
    for kind_found in _in_rings(connection, wanted).values():
        found += kind_found
    found += [document for _, document in _best(connection, wanted, _in_area(wanted), wanted.kinds)]
    if codes := _codes(wanted):
        several = matching(connection.dialect.name, [[one_of_several_mark(code) for code in codes]])
        found += [document for _, document in _best(connection, wanted, several, None)]
    return list(dict.fromkeys(found))


def _in_rings(connection: Connection, wanted: Wanted) -> dict[str, list[str]]:
    """Documents by kind: ring after ring, each time only for the kinds of which too few were found."""
    found: dict[str, list[str]] = {}
    kinds = wanted.kinds
    for km in wanted.origin.rings if wanted.origin else ():
        found.update({kind: [] for kind in kinds})
        for kind, document in _best(connection, wanted, _within(wanted.origin, km), kinds):
            found[kind].append(document)
        kinds = tuple(kind for kind in kinds if len(found[kind]) < ENOUGH)
        if not kinds:
            break
    return found


def _in_area(wanted: Wanted) -> Part:
    """What has no position: of the municipality, of the county, and what is open to all."""
    area = Part()
    area.add("area IN :areas", areas=[COUNTRY, *_codes(wanted)])
    return area


def _by_words(connection: Connection, wanted: Wanted) -> list[str]:
    """What is about the things that the person likes, of any kind: near first, and further away when that is little."""
    marks = [interest_mark(name) for name in wanted.akin[:MOST_MARKS]]
    found: list[str] = []
    for places in filter(None, (_near_marks(wanted), _far_marks(wanted)) if marks else ()):
        hit = matching(connection.dialect.name, [marks, places])
        found = [document for _, document in _best(connection, wanted, hit, None)]
        if len(found) >= ENOUGH_BY_WORDS:
            break
    return found


def _codes(wanted: Wanted) -> list[str]:
    code = wanted.asked.need.municipality
    return [code, code[:COUNTY_DIGITS]] if code else []


def _best(connection: Connection, wanted: Wanted, where: Part, kinds: tuple[str, ...] | None) -> list[tuple[str, str]]:
    """(kind, document) of the best few of each kind; None is any kind."""
    if kinds is not None and not kinds:
        return []
    limits, score = _limits(wanted.asked, by_words="words" in where.values), _score(wanted, "areas" not in where.values)
    values = {
        **where.values,
        **limits.values,
        **score.values,
        "enough": ENOUGH_WITHOUT_POSITION if "areas" in where.values else ENOUGH,
    }
    if kinds:
        where.add("kind IN :kinds")
        values["kinds"] = list(kinds)
    sql = (
        "SELECT kind, document FROM service_search WHERE number IN (SELECT number FROM ("  # noqa: S608 (own words only)
        f"SELECT number, row_number() OVER (PARTITION BY kind ORDER BY {_sum(score)} DESC, service_id) AS place"
        f" FROM service_search WHERE {_all(where)} AND {_all(limits)}) AS ordered"
        " WHERE place <= :enough)"
    )
    return [(kind, document) for kind, document in connection.execute(_prepared(sql), values)]


def matching(dialect: str, groups: list[list[str]]) -> Part:
    """Rows that hold a word of each group. Words are those of search_text: letters and digits only."""
    hit = Part()
    if dialect == "sqlite":
        query = " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups)
        hit.add("number IN (SELECT rowid FROM service_text WHERE service_text MATCH :words)", words=query)
    else:
        query = " & ".join("(" + " | ".join(f"'{word}'" for word in group) + ")" for group in groups)
        hit.add("to_tsvector('simple', search_text) @@ to_tsquery('simple', :words)", words=query)
    return hit


def _near_marks(wanted: Wanted) -> list[str]:
    """Of the municipality, or in the squares of the map around."""
    around = squares(*wanted.origin.box(min(NEAR_KM, wanted.origin.rings[0]))) if wanted.origin else []
    return [*(area_mark(code) for code in _codes(wanted)), *around]


def _far_marks(wanted: Wanted) -> list[str]:
    if wanted.origin is None:
        return [EVERYWHERE]
    south, north, west, east = wanted.origin.box(WIDEST_KM)
    around = sorted({large_square_mark(lat, lon) for lat in (south, north) for lon in (west, east)})
    return [EVERYWHERE, *(area_mark(code) for code in _codes(wanted)), *around]


def _within(origin: Origin | None, km: float) -> Part:
    assert origin is not None  # noqa: S101 (rings are looked through only around somewhere)
    south, north, west, east = origin.box(km)
    ring = Part()
    ring.add("latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east",
             south=south, north=north, west=west, east=east)  # fmt: skip
    return ring


def _told(asked: Asked) -> int:
    """Bits of all that may make somebody one of those whom something is for."""
    return _bits([*map(event_bit, asked.meant_for), *map(barrier_bit, asked.names)])


def _bits(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def _limits(asked: Asked, *, by_words: bool) -> Part:
    """The hard limits that columns can tell; the others are in knowledge/limits.py."""
    limits = Part()
    limits.add("is_active AND is_entry AND checked >= :oldest AND (until IS NULL OR until >= :today)",
               oldest=asked.oldest_check, today=asked.today)  # fmt: skip
    low, high = asked.ages or (18, 18)
    if asked.is_young:
        limits.add("age_min < 18")
    elif asked.ages is not None:
        high = low
    limits.add("age_min <= :age_high AND age_max >= :age_low", age_low=low, age_high=high)
    if asked.ages is None and "studies" not in asked.need.life_events:
        limits.add("age_max = 150")
    if asked.no_money:
        limits.add("is_free")
    for index, name in enumerate(sorted(asked.need.access)):
        limits.add(f"answers & :access_{index} <> 0", **{f"access_{index}": access_bit(name)})
    if not by_words:  # who likes what it is about may be for whom it is
        limits.add("(answers & :some = 0 OR answers & :told <> 0)", some=ONLY_FOR_SOME, told=_told(asked))
    gone = sorted(asked.rejected | asked.need.shown)[:MOST_LEFT_OUT]
    if gone:
        limits.add("service_id NOT IN :gone", gone=gone)
    return limits


def _score(wanted: Wanted, has_position: bool) -> Part:
    """The same as knowledge/scoring.py, but for what only the whole document tells."""
    asked, score = wanted.asked, Part()
    score.add("threshold + comfort" if asked.told & scoring.AFRAID else "threshold")
    if "anxiety" in asked.told:
        score.add(f"CASE WHEN is_gentle THEN 0 ELSE {scoring.NOT_GENTLE} END")
    for index, name in enumerate(expand(tuple(sorted(asked.need.barriers)))):
        score.add(f"CASE WHEN answers & :hindered_{index} <> 0 THEN {scoring.BARRIER} ELSE 0 END",
                  **{f"hindered_{index}": barrier_bit(name)})  # fmt: skip
    happened = sum({event_bit(name) for name in asked.names})
    score.add(f"CASE WHEN answers & :happened <> 0 THEN {scoring.LIFE_EVENT} ELSE 0 END", happened=happened)
    if types := asked.need.types:
        score.add(f"CASE WHEN answers & :strongest <> 0 THEN {scoring.THIS_LONELINESS} WHEN answers & :any_type = 0 OR"
                  f" answers & :types <> 0 THEN 0 ELSE {scoring.OTHER_LONELINESS} END", strongest=type_bit(types[0]),
                  types=_bits(map(type_bit, types)), any_type=_bits(map(type_bit, TYPES)))  # fmt: skip
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
    east = f"(longitude - :lon) * {KM_PER_DEGREE * cos(radians(origin.lat)):.4f}"
    squared = f"({north}) * ({north}) + ({east}) * ({east})"
    score.add(
        f"CASE WHEN latitude IS NULL THEN 0 ELSE {scoring.NEXT_DOOR} / (1.0 + ({squared}) / {origin.half_km**2}) END",
        lat=origin.lat, lon=origin.lon,
    )  # fmt: skip
    if hard_to_get_about:
        score.add(f"CASE WHEN {squared} > {scoring.TOO_FAR_KM**2} THEN {scoring.TOO_FAR} ELSE 0 END")


def _sum(part: Part) -> str:
    return "(" + " + ".join(part.sql) + ")"


def _all(part: Part) -> str:
    return " AND ".join(part.sql)


@lru_cache(maxsize=256)
def _prepared(sql: str) -> TextClause:
    statement = text(sql)
    several = [bindparam(name, expanding=True) for name in ("kinds", "gone", "areas") if f":{name}" in sql]
    return statement.bindparams(*several) if several else statement
