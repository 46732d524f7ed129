"""Where a schema.org event is: places, addresses, and meetings on the net."""

from knowledge.entry import Where
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.place_text import place_of
from knowledge.feeds.schema_graph import types

SWEDEN = ("", "se", "swe", "sweden", "sverige")
MOST_PLACES = 20


def read_places(node: Fields, *names: str) -> list[Where]:
    """The places that an event names; a meeting on the net where it says that it is held there."""
    found = [_place(one) for one in node.children(*(names or ("location",)))][:MOST_PLACES]
    if not found:
        found = [where for raw in node.raws("location") if (where := place_of(node.draft, "location", raw))]
    mode = str(node.raw("eventAttendanceMode") or "")
    if "Online" in mode and not any(where.virtual for where in found):
        found = [Where(virtual=True)]
    elif "Mixed" in mode and not any(where.virtual for where in found):
        found.append(Where(virtual=True))
    return [where for where in dict.fromkeys(found) if where != Where()]


def read_place(node: Fields) -> Where:
    """A place that is the activity itself, such as a library."""
    return _place(node)


def virtual_link(node: Fields) -> str | None:
    """The address of a meeting on the net."""
    for place in node.children("location"):
        if "VirtualLocation" in types(dict(place.held)) and (link := place.take(node.draft.link, "url")):
            return link
    return None


def _place(place: Fields) -> Where:
    draft, named = place.draft, types(dict(place.held))
    name = place.line("name")
    if "VirtualLocation" in named:
        return Where(name=name, virtual=True)
    address = place if "PostalAddress" in named else place.child("address")
    if not address.held:
        told = place_of(draft, place.name("address"), place.raw("address"), _position(place))
        return _with_name(told or Where(), name)
    country = _country(address)
    if country.lower() not in SWEDEN:
        draft.note(address.name("addressCountry"), f"platsen ligger inte i Sverige ({country[:20]})")
        return Where(name=name, address=address.line("streetAddress"), city=address.line("addressLocality"),
                     postal_code=address.line("postalCode", longest=10))  # fmt: skip
    city, postal_code = address.line("addressLocality"), address.take(draft.postcode, "postalCode")
    at = _position(place)
    town = draft.municipality("addressLocality", city=city, postal_code=postal_code, position=at)
    return Where(
        name=name if place is not address else address.line("name"),
        address=address.line("streetAddress"),
        postal_code=postal_code,
        city=city,
        municipality=town.code if town else None,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        accessibility=_accessibility(place),
    )


def is_abroad_place(place: Fields) -> bool:
    """Whether its address names another country than Sweden."""
    return _country(place.child("address")).lower() not in SWEDEN


def _country(address: Fields) -> str:
    return address.child("addressCountry").line("name") or str(address.raw("addressCountry") or "").strip()


def _with_name(where: Where, name: str | None) -> Where:
    if name is None or where.name == name:
        return where
    return Where(name=name, address=where.address, postal_code=where.postal_code, city=where.city,
                 municipality=where.municipality, lat=where.lat, lon=where.lon, virtual=where.virtual)  # fmt: skip


def _position(place: Fields) -> tuple[float, float] | None:
    geo = place.child("geo") if place.children("geo") else place
    lat, lon = geo.raw("latitude"), geo.raw("longitude")
    return None if lat is None and lon is None else place.draft.position(geo.name("latitude"), lat, lon)


def _accessibility(place: Fields) -> str | None:
    """What is told of equipment, as text: "Hörslinga, Rullstol"."""
    held = [
        one.line("name") for one in place.children("amenityFeature") if one.raw("value") in (True, "true", "True", "ja")
    ]
    told = place.line("accessibilitySummary")
    return told or ", ".join(name for name in held if name) or None
