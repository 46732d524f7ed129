"""The SQL that finds what may suit a need: ring after ring, by municipality, by words, and what is open to all.

Each query keeps the best few of every kind by the score of knowledge/near_score.py, so that no cut loses a winner.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from knowledge.asked import Asked
from knowledge.distance import WIDEST_KM, Origin
from knowledge.limits import COUNTY_DIGITS
from knowledge.near_score import Part, Wanted, score_of, together
from knowledge.search_row import (
    COUNTRY,
    EVERYWHERE,
    ONLY_FOR_SOME,
    access_bit,
    area_mark,
    barrier_bit,
    both_marks,
    event_bit,
    interest_mark,
    large_square_mark,
    one_of_several_mark,
    squares,
)
from knowledge.statements import rows_of

ENOUGH = 6  # so many of a kind are kept, and so many are enough not to look further away for that kind
ENOUGH_OF_OTHERS = 3  # the same for kinds that answer the need much less well than others
ENOUGH_WITHOUT_POSITION = 3
NEAR_KM, ENOUGH_BY_WORDS = 10.0, 6  # so many that are near, of all kinds, and nothing further away is looked for
MOST_MARKS = 12  # words in one OR query: long ones are slow
MOST_LEFT_OUT = 200
Phrase = list[list[str]]  # for each word of a phrase the forms that will do


def find_documents(connection: Connection, wanted: Wanted) -> list[str]:
    """Documents of everything that could be among the best, each place of an activity by itself."""
    found = _by_words(connection, wanted)
    for kind_found in _in_rings(connection, wanted).values():
        found += kind_found
    found += [document for _, document in _best(connection, wanted, _in_area([COUNTRY]), wanted.foremost)]
    if codes := _codes(wanted):
        found += [document for _, document in _best(connection, wanted, _in_area(codes), wanted.kinds)]
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
        kinds = tuple(kind for kind in kinds if len(found[kind]) < _enough(wanted, kind))
        if not kinds:
            break
    return found


def _enough(wanted: Wanted, kind: str) -> int:
    return ENOUGH if kind in wanted.strong else ENOUGH_OF_OTHERS


def _in_area(codes: list[str]) -> Part:
    """What has no position: of the municipality and the county, or what is open to all."""
    area = Part()
    area.add("area IN :areas", areas=codes)
    return area


def find_named(connection: Connection, wanted: Wanted, phrase: Phrase) -> list[str]:
    """Documents of what holds every word of a phrase, in its name, its texts or its owner's name."""
    return _holding(connection, wanted, ([*phrase, places] for places in _near_and_far(wanted))) if phrase else []


def _by_words(connection: Connection, wanted: Wanted) -> list[str]:
    """What is about the things that the person likes, of any kind."""
    marks = [interest_mark(name) for name in wanted.akin[:MOST_MARKS]]
    here = ([[both_marks(mark, place) for mark in marks for place in places]] for places in _near_and_far(wanted))
    return _holding(connection, wanted, here) if marks else []


def _near_and_far(wanted: Wanted) -> list[list[str]]:
    """Marks of what is near, and of what is further away too."""
    return [places for places in (_near_marks(wanted), _far_marks(wanted)) if places]


def _holding(connection: Connection, wanted: Wanted, queries: Iterable[Phrase]) -> list[str]:
    """What holds a word of each group of the first query, and of the next one when that is little."""
    found: list[str] = []
    for words in queries:
        hit = matching(connection.dialect.name, words)
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
    limits, score = (
        _limits(wanted.asked, by_words="words" in where.values),
        score_of(wanted, "areas" not in where.values),
    )
    values = {
        **where.values,
        **limits.values,
        **score.values,
        "enough": ENOUGH_WITHOUT_POSITION if "areas" in where.values else ENOUGH,
        "few": ENOUGH_OF_OTHERS,
        "strong": list(wanted.strong) or [""],  # PostgreSQL takes an empty list for one of numbers; no kind is ""
    }
    if kinds:
        where.add("kind IN :kinds")
        values["kinds"] = list(kinds)
    sql = (
        "SELECT kind, document FROM service_search WHERE number IN (SELECT number FROM ("  # noqa: S608 (own words only)
        f"SELECT number, kind, row_number() OVER (PARTITION BY kind ORDER BY {_sum(score)} DESC, service_id) AS place"
        f" FROM service_search WHERE {_all(where)} AND {_all(limits)}) AS ordered"
        " WHERE place <= CASE WHEN kind IN :strong THEN :enough ELSE :few END)"
    )
    return [(kind, document) for kind, document in rows_of(connection, sql, values)]


def matching(dialect: str, groups: list[list[str]]) -> Part:
    """Rows that hold a word of each group, or one that begins so where it ends with *.

    Words are those of search_text: letters and digits only.
    """
    hit = Part()
    if dialect == "sqlite":
        query = " AND ".join(_any_of(group, '"', "*", " OR ") for group in groups)
        hit.add("number IN (SELECT rowid FROM service_text WHERE service_text MATCH :words)", words=query)
    else:
        query = " & ".join(_any_of(group, "'", ":*", " | ") for group in groups)
        hit.add("to_tsvector('simple', search_text) @@ to_tsquery('simple', :words)", words=query)
    return hit


def _any_of(group: list[str], quote: str, more: str, between: str) -> str:
    """`more` tells the database that the word may go on."""
    written = (f"{quote}{word.rstrip('*')}{quote}{more if word.endswith('*') else ''}" for word in group)
    return f"({between.join(written)})"


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
    return together([*map(event_bit, asked.meant_for), *map(barrier_bit, asked.names)])


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


def _sum(part: Part) -> str:
    return "(" + " + ".join(part.sql) + ")"


def _all(part: Part) -> str:
    return " AND ".join(part.sql)
