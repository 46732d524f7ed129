"""Keeps an address that must not be known out of everything that leaves the directory."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from knowledge.entry import Entry, Where

IN_ITS_PLACE = "(skyddad adress)"
SHORTEST = 5  # characters: shorter ones stand in other words by chance


def concealed(entry: Entry) -> Entry:
    """The entry without what tells a hidden address: of the place only the municipality is left.

    An address that stands in a text as well is taken out there. An entry that hides nothing comes back as it is.
    """
    if not any(place.hidden for place in entry.places):
        return entry
    places = tuple(_concealed_place(place) for place in entry.places)
    secret = _secret(entry)
    entry = msgspec.structs.replace(entry, places=places)
    return _without(entry, secret) if secret else entry


def with_secrets_kept(new: Entry, known: Entry) -> Entry:
    """A new version of a known entry; where it tells the same as we do of what is hidden, what we know stays."""
    told = concealed(known)
    if told is known:
        return new
    fields = Entry.__struct_fields__
    same = {name: getattr(known, name) for name in fields if getattr(new, name) == getattr(told, name)}
    pairs = zip(told.places, known.places, strict=True)
    held = {number: (shown, secret) for number, (shown, secret) in enumerate(pairs)}
    places = tuple(
        held[number][1] if number in held and place == held[number][0] else place
        for number, place in enumerate(new.places)
    )
    return msgspec.structs.replace(new, **{**same, "places": places})


def betrayed(entry: Entry) -> str | None:
    """The field in which a hidden address stands, named in Swedish; None when it stands in none."""
    secret = _secret(entry)
    return next((name for name, text in _texts(entry) if secret and secret.search(text)), None)


def _concealed_place(place: Where) -> Where:
    if not place.hidden:
        return place
    return Where(municipality=place.municipality, hidden=True, virtual=place.virtual)


def _secret(entry: Entry) -> re.Pattern[str] | None:
    """The addresses as they may stand in a text, the longest first."""
    addresses = {place.address.strip() for place in entry.places if place.hidden and place.address}
    parts = addresses | {address.split(",")[0].strip() for address in addresses}
    spelt = sorted((part for part in parts if len(part) >= SHORTEST), key=len, reverse=True)
    found = [r"[\s,]+".join(re.escape(word) for word in re.split(r"[\s,]+", part) if word) for part in spelt]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE) if found else None


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    named = (
        ("namnet", entry.name),
        ("meningen om vad som händer", entry.plain),
        ("beskrivningen", entry.description),
        ("priset", entry.price.text if entry.price else None),
        ("arrangörens namn", entry.owner.name),
        *(("de egna orden", text) for text in entry.own_words.values()),
        *(("en anteckning till en träff", meeting.note) for meeting in entry.meetings),
        *(("en anteckning till ett telefonnummer", phone.note) for phone in entry.phones),
        *(("uppgifterna om tillgänglighet", place.accessibility) for place in entry.places if not place.hidden),
        *(("en annan plats", place.address) for place in entry.places if not place.hidden),
    )
    return ((name, text) for name, text in named if text)


def _without(entry: Entry, secret: re.Pattern[str]) -> Entry:
    def clean(text: str) -> str:
        return secret.sub(IN_ITS_PLACE, text)

    def cleaned(part: Any, name: str) -> Any:
        text = getattr(part, name)
        return msgspec.structs.replace(part, **{name: clean(text)}) if text else part

    for name in ("name", "plain", "description"):
        entry = cleaned(entry, name)
    places = (cleaned(cleaned(place, "accessibility"), "address") for place in entry.places)
    return msgspec.structs.replace(
        entry,
        owner=cleaned(entry.owner, "name"),
        price=cleaned(entry.price, "text") if entry.price else None,
        places=tuple(places),
        meetings=tuple(cleaned(meeting, "note") for meeting in entry.meetings),
        phones=tuple(cleaned(phone, "note") for phone in entry.phones),
        own_words={part: clean(text) for part, text in entry.own_words.items()},
    )
