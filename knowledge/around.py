"""Where a person is, what lies within which ring, and how a wider search is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.candidate import Candidate
from knowledge.distance import HALF_IN_COUNTRY_KM, HALF_IN_TOWN_KM, RINGS_KM, WIDEST_KM, Origin, kilometres
from knowledge.offer import Suggestion
from knowledge.places import Municipality, Places

TOWN_PEOPLE = 60_000  # a municipality with more people is a town
CLOSE_SEATS_KM = 10.0  # and so is one whose neighbour's seat is nearer than this
OUTSKIRTS_KM = 10.0  # a village further from the seat than this is country even in such a municipality


@dataclass(frozen=True)
class Surroundings:
    """`home` is the municipality, `origin` the position of the village or else of the seat."""

    home: Municipality | None
    origin: Origin | None

    def distance_to(self, item: Candidate) -> float | None:
        if self.origin is None or item.lat is None or item.lon is None:
            return None
        return round(self.origin.kilometres_to(item.lat, item.lon), 1)

    def reach_of(self, item: Candidate) -> str:
        """near, municipality, county or national, as a suggestion says it."""
        if item.reach == "near":
            km = self.distance_to(item)
            return "near" if km is None or km <= WIDEST_KM else "county"
        if item.reach == "listed" and self.home and self.home.code not in item.municipalities:
            return "county"
        return "national" if item.reach == "online" or self.home is None else "municipality"


def surroundings(places: Places, code: str | None, position: tuple[float, float] | None) -> Surroundings:
    """From a municipality's SCB code and, where it is known, the position of the village or district."""
    home = places.by_code(code) if code else None
    if position is None and home is None:
        return Surroundings(None, None)
    lat, lon = position or (home.lat, home.lon)  # type: ignore[union-attr]
    half = HALF_IN_TOWN_KM if _is_town(places, home, lat, lon) else HALF_IN_COUNTRY_KM
    return Surroundings(home, Origin(lat, lon, half))


def _is_town(places: Places, home: Municipality | None, lat: float, lon: float) -> bool:
    if home is None or kilometres(home.lat, home.lon, lat, lon) > OUTSKIRTS_KM:
        return False
    return home.population >= TOWN_PEOPLE or bool(places.neighbours(home.code, CLOSE_SEATS_KM))


def widened(suggestions: Sequence[Suggestion], km: Sequence[float], around: Surroundings) -> str | None:
    """Says that what is suggested lies further away than one would wish; None when something is near.

    `km` is how far it is to each of those that one travels to.
    """
    if around.home is None or not suggestions:
        return None
    if km:
        return _wider(min(km), any(item.reach == "municipality" for item in suggestions), around)
    reaches = {item.reach for item in suggestions}
    if reaches & {"near", "municipality"}:
        return None
    where = "i hela länet" if "county" in reaches else "i hela landet"
    return f"Jag hittade inget som passar just {around.home.in_place}, så jag har letat {where}."


def _wider(nearest_km: float, something: bool, around: Surroundings) -> str | None:
    assert around.home is not None  # noqa: S101 (widened is said only where a place is known)
    if around.origin is None or nearest_km <= around.origin.rings[0]:
        return None
    how_far = next(
        (said for km, said in zip(RINGS_KM[1:], ("1,5 mil", "4 mil"), strict=True) if nearest_km <= km), None
    )
    where = f"inom {how_far}" if how_far else "i hela länet"
    little = "för lite" if something else "inget"
    return f"Jag hittade {little} nära {around.home.name}, så jag har letat {where}."
