"""Makes a place or a postcode of one line of GeoNames, or says why not."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.feeds.spots import EAST, NORTH, SOUTH, WEST
from knowledge.gazetteer.geonames import Line

NOT_LIVED_IN = {"PPLQ", "PPLH", "PPLW", "PPLCH"}  # abandoned, historical, destroyed
SEATS = {"PPLC", "PPLA", "PPLA2", "PPLA3"}
TOWN_FROM = 200  # inhabitants, as Statistics Sweden counts an urban locality
MOST_INHABITANTS = 3_000_000
MOST_OTHER_NAMES = 6
SWEDISH_LETTERS = "A-Za-zÅÄÖåäöÉéÁáŠšŽžČčĐđŊŋŦŧÜüØøÆæÈèÀàËëÏï"
NAME = re.compile(rf"[{SWEDISH_LETTERS}][{SWEDISH_LETTERS}' .\-]{{1,59}}")
DIGITS = re.compile(r"(\d{3}) ?(\d{2})")


@dataclass(frozen=True)
class GazetteerRow:
    """A place or a postcode ("83140 Östersund"). `id` is GeoNames' own, so that the same file gives the same rows.

    `code` is the municipality's, empty while it is not known. `where` names the line, for reports.
    """

    id: str
    name: str
    code: str
    kind: str
    lat: float | None
    lon: float | None
    population: int = 0
    where: str = ""


class BadLine(ValueError):
    """A line is broken: which column, and what is wrong in plain Swedish."""

    def __init__(self, column: str, what: str) -> None:
        super().__init__(what)
        self.column, self.what = column, what


class NotTaken(ValueError):
    """A line is in order, but of nothing that the gazetteer holds; the message says what."""


ReadLine = Callable[[Line], GazetteerRow]


def read_place(line: Line) -> GazetteerRow:
    """A place of the country's dump. Raises BadLine or NotTaken."""
    number, name, _, _, lat, lon, group, feature, country, _, _, admin2, *_ = line.fields
    if country != "SE":
        raise NotTaken("orter i andra länder")
    if group != "P":
        raise NotTaken("annat än orter (sjöar, berg, gårdar)")
    if feature in NOT_LIVED_IN:
        raise NotTaken("övergivna orter")
    if not number.isdecimal():
        raise BadLine("geonameid", "ska vara ett tal")
    position = _position(lat, lon)
    population = _population(line.fields[14])
    return GazetteerRow(
        id=f"geonames:{int(number)}",
        name=_name(name),
        code=_code(admin2),
        kind=_kind(feature, population),
        lat=position[0],
        lon=position[1],
        population=population,
        where=line.where,
    )


def read_postcode(line: Line) -> GazetteerRow:
    """A postcode of the postal dump. Raises BadLine or NotTaken."""
    country, digits, town, _, _, _, admin2, _, _, lat, lon, _ = line.fields
    if country != "SE":
        raise NotTaken("orter i andra länder")
    match = DIGITS.fullmatch(digits)
    if match is None:
        raise BadLine("postal code", "ska vara fem siffror")
    position = _position(lat, lon) if lat or lon else (None, None)
    name = f"{match[1]}{match[2]} {_name(town)}"
    return GazetteerRow("", name, _code(admin2), "postcode", position[0], position[1], where=line.where)


def other_names(row: GazetteerRow, written: str) -> list[GazetteerRow]:
    """What else a place is called, of those names that one could write with Swedish or Sámi letters."""
    names = dict.fromkeys(_clean(name) for name in written.split(","))
    fitting = [name for name in names if len(name) >= 4 and NAME.fullmatch(name) and name[:1].isupper()
               and not name.isupper() and name.lower() != row.name.lower()]  # fmt: skip
    return [
        GazetteerRow(f"{row.id}:{number}", name, row.code, "othername", row.lat, row.lon, where=row.where)
        for number, name in enumerate(fitting[:MOST_OTHER_NAMES], start=1)
    ]


def _name(written: str) -> str:
    name = _clean(written)
    if NAME.fullmatch(name) is None:
        raise BadLine("name", f"”{name[:40]}” är inget namn med svenska bokstäver")
    return name


def _clean(written: str) -> str:
    return " ".join(unicodedata.normalize("NFC", written).replace("’", "'").split())


def _position(lat: str, lon: str) -> tuple[float, float]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise BadLine("latitude, longitude", "ska vara två tal") from None
    if not (SOUTH <= north <= NORTH and WEST <= east <= EAST):
        raise BadLine("latitude, longitude", "ligger inte i Sverige")
    return round(north, 5), round(east, 5)


def _population(written: str) -> int:
    if not written:
        return 0
    if not (written.isascii() and written.isdecimal() and int(written) <= MOST_INHABITANTS):
        raise BadLine("population", "är inget rimligt antal invånare")
    return int(written)


def _code(admin2: str) -> str:
    return admin2.zfill(4) if admin2.isascii() and admin2.isdecimal() else ""


def _kind(feature: str, population: int) -> str:
    if feature == "PPLX":
        return "stadsdel"
    return "tatort" if feature in SEATS or population >= TOWN_FROM else "ort"
