"""An entry as HSDS 3.1: services, organizations and services at locations, with what is unknown left out.

Every id is a UUID made of our own id (api_ids). What the standard has no field for stands in attributes; those with
link_type "lotsen" let our own reader make the same entry again (see terms.yml). Of a hidden place only its
municipality is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from knowledge.entries.rows import at_location_id, location_id
from knowledge.entry import Entry, Owner, Where
from knowledge.out.hsds_times import extra_schedules, meeting_schedule, opening_schedules
from knowledge.out.ids import public_id
from knowledge.out.terms import Terms
from knowledge.place_table import Municipality

Fields = dict[str, Any]
HIDDEN = "Adressen är skyddad. Fråga arrangören."


@dataclass(frozen=True)
class Shown:
    """An entry that may be shown, with what its rows tell besides. `modified` is in UTC.

    `channels` are the opening hours of each way to reach a support line; `spoken` are names of languages.
    """

    entry: Entry
    organization_id: str
    modified: datetime | None = None
    channels: Mapping[str, str] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()


class HsdsWriter:
    """Makes the JSON objects; `municipalities` gives the names of places, by SCB code."""

    def __init__(self, terms: Terms, municipalities: Mapping[str, Municipality]) -> None:
        self.terms = terms
        self._municipalities = municipalities

    def service(self, shown: Shown, *, full: bool = True) -> Fields:
        """A service, with all that belongs to it or (`full` false) with its one-to-one fields only."""
        entry, own = shown.entry, public_id("service", shown.entry.id)
        fields = self._plain_service(shown, own)
        fields["organization"] = organization(entry.owner, shown.organization_id)
        if full:
            fields |= {name: value for name, value in self._nested(shown, own).items() if value}
        return _known(fields)

    def _plain_service(self, shown: Shown, own: str) -> Fields:
        entry, price = shown.entry, shown.entry.price
        free = "Gratis" if price and price.amount == 0 else None
        return {
            "id": own,
            "organization_id": public_id("organization", shown.organization_id),
            "name": entry.name,
            "description": "\n\n".join(filter(None, (entry.plain, entry.description))) or None,
            "url": entry.link,
            "email": entry.email,
            "status": entry.status,
            "fees_description": (price.text or free) if price else None,
            "minimum_age": entry.age_min,
            "maximum_age": entry.age_max,
            "assured_date": entry.checked.on.isoformat() if entry.checked else None,
            "last_modified": instant(shown.modified),
        }

    def _nested(self, shown: Shown, own: str) -> Fields:
        entry = shown.entry
        return {
            "phones": [
                _known({"id": public_id("phone", f"{own}:{place}"), "service_id": own, "number": phone.number,
                        "type": "voice", "description": phone.note})
                for place, phone in enumerate(entry.phones)
            ],
            "schedules": list(self._schedules(shown, own)),
            "service_areas": [self._area(own, code) for code in entry.area],
            "service_at_locations": [self._at_location(entry, place) for place in range(len(entry.places))],
            "languages": list(_languages(shown, own)),
            "cost_options": _costs(entry, own),
            "attributes": list(self._attributes(entry, own)),
        }  # fmt: skip

    def service_at_location(self, shown: Shown, place: int, *, full: bool = True) -> Fields:
        """The service at one of its places; with `full` the service itself is told by its id and its link only."""
        fields = self._at_location(shown.entry, place, full=full)
        if full:
            own = public_id("service", shown.entry.id)
            held = [one for one in self._schedules(shown, own) if one.get("service_at_location_id") == fields["id"]]
            fields |= {"schedules": held} if held else {}
        return fields

    def _at_location(self, entry: Entry, place: int, *, full: bool = True) -> Fields:
        own_location = public_id("location", location_id(entry.id, place))
        fields: Fields = {
            "id": _at(entry, place),
            "service_id": public_id("service", entry.id),
            "location_id": own_location,
            "location": self._location(entry.places[place], own_location),
        }
        if not full:
            for nested in ("addresses", "accessibility", "attributes"):
                fields["location"].pop(nested, None)
        return fields

    def _location(self, where: Where, own: str) -> Fields:
        fields: Fields = {"id": own, "location_type": "virtual" if where.virtual else "physical"}
        attributes = []
        if where.municipality:
            attributes.append(self.terms.attribute("location", own, "lotsen", "municipality", where.municipality))
        if where.hidden:
            attributes.append(self.terms.attribute("location", own, "lotsen", "hidden", "true"))
            return {**fields, "description": HIDDEN, "attributes": attributes}
        fields |= {"name": where.name, "latitude": where.lat, "longitude": where.lon}
        if where.address or where.city or where.postal_code:
            fields["addresses"] = [self._address(where, own)]
        if where.accessibility:
            text = {"id": public_id("accessibility", own), "location_id": own, "description": where.accessibility}
            fields["accessibility"] = [text]
        return _known({**fields, "attributes": attributes or None})

    def _address(self, where: Where, own: str) -> Fields:
        """The standard asks for all of these; what is not known of them is an empty text."""
        town = self._municipalities.get(where.municipality or "")
        return {
            "id": public_id("address", own),
            "location_id": own,
            "address_1": where.address or "",
            "city": where.city or "",
            "state_province": town.county if town else "",
            "postal_code": where.postal_code or "",
            "country": "SE",
            "address_type": "virtual" if where.virtual else "physical",
            **({"region": town.full_name} if town else {}),
        }

    def _area(self, own: str, code: str) -> Fields:
        town = self._municipalities.get(code)
        counties = {one.county_code: one.county for one in self._municipalities.values()}
        name = "Sverige" if code == "SE" else town.full_name if town else counties.get(code, code)
        own_area = public_id("service_area", f"{own}:{code}")
        held = self.terms.attribute("service_area", own_area, "lotsen", "area", code)
        return {"id": own_area, "service_id": own, "name": name, "extent": name, "extent_type": "text",
                "attributes": [held]}  # fmt: skip

    def _schedules(self, shown: Shown, own: str) -> Iterator[Fields]:
        entry, number = shown.entry, 0
        for meeting in entry.meetings:
            at = {}
            if meeting.place < len(entry.places):
                at["service_at_location_id"] = _at(entry, meeting.place)
            for position, fields in enumerate((meeting_schedule(meeting), *extra_schedules(meeting))):
                one = {"id": public_id("schedule", f"{own}:{number}"), "service_id": own, **at, **fields}
                if position == 0:
                    exact = msgspec.json.encode(meeting).decode()
                    one["attributes"] = [self.terms.attribute("schedule", one["id"], "lotsen", "meeting", exact)]
                number += 1
                yield one
        hours = {"": entry.opening_hours} if entry.opening_hours else {}
        for channel, said in (shown.channels or hours).items():
            for fields in opening_schedules(said):
                named = {"notes": channel} if channel else {}
                yield {"id": public_id("schedule", f"{own}:{number}"), "service_id": own, **fields, **named}
                number += 1

    def _attributes(self, entry: Entry, own: str) -> Iterator[Fields]:
        for taxonomy, code, value in _terms_of(entry):
            yield self.terms.attribute("service", own, taxonomy, code, value)


def organization(owner: Owner, own_id: str) -> Fields:
    """An organization. The standard asks for a description; where there is none, the name says what is known."""
    own = public_id("organization", own_id)
    fields = {"id": own, "name": owner.name, "description": owner.name, "email": owner.email, "website": owner.website}
    if owner.org_number:
        number = {"id": public_id("organization_identifier", own), "organization_id": own,
                  "identifier_scheme": "SE-ORGNR", "identifier_type": "Organisationsnummer",
                  "identifier": owner.org_number}  # fmt: skip
        fields["organization_identifiers"] = [number]  # type: ignore[assignment]
    return _known(fields)


def _at(entry: Entry, place: int) -> str:
    return public_id("service_at_location", at_location_id(entry.id, place))


def instant(moment: datetime | None) -> str | None:
    """2026-11-22T10:30:45.123Z of a moment in UTC."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z" if moment else None


