"""Reads the answer to where: a municipality that was chosen, or a name as people write it."""

from dataclasses import dataclass

from chat.guide.answers import Spot
from knowledge.place_table import Municipality
from knowledge.places import Places, Resolution

LONGEST = 80  # characters


@dataclass(frozen=True)
class NoPlace:
    """`error` is a key of the guide's errors; `towns` are those that it may be."""

    error: str
    towns: tuple[Municipality, ...] = ()


def read_place(places: Places, text: str, code: str, county: str | None) -> Spot | NoPlace:
    """What is written goes before what is chosen in a list; a name that fits several is asked back."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return NoPlace("place_long")
    if not text:
        town = places.by_code(code) if code else None
        return Spot(town.code, town.name) if town else NoPlace("place_empty")
    found = places.resolve(text, expecting=True)
    chosen = next((town for town in _possible(places, found, None) if town.code == code), None)
    if chosen:  # the same name again, now with one of its municipalities marked
        return Spot(chosen.code, chosen.name)
    return _spot(places, found, county)


def _spot(places: Places, found: Resolution, county: str | None) -> Spot | NoPlace:
    if found.municipality:
        return Spot(found.municipality.code, found.locality or found.municipality.name, found.position)
    possible = _possible(places, found, county)
    if len(possible) == 1:
        return Spot(possible[0].code, possible[0].name)
    return NoPlace("place_which", possible) if possible else NoPlace("place_unknown")


def _possible(places: Places, found: Resolution, county: str | None) -> tuple[Municipality, ...]:
    """The municipalities it may be; those of the region that the visit began with when there are any."""
    if found.candidates:
        here = tuple(town for town in found.candidates if town.county_code == county)
        return here or found.candidates
    towns = places.table.municipalities.values()
    return tuple(sorted((t for t in towns if t.county_code in found.county_codes), key=lambda town: town.name))
