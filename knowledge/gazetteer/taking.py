"""Takes what is of use out of GeoNames' dumps, and tells in which municipality each place lies."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from knowledge.distance import kilometres
from knowledge.feeds.reading import Problem
from knowledge.feeds.spots import FAR_KM, FAR_KM_UP, FAR_UP, is_far_from, nearest_town
from knowledge.gazetteer.geonames import Line
from knowledge.gazetteer.rows import (
    BadLine,
    GazetteerRow,
    NotTaken,
    ReadLine,
    other_names,
    read_place,
    read_postcode,
)
from knowledge.place_table import Municipality

SAME_KM, SAME_TOWN_KM = 6.0, 12.0  # a name twice in a municipality within this is one place
NEIGHBOUR_KM = 15.0
SQUARE = 0.15  # degrees north; twice that east
MOST_NAMED = 200  # problems kept for the report; all are counted
OTHER_NAMES = 3  # column of the country's dump
MUNICIPALITY_NAME = 5  # column of the postal dump


@dataclass
class Taking:
    """What was taken of a file, what was left out and why, and what is broken.

    `guessed` counts those whose municipality was told from the nearest place, since the file does not say.
    """

    rows: list[GazetteerRow] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    lines: int = 0
    broken: int = 0
    guessed: int = 0

    def count(self, kind: str) -> int:
        return sum(row.kind == kind for row in self.rows)

    def breaks(self, where: str, column: str, what: str) -> None:
        self.broken += 1
        if len(self.problems) < MOST_NAMED:
            self.problems.append(Problem(where, column, what, dropped=True))


def take_places(lines: Iterable[Line], municipalities: Mapping[str, Municipality]) -> Taking:
    """The places of a country's dump and their other names; without a municipality, by the nearest neighbour."""
    taking = Taking()
    read = [(row, line.fields[OTHER_NAMES]) for row, line in _read(lines, taking, read_place)]
    known = [row for row, _ in read if row.code in municipalities]
    squares = _squares(known)
    placed: list[GazetteerRow] = []
    others: list[GazetteerRow] = []
    for row, names in read:
        found = row if row.code in municipalities else _by_neighbour(row, squares, taking)
        if found is not None and _is_possible(found, taking, municipalities):
            placed.append(found)
            others += other_names(found, names)
    taking.rows = _merged(placed, taking)
    taking.rows += _besides(others, taking.rows)
    return taking


def take_postcodes(lines: Iterable[Line], municipalities: Mapping[str, Municipality]) -> Taking:
    """The postcodes of a postal dump, one row for each municipality that a postcode lies in."""
    taking = Taking()
    by_name = {item.name.lower(): item.code for item in municipalities.values()}
    found: dict[str, GazetteerRow] = {}
    for row, line in _read(lines, taking, read_postcode):
        code = row.code if row.code in municipalities else by_name.get(line.fields[MUNICIPALITY_NAME].lower(), "")
        placed = replace(row, code=code) if code else _by_town(row, taking)
        if placed is None or not _is_possible(placed, taking, municipalities):
            continue
        placed = replace(placed, id=f"postcode:{placed.name[:5]}:{placed.code}")
        if placed.id in found:
            taking.left_out["samma postnummer en gång till"] += 1
        found.setdefault(placed.id, placed)
    taking.rows = list(found.values())
    return taking


def _read(lines: Iterable[Line], taking: Taking, read: ReadLine) -> Iterator[tuple[GazetteerRow, Line]]:
    """The rows of the lines that can be read; the others are counted, and the broken ones named."""
    for line in lines:
        taking.lines += 1
        if line.problem:
            taking.breaks(line.where, "raden", line.problem)
            continue
        try:
            yield read(line), line
        except NotTaken as reason:
            taking.left_out[str(reason)] += 1
        except BadLine as problem:
            taking.breaks(line.where, problem.column, problem.what)


def _squares(rows: Iterable[GazetteerRow]) -> dict[tuple[int, int], list[GazetteerRow]]:
    squares: dict[tuple[int, int], list[GazetteerRow]] = defaultdict(list)
    for row in rows:
        squares[_square(row)].append(row)
    return squares


def _square(row: GazetteerRow) -> tuple[int, int]:
    return math.floor((row.lat or 0) / SQUARE), math.floor((row.lon or 0) / SQUARE / 2)


def _by_neighbour(row: GazetteerRow, squares: Mapping[tuple[int, int], list[GazetteerRow]], taking: Taking,
                  ) -> GazetteerRow | None:  # fmt: skip
    """In the municipality of the nearest place (right for 96 of 100 when tried), or of the nearest town."""
    north, east = _square(row)
    near = [other for up in (-1, 0, 1) for right in (-1, 0, 1) for other in squares.get((north + up, east + right), ())]
    if near:
        nearest = min(near, key=lambda other: _apart(row, other))
        if _apart(row, nearest) <= NEIGHBOUR_KM:
            taking.guessed += 1
            return replace(row, code=nearest.code)
    return _by_town(row, taking)


def _by_town(row: GazetteerRow, taking: Taking) -> GazetteerRow | None:
    if row.lat is not None and row.lon is not None:
        code, km = nearest_town(row.lat, row.lon)
        if km <= (FAR_KM_UP if row.lat > FAR_UP else FAR_KM):
            taking.guessed += 1
            return replace(row, code=code)
    taking.left_out["platser utan kommun"] += 1
    return None


def _is_possible(row: GazetteerRow, taking: Taking, municipalities: Mapping[str, Municipality]) -> bool:
    if row.lat is None or row.lon is None or not is_far_from(municipalities[row.code], row.lat, row.lon):
        return True
    taking.breaks(row.where, "latitude, longitude", f"ligger långt från {municipalities[row.code].name}")
    return False


def _merged(rows: list[GazetteerRow], taking: Taking) -> list[GazetteerRow]:
    """One row for a place that stands there several times; the one with most inhabitants is kept."""
    kept: dict[tuple[str, str], list[GazetteerRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (-one.population, one.kind == "ort", one.id)):
        same = kept[row.name.lower(), row.code]
        if any(_apart(row, other) <= (SAME_KM if other.kind == "ort" else SAME_TOWN_KM) for other in same):
            taking.left_out["samma ort en gång till"] += 1
        else:
            same.append(row)
    return [row for same in kept.values() for row in same]


def _besides(others: list[GazetteerRow], rows: list[GazetteerRow]) -> list[GazetteerRow]:
    """Other names, where no place bears them as its own."""
    own = {row.name.lower() for row in rows}
    ids = {row.id for row in rows}
    return [other for other in others if other.name.lower() not in own and other.id.rsplit(":", 1)[0] in ids]


def _apart(one: GazetteerRow, other: GazetteerRow) -> float:
    return kilometres(one.lat or 0, one.lon or 0, other.lat or 0, other.lon or 0)
