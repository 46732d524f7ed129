"""Places, areas and positions as an editor enters them: names of municipalities, and two numbers from a map."""

import re
from collections.abc import Mapping

from knowledge.entry import Where
from knowledge.errors import Unreadable
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.spots import read_municipality
from knowledge.places import Places

POSITION = re.compile(r"(-?\d+[.,]\d+)\s*°?\s*[NS]?[\s,;]+(-?\d+[.,]\d+)\s*°?\s*[EOÖV]?")
EVERYWHERE = ("hela landet", "sverige", "hela sverige", "se")


def to_values(place: Where, places: Places) -> dict[str, str]:
    """The fields of one row of the form."""
    return {
        "name": place.name or "",
        "address": place.address or "",
        "postal_code": place.postal_code or "",
        "city": place.city or "",
        "municipality": area_name(place.municipality, places) if place.municipality else "",
        "position": f"{place.lat:.5f}, {place.lon:.5f}" if place.lat is not None and place.lon is not None else "",
        "accessibility": place.accessibility or "",
        "hidden": "ja" if place.hidden else "",
        "virtual": "ja" if place.virtual else "",
    }


def is_empty(values: Mapping[str, str]) -> bool:
    return not any(values.values())


def to_place(values: Mapping[str, str], draft: Drafting, prefix: str) -> Where:
    """The place of one row; what cannot be read is noted. A municipality left out is told from the rest."""
    postal_code = draft.postcode(f"{prefix}postal_code", values.get("postal_code"))
    city = draft.line(f"{prefix}city", values.get("city"), 80)
    position = _position(values.get("position", ""), draft, prefix)
    found = draft.municipality(
        f"{prefix}municipality", values.get("municipality"), city=city, postal_code=postal_code, position=position
    )
    return Where(
        name=draft.line(f"{prefix}name", values.get("name")),
        address=draft.line(f"{prefix}address", values.get("address")),
        postal_code=postal_code,
        city=city,
        municipality=found.code if found else None,
        lat=position[0] if position else None,
        lon=position[1] if position else None,
        hidden=values.get("hidden") == "ja",
        virtual=values.get("virtual") == "ja",
        accessibility=draft.text(f"{prefix}accessibility", values.get("accessibility"), 500),
    )


def area_name(code: str, places: Places) -> str:
    """Krokom, Jämtlands län, hela landet."""
    if code == "SE":
        return "hela landet"
    found = places.by_code(code)
    return found.name if found else {value: name for name, value in _counties(places).items()}.get(code, code)


def area_text(codes: tuple[str, ...], places: Places) -> str:
    return ", ".join(area_name(code, places) for code in codes)


def to_area(text: str, draft: Drafting, places: Places) -> tuple[str, ...]:
    """The codes of a list of municipalities and counties, or "SE"."""
    names = (" ".join(part.split()) for part in re.split(r"[,;\n]+", text))
    found = (_code(name, draft, places) for name in names if name)
    return tuple(dict.fromkeys(code for code in found if code))


def _code(name: str, draft: Drafting, places: Places) -> str | None:
    if name.casefold() in EVERYWHERE:
        return "SE"
    counties = {label.casefold(): code for label, code in _counties(places).items()}
    if name.casefold() in counties:
        return counties[name.casefold()]
    try:
        return read_municipality(name, places).code
    except Unreadable:
        draft.note("area", f"“{name}” är varken en kommun eller ett län")
        return None


def _counties(places: Places) -> dict[str, str]:
    return {item.county: item.county_code for item in places.table.municipalities.values()}


def _position(text: str, draft: Drafting, prefix: str) -> tuple[float, float] | None:
    if not text:
        return None
    read = POSITION.fullmatch(text)
    if read is None:
        draft.note(f"{prefix}position", "ska vara två tal, till exempel 59.33258, 18.06490")
        return None
    return draft.position(f"{prefix}position", read[1], read[2])