def _languages(shown: Shown, own: str) -> Iterator[Fields]:
    for code in shown.entry.languages:
        yield {"id": public_id("language", f"{own}:{code}"), "service_id": own, "code": code}
    for name in shown.spoken:
        yield {"id": public_id("language", f"{own}:{name}"), "service_id": own, "name": name}


def _costs(entry: Entry, own: str) -> list[Fields]:
    price = entry.price
    if price is None:
        return []
    fields = {"id": public_id("cost_option", own), "service_id": own, "amount": price.amount,
              "currency": price.currency, "amount_description": price.text}  # fmt: skip
    return [_known(fields)]


def _terms_of(entry: Entry) -> Iterator[tuple[str, str, str | None]]:
    """Taxonomy, code and value of everything that is told by attributes."""
    if entry.kind:
        yield "kind", entry.kind, None
    parts = (("loneliness", entry.loneliness), ("barrier", entry.barriers), ("life_event", entry.life_events),
             ("interest", entry.interests), ("audience", entry.only_for), ("access", entry.access))  # fmt: skip
    for taxonomy, codes in parts:
        for code in codes:
            yield taxonomy, code, None
    for name in entry.traits.__struct_fields__:
        value = getattr(entry.traits, name)
        if value is not None:
            yield "trait", name, "true" if value else "false"
    for code, said in _own(entry).items():
        if said:
            yield "lotsen", code, said


def _own(entry: Entry) -> dict[str, str | None]:
    checked = entry.checked
    return {
        "source": entry.provenance.source,
        "ref": entry.provenance.ref,
        "source_url": entry.provenance.url,
        "licence": entry.provenance.licence,
        "plain": entry.plain,
        "checked_by": checked.by if checked else None,
        "checked_how": checked.how if checked else None,
        "opening_hours": entry.opening_hours,
        "other_ids": msgspec.json.encode(entry.other_ids).decode() if entry.other_ids else None,
        "own_words": msgspec.json.encode(entry.own_words).decode() if entry.own_words else None,
    }


def _known(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}
