"""Reads where something is: positions, postcodes and municipalities."""

import csv
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.distance import kilometres
from knowledge.errors import Unreadable
from knowledge.place_table import FOLDER
from knowledge.places import Municipality, Places

Degrees = NDArray[np.float64]
SOUTH, NORTH, WEST, EAST = 55.1, 69.2, 10.7, 24.3
FAR_UP = 62.0  # from here on it is far between the places
FAR_KM, FAR_KM_UP = 25.0, 75.0  # further than this from any town is out at sea, or abroad
POSTCODE = re.compile(r"(?:S-|SE-)?(\d{3})[ \u00a0-]?(\d{2})", re.IGNORECASE)
CLEAR_SHARE = 0.8
FAR_FROM_SEAT_KM = 220.0  # Kiruna is the largest


def read_position(lat: float, lon: float) -> tuple[float, float]:
    """Latitude and longitude in Sweden, the right way round and with five decimals. Raises Unreadable."""
    if not in_box(lat, lon):
        lat, lon = lon, lat
    if not in_box(lat, lon):
        raise Unreadable("ligger inte i Sverige")
    if nearest_town(round(lat, 3), round(lon, 3))[1] > (FAR_KM_UP if lat > FAR_UP else FAR_KM):
        raise Unreadable("ligger ute till havs eller långt från någon ort i Sverige")
    return round(lat, 5), round(lon, 5)


def is_far_from(home: Municipality, lat: float, lon: float) -> bool:
    """Whether a position cannot be in this municipality."""
    return kilometres(home.lat, home.lon, lat, lon) > FAR_FROM_SEAT_KM


def in_box(lat: float, lon: float) -> bool:
    """Whether a position is within the bounds of Sweden."""
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


@lru_cache(maxsize=20_000)
def nearest_town(lat: float, lon: float) -> tuple[str, float]:
    """Municipality code of the nearest town, and how far off it is in km."""
    codes, lats, lons = _towns()
    narrower = np.cos(np.radians(lat))  # a degree of longitude against one of latitude; plane enough to choose by
    nearest = int(np.argmin((lats - lat) ** 2 + ((lons - lon) * narrower) ** 2))
    return codes[nearest], kilometres(lat, lon, float(lats[nearest]), float(lons[nearest]))


@lru_cache(maxsize=1)
def _towns() -> tuple[list[str], Degrees, Degrees]:
    """Municipality code, latitude and longitude of every town that the product knows."""
    found: list[tuple[str, float, float]] = []
    for name, column in (("localities.csv", "municipality_code"), ("municipalities.csv", "code")):
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            rows = (row for row in csv.DictReader(file) if row["lat"] and row["lon"])
            found += [(row[column], float(row["lat"]), float(row["lon"])) for row in rows]
    codes, lats, lons = zip(*found, strict=True)
    return list(codes), np.array(lats), np.array(lons)


def read_postcode(raw: str) -> str:
    """Five digits as they are written in Sweden: 123 45. Raises Unreadable."""
    found = POSTCODE.fullmatch(raw.strip())
    if not found or not 100 <= int(found.group(1)) <= 984:
        raise Unreadable("är inte ett svenskt postnummer")
    return f"{found.group(1)} {found.group(2)}"


def read_municipality(raw: str, places: Places) -> Municipality:
    """The municipality of a code or a name. Raises Unreadable."""
    text = " ".join(raw.split())
    code = text.zfill(4) if text.isdigit() else text
    if found := places.by_code(code):
        return found
    if text.isdigit():
        raise Unreadable("är ingen kommunkod")
    if found := _by_name(places, text):
        return found
    raise Unreadable("är ingen svensk kommun")


def _by_name(places: Places, text: str) -> Municipality | None:
    name = text.casefold()
    for municipality in places.table.municipalities.values():
        if name in (municipality.name.casefold(), municipality.full_name.casefold()):
            return municipality
    return None


def guess_municipality(
    places: Places, *, city: str | None, postal_code: str | None, position: tuple[float, float] | None
) -> Municipality | None:
    """The municipality when only the city, the postcode or the position is known; None when they leave it open."""
    by_city = _cities(places, city) if city else ()
    by_postcode = _areas(places, postal_code) if postal_code else ()
    both = [code for code in by_city if code in by_postcode]
    near = nearest_town(round(position[0], 3), round(position[1], 3))[0] if position else ""
    if near and near in (both or by_city or by_postcode or (near,)):
        return places.by_code(near)
    for found in (both, by_city, by_postcode):
        if len(found) == 1:
            return places.by_code(found[0])
    return None


@lru_cache(maxsize=5000)
def _cities(places: Places, city: str) -> tuple[str, ...]:
    found = places.resolve(city, expecting=True)
    return tuple(municipality.code for municipality in found.candidates)


def _areas(places: Places, postal_code: str) -> tuple[str, ...]:
    shares = places.table.postcode_areas.get(postal_code[:3], ())
    clear = tuple(code for code, share in shares if share >= CLEAR_SHARE)
    return clear or tuple(code for code, _ in shares)
