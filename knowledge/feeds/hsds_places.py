"""Where a service is, and for which part of the country it is meant."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.entry import Where
from knowledge.errors import Unreadable
from knowledge.feeds.hsds_own import Own
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.spots import in_box, read_municipality
from knowledge.places import Places

MOST_PLACES = 50
ADDRESSES = ("addresses", "physical_addresses", "address")
SWEDEN = ("", "se", "swe", "sweden", "sverige")
HIDDEN = re.compile(r"\b(?:hidden|private|confidential|undisclosed|skyddad adress|hemlig adress|dold)\b", re.IGNORECASE)
COUNTY = re.compile(r" (?:län|county)$|^region ", re.IGNORECASE)
WHOLE_COUNTRY = ("sverige", "hela sverige", "hela landet", "sweden", "se", "nationellt")


@dataclass(frozen=True)
class Place:
    """A place with the objects that it was made of: the service at the location, and the location."""

    where: Where
    at: Fields
    location: Fields
    at_id: str | None
    is_abroad: bool = False


def read_places(fields: Fields, *, is_ours: bool) -> list[Place]:
    """Every place of a service, in order; one that tells nothing is left out unless it comes from Lotsen itself."""
    found = []
    for at in fields.children("service_at_locations", "services_at_location")[:MOST_PLACES]:
        found.append((at, at.child("location") or at))
    if not found:
        found = [(location, location) for location in fields.children("locations", "location")[:MOST_PLACES]]
    places = [
        Place(_where(location, is_ours=is_ours), at, location, _text(at, "id"), _is_abroad(location))
        for at, location in found
    ]
    return [place for place in places if is_ours or place.where != Where()]


def _where(location: Fields, *, is_ours: bool) -> Where:
    """The place; of one that is hidden nothing but its municipality is kept."""
    own = Own(location)
    where = _shown(location, own, is_ours=is_ours)
    if own.told("hidden") == "true" or (not is_ours and _is_hidden(location)):
        return Where(municipality=where.municipality, hidden=True, virtual=where.virtual)
    return where


def _shown(location: Fields, own: Own, *, is_ours: bool) -> Where:
    draft = location.draft
    address = location.child(*ADDRESSES)
    if _is_abroad(location):
        where = str(address.raw("country") or "enligt positionen")[:20]
        draft.note(address.name("country"), f"platsen ligger inte i Sverige ({where})")
        return _abroad(location, address)
    city, postal_code = address.line("city"), address.take(draft.postcode, "postal_code")
    lat, lon = draft.position(location.name("latitude"), *_position(location)) or (None, None)
    guessed = None if is_ours else _municipality(address, Where(city=city, postal_code=postal_code, lat=lat, lon=lon))
    return Where(
        name=location.line("name", "alternate_name"),
        address=_street(address),
        postal_code=postal_code,
        city=city,
        municipality=own.told("municipality") if is_ours else guessed,
        lat=lat,
        lon=lon,
        virtual=_is_virtual(location),
        accessibility=_accessibility(location),
    )


def _is_abroad(location: Fields) -> bool:
    """By its country, or where none is told by a position that is not in Sweden either way round."""
    country = str(location.child(*ADDRESSES).raw("country") or "").strip().lower()
    lat, lon = (_degrees(raw) for raw in _position(location))
    if country or lat is None or lon is None:
        return country not in SWEDEN
    return not (in_box(lat, lon) or in_box(lon, lat))


def _degrees(raw: object) -> float | None:
    try:
        return float(raw) if isinstance(raw, (int, float, str)) else None
    except (ValueError, OverflowError):
        return None


def _abroad(location: Fields, address: Fields) -> Where:
    """A place in another country: its address is kept, but it is no place to look for in Sweden."""
    return Where(
        name=location.line("name", "alternate_name"),
        address=_street(address),
        postal_code=address.line("postal_code", longest=10),
        city=address.line("city"),
        virtual=_is_virtual(location),
        accessibility=_accessibility(location),
    )


def _position(location: Fields) -> tuple[object, object]:
    return location.raw("latitude"), location.raw("longitude")


def _is_virtual(location: Fields) -> bool:
    return str(location.raw("location_type") or "").strip().lower() == "virtual"


def _municipality(address: Fields, where: Where) -> str | None:
    draft = address.draft
    for name in ("region", "state_province"):
        if (region := address.line(name)) and (code := _code(draft.reading.places, region)) and len(code) == 4:
            return code
    at = None if where.lat is None or where.lon is None else (where.lat, where.lon)
    town = draft.municipality("city", city=where.city, postal_code=where.postal_code, position=at)
    return town.code if town else None


def _street(address: Fields) -> str | None:
    parts = (address.line(name) for name in ("address_1", "address_2"))
    return ", ".join(part for part in parts if part) or None


def _accessibility(location: Fields) -> str | None:
    held = location.children("accessibility", "accessibility_for_disabilities")
    said = [text for one in held for name in ("description", "details", "accessibility")
            if (text := one.line(name))]  # fmt: skip
    return " ".join(dict.fromkeys(said)) or None


def _is_hidden(location: Fields) -> bool:
    """Whether anything marks the place as one whose address must not be known."""
    flags = ("is_private", "private", "confidential", "is_confidential", "hidden", "address_confidential")
    if any(location.raw(name) in (True, 1, "true", "True", "yes", "1") for name in flags):
        return True
    terms = (term for one in location.children("attributes") for term in (one.child("taxonomy_term"), one))
    words = (str(term.raw(name) or "") for term in terms for name in ("name", "code", "label", "value"))
    told = [str(location.raw(name) or "") for name in ("location_type", "external_identifier_type")]
    told += [str(one.raw("address_1") or "") for one in location.children("addresses", "physical_addresses")]
    return any(HIDDEN.search(text) for text in (*words, *told))


def read_area(fields: Fields, *, is_ours: bool) -> tuple[str, ...]:
    """SCB codes of the municipalities and counties, or SE."""
    found: dict[str, None] = {}
    for area in fields.children("service_areas"):
        code = Own(area).told("area") if is_ours else _area_code(area)
        if code:
            found[code] = None
    return tuple(found)


def _area_code(area: Fields) -> str | None:
    draft = area.draft
    for name in ("extent", "name", "description", "service_area"):
        text = draft.line(name, area.raw(name), 300)
        if text and (code := _code(draft.reading.places, text)):
            return code
    return None


@lru_cache(maxsize=5_000)
def _code(places: Places, text: str) -> str | None:
    """SE, or the code of a county or municipality that the text is the name or the code of."""
    if text.casefold() in WHOLE_COUNTRY:
        return "SE"
    counties = {_bare(town.county): town.county_code for town in places.table.municipalities.values()}
    if text in counties.values():
        return text
    if COUNTY.search(text) and (county := counties.get(_bare(text))):
        return county
    try:
        return read_municipality(text, places).code
    except Unreadable:
        return None


def _bare(county: str) -> str:
    """ "Jämtlands län", "Region Jämtland" and "Jämtland County" are the same."""
    return COUNTY.sub("", county.casefold()).strip().removesuffix("s")


def _text(fields: Fields, name: str) -> str | None:
    value = fields.raw(name)
    return str(value) if value is not None else None
