"""The product's own table of places: names of every kind, and the municipality each belongs to."""

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import PlaceTableError

FOLDER = Path(__file__).parent / "facts" / "places"
RANK = {"municipality": 0, "alias": 1, "tatort": 2, "postort": 3, "stadsdel": 3, "ort": 4, "othername": 5}


@dataclass(frozen=True)
class Municipality:
    """A municipality; lat/lon (WGS84) are of its seat. `in_place` is "i Krokom", "på Gotland"."""

    code: str
    name: str
    county_code: str
    county: str
    lat: float
    lon: float
    full_name: str
    in_place: str
    population: int


@dataclass(frozen=True)
class NamedPlace:
    """One meaning of a name; lat/lon are WGS84.

    `weak` names of the gazetteer are ordinary words too, `weak_unwritten` ones are when written without å ä ö.
    """

    name: str
    code: str
    kind: str
    population: int
    lat: float | None = None
    lon: float | None = None
    weak: bool = False
    weak_unwritten: bool = False

    @property
    def position(self) -> tuple[float, float] | None:
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


@dataclass(frozen=True)
class PlaceTable:
    """`names`: lower-case name -> meanings; `folded`: the same without å ä ö -> lower-case names.

    `weak`: names that are words or people's names too, and why; `words`: helping words by use.
    """

    municipalities: Mapping[str, Municipality]
    names: Mapping[str, tuple[NamedPlace, ...]]
    folded: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    regions: Mapping[str, tuple[str, ...]]
    postcode_areas: Mapping[str, tuple[tuple[str, float], ...]]
    neighbours: Mapping[str, tuple[tuple[str, float], ...]]


def fold(name: str) -> str:
    """Without the marks of å ä ö é, as people write on foreign keyboards."""
    if name.isascii():
        return name
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def first_words(table: PlaceTable) -> frozenset[str]:
    """How the names of several words begin, without marks."""
    split = (name.replace("-", " ").partition(" ") for name in (*table.names, *table.regions))
    return frozenset(fold(first) for first, _, rest in split if rest)


def read_table(folder: Path = FOLDER) -> PlaceTable:
    """Reads the CSV files. Raises PlaceTableError naming the file and what is missing."""
    municipalities = _municipalities(folder)
    names: dict[str, list[NamedPlace]] = defaultdict(list)
    for place in _named(folder, municipalities):
        names[place.name.lower()].append(place)
    folded: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folded[fold(name)].append(name)
    return PlaceTable(
        municipalities=municipalities,
        names={name: tuple(places) for name, places in names.items()},
        folded={name: tuple(originals) for name, originals in folded.items()},
        weak={row["name"]: row["why"] for row in _rows(folder, "weak_names.csv", "name", "why")},
        words=_words(folder),
        regions=_regions(folder),
        postcode_areas=_postcode_areas(folder),
        neighbours=_neighbours(folder),
    )


def _rows(folder: Path, name: str, *columns: str) -> Iterator[dict[str, str]]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise PlaceTableError(f"{name}: column {sorted(missing)[0]} is missing")
            yield from reader
    except OSError as problem:
        raise PlaceTableError(f"{name}: cannot be read: {problem.strerror}") from problem


def _municipalities(folder: Path) -> dict[str, Municipality]:
    counties = {row["code"]: row["name"] for row in _rows(folder, "counties.csv", "code", "name")}
    return {
        row["code"]: Municipality(
            code=row["code"],
            name=row["name"],
            county_code=row["county_code"],
            county=counties[row["county_code"]],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            full_name=row["full_name"],
            in_place=row["in_place"],
            population=int(row["population"]),
        )
        for row in _rows(folder, "municipalities.csv", "code", "name", "full_name", "in_place", "population")
    }


def _named(folder: Path, municipalities: Mapping[str, Municipality]) -> Iterator[NamedPlace]:
    for item in municipalities.values():
        yield NamedPlace(item.name, item.code, "municipality", item.population)
    for row in _rows(folder, "localities.csv", "name", "municipality_code", "kind", "population"):
        yield NamedPlace(
            name=row["name"],
            code=row["municipality_code"],
            kind=row["kind"],
            population=int(row["population"] or 0),
            lat=float(row["lat"]) if row.get("lat") else None,
            lon=float(row["lon"]) if row.get("lon") else None,
        )
    for row in _rows(folder, "aliases.csv", "alias", "municipality_code", "kind"):
        yield NamedPlace(row["alias"], row["municipality_code"], "alias", 0)


def _words(folder: Path) -> dict[str, frozenset[str]]:
    uses: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder, "words.csv", "word", "use"):
        uses[row["use"]].add(row["word"])
    return {use: frozenset(words) for use, words in uses.items()}


def _regions(folder: Path) -> dict[str, tuple[str, ...]]:
    rows = _rows(folder, "regions.csv", "name", "county_codes")
    return {row["name"].lower(): tuple(row["county_codes"].split("|")) for row in rows}


def _postcode_areas(folder: Path) -> dict[str, tuple[tuple[str, float], ...]]:
    areas: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in _rows(folder, "postcode_areas.csv", "area", "municipality_code", "share"):
        areas[row["area"]].append((row["municipality_code"], float(row["share"])))
    return {area: tuple(shares) for area, shares in areas.items()}


def _neighbours(folder: Path) -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in _rows(folder, "neighbours.csv", "municipality_code", "neighbour_code", "seat_distance_km"):
        found[row["municipality_code"]].append((row["neighbour_code"], float(row["seat_distance_km"])))
    return {code: tuple(sorted(near, key=lambda pair: pair[1])) for code, near in found.items()}
