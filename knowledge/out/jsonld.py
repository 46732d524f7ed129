"""An entry as schema.org tells things: its organiser, its places, and the next times as events."""

from collections.abc import Sequence
from typing import Any

from knowledge.entry import Entry, Owner, Where
from knowledge.hidden import concealed
from knowledge.recurrence import Occurrence

Fields = dict[str, Any]
STATUS = "https://schema.org/EventScheduled"
OFFLINE, ONLINE = "https://schema.org/OfflineEventAttendanceMode", "https://schema.org/OnlineEventAttendanceMode"


def describe_entry(entry: Entry, link: str, times: Sequence[Occurrence]) -> Fields:
    """A graph with an event for each of the times, or else the service itself. `link` is the activity's page."""
    shown = concealed(entry)
    owner = _owner(shown.owner)
    things = [_event(shown, owner, link, time) for time in times] or [_service(shown, owner, link)]
    return {"@context": "https://schema.org", "@graph": [owner, *things]}


def _event(entry: Entry, owner: Fields, link: str, time: Occurrence) -> Fields:
    place = entry.places[time.place] if time.place < len(entry.places) else None
    return _known({
        "@type": "Event",
        "@id": f"{link}#{time.starts:%Y%m%dT%H%M}",
        "name": entry.name,
        "description": entry.plain,
        "url": link,
        "startDate": time.starts.isoformat(),
        "endDate": time.ends.isoformat() if time.ends else None,
        "eventStatus": STATUS,
        "eventAttendanceMode": ONLINE if place and place.virtual else OFFLINE,
        "location": _place(place, entry, link) if place else None,
        "organizer": {"@type": "Organization", "name": owner["name"]},
        **_price(entry),
    })  # fmt: skip


def _service(entry: Entry, owner: Fields, link: str) -> Fields:
    phone = next((phone.number for phone in entry.phones), None)
    channel = {"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": phone}}
    return _known({
        "@type": "Service",
        "name": entry.name,
        "description": entry.plain,
        "url": link,
        "provider": {"@type": "Organization", "name": owner["name"]},
        "availableChannel": channel if phone else None,
        "areaServed": [_place(place, entry, link) for place in entry.places] or None,
    })  # fmt: skip


def _owner(owner: Owner) -> Fields:
    return _known({"@type": "Organization", "name": owner.name, "url": owner.website, "email": owner.email,
                   "identifier": owner.org_number})  # fmt: skip


def _place(place: Where, entry: Entry, link: str) -> Fields:
    if place.virtual:
        return {"@type": "VirtualLocation", "url": entry.link or link}
    address = _known({"@type": "PostalAddress", "streetAddress": place.address, "postalCode": place.postal_code,
                      "addressLocality": place.city, "addressCountry": "SE"})  # fmt: skip
    position = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    known = place.lat is not None and place.lon is not None
    return _known({"@type": "Place", "name": place.name, "address": address, "geo": position if known else None})


def _price(entry: Entry) -> Fields:
    if entry.traits.free is True or (entry.price and entry.price.amount == 0):
        return {"isAccessibleForFree": True}
    if entry.price is None or entry.price.amount is None:
        return {}
    offer = {"@type": "Offer", "price": entry.price.amount, "priceCurrency": entry.price.currency}
    return {"isAccessibleForFree": False, "offers": offer}


def _known(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}
