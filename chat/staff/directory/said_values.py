"""Values of the history in plain Swedish."""

from collections.abc import Callable
from typing import Any

import msgspec

from chat.staff.directory.desk import Desk
from chat.staff.directory.form_places import area_name
from chat.staff.directory.words import labels, languages
from knowledge.entries.history import WHOLE
from knowledge.entry import Checked, Meeting, Owner, Phone, Price, Where
from knowledge.hours import plain_date
from knowledge.recurrence import when_text

NOTHING = "inget"
LABELLED = ("status", "review", "only_for", "loneliness", "barriers", "life_events", "access")


def in_words(field: str, value: str | None, desk: Desk) -> str:
    """What a JSON value of a field says; text as it stands when it is no JSON."""
    if value is None:
        return "" if field == WHOLE else NOTHING
    if field.startswith("traits."):
        return {"true": "Ja", "false": "Nej"}.get(value, value)
    try:
        return SAY[field](value, desk) if field in SAY else _plain(value)
    except (msgspec.DecodeError, KeyError):
        return value


def _plain(value: str) -> str:
    try:
        found = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
    if isinstance(found, list):
        return ", ".join(str(item) for item in found)
    return str(found)


def _named(subject: str) -> Callable[[str, Desk], str]:
    """Says names of the vocabulary by their labels."""

    def say(value: str, desk: Desk) -> str:
        found = msgspec.json.decode(value)
        names = found if isinstance(found, list) else [found]
        return ", ".join(labels(subject).get(name, name) for name in names)

    return say


def _kind(value: str, desk: Desk) -> str:
    name = msgspec.json.decode(value, type=str)
    return next((kind.label for kind in desk.facts.need_rules.kinds if kind.name == name), name)


def _owner(value: str, desk: Desk) -> str:
    owner = msgspec.json.decode(value, type=Owner)
    return _joined(owner.name, owner.org_number, owner.website, owner.email)


def _places(value: str, desk: Desk) -> str:
    return "; ".join(place_in_words(place, desk) for place in msgspec.json.decode(value, type=tuple[Where, ...]))


def place_in_words(place: Where, desk: Desk) -> str:
    home = area_name(place.municipality, desk.places) if place.municipality else None
    spot = f"{place.lat:.5f}, {place.lon:.5f}" if place.lat is not None and place.lon is not None else None
    kind = "dold adress" if place.hidden else "på nätet" if place.virtual else None
    town = place.city if place.city != home else None
    return _joined(place.name, place.address, place.postal_code, town, home, spot, kind)


def _meetings(value: str, desk: Desk) -> str:
    return " ".join(meeting_in_words(item, desk) for item in msgspec.json.decode(value, type=tuple[Meeting, ...]))


def meeting_in_words(meeting: Meeting, desk: Desk) -> str:
    past = f"{plain_date(meeting.starts.date())} kl. {meeting.starts:%H.%M} (har varit)."
    return when_text([meeting], desk.clock()) or past


def _price(value: str, desk: Desk) -> str:
    return price_in_words(msgspec.json.decode(value, type=Price))


def price_in_words(price: Price) -> str:
    amount = None if price.amount is None else "0 kr" if price.amount == 0 else f"{price.amount:g} {price.currency}"
    return _joined(amount and amount.replace("SEK", "kr"), price.text)


def _phones(value: str, desk: Desk) -> str:
    phones = msgspec.json.decode(value, type=tuple[Phone, ...])
    return ", ".join(_joined(phone.number, phone.note) for phone in phones)


def _checked(value: str, desk: Desk) -> str:
    checked = msgspec.json.decode(value, type=Checked)
    return _joined(plain_date(checked.on), checked.how, checked.by)


def _area(value: str, desk: Desk) -> str:
    return ", ".join(area_name(code, desk.places) for code in msgspec.json.decode(value, type=tuple[str, ...]))


def _languages(value: str, desk: Desk) -> str:
    return ", ".join(languages().get(code, code) for code in msgspec.json.decode(value, type=tuple[str, ...]))


def _own_words(value: str, desk: Desk) -> str:
    found: dict[str, Any] = msgspec.json.decode(value)
    return " ".join(f"{labels('own_words').get(name, name)}: {text}" for name, text in found.items())


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


SAY: dict[str, Callable[[str, Desk], str]] = {
    "kind": _kind,
    "owner": _owner,
    "places": _places,
    "meetings": _meetings,
    "price": _price,
    "phones": _phones,
    "checked": _checked,
    "area": _area,
    "languages": _languages,
    "own_words": _own_words,
    **{name: _named(name) for name in LABELLED},
}
