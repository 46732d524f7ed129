"""How a service is reached: telephone numbers and links, wherever among its parts they stand."""

import re
from collections.abc import Iterable

from knowledge.entry import Phone
from knowledge.feeds.hsds_places import Place
from knowledge.feeds.json_fields import Fields

MOST_PHONES = 8
NO_VOICE = ("fax", "pager")
LONGEST_NOTE = 200


def read_phones(fields: Fields, places: list[Place]) -> tuple[Phone, ...]:
    """The numbers of the service, its places and contacts; those of the organization only where it has no other."""
    near = [fields, *fields.children("contacts")]
    for place in places:
        near += [place.at, *place.at.children("contacts"), place.location, *place.location.children("contacts")]
    owner, is_abroad = fields.child("organization"), any(place.is_abroad for place in places)
    return _listed(near, is_abroad) or _listed([owner, *owner.children("contacts")], is_abroad)


def read_link(fields: Fields, places: list[Place]) -> str | None:
    """The page of the service, else another page of it, the address of a meeting on the net, or of its schedule."""
    virtual = [place.location for place in places if place.where.virtual]
    for holder in (fields, fields.child("additional_urls"), *virtual):
        if link := holder.take(holder.draft.link, "url"):
            return link
    return fields.child("schedules").take(fields.draft.link, "schedule_link")


def _listed(near: Iterable[Fields], is_abroad: bool) -> tuple[Phone, ...]:
    """Of a service in another country only numbers with a country code: 020 is free of charge here, London there."""
    found: dict[str, Phone] = {}
    for one in (phone for holder in near for phone in holder.children("phones")):
        if is_abroad and not re.match(r"\W*(?:\+|00)", str(one.raw("number"))):
            one.draft.note(one.name("number"), "saknar landsnummer och är inte med, för tjänsten är inte i Sverige")
        elif str(one.raw("type") or "").lower() not in NO_VOICE:
            for phone in one.take(one.draft.phones, "number") or ():
                found.setdefault(phone.number, Phone(number=phone.number, note=_note(one)))
    return tuple(found.values())[:MOST_PHONES]


def _note(one: Fields) -> str | None:
    extension = one.number("extension", low=1, high=99_999)
    said = f"anknytning {extension:.0f}" if extension else None
    return "; ".join(filter(None, (one.line("description", longest=LONGEST_NOTE), said))) or None
