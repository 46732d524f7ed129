"""One activity, meeting place or support as the directory knows it, whichever feed or editor it came from.

Every reader makes entries, the editor changes entries, the store keeps them as rows and every export reads them back.
Text is plain (no HTML). Clock times are Swedish and without a zone. Codes are those of knowledge/facts.
"""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha1
from typing import Literal

import msgspec

from knowledge.fact_types import Traits

LONGEST_ID = 120  # characters that the tables hold
Status = Literal["active", "inactive", "defunct", "temporarily closed"]
Review = Literal["approved", "waiting", "withheld"]


class EntryStruct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of an entry."""


class Owner(EntryStruct, frozen=True, kw_only=True):
    """Who keeps the activity. `org_number` is ten digits with a valid checksum."""

    name: str
    org_number: str | None = None
    website: str | None = None
    email: str | None = None


class Where(EntryStruct, frozen=True, kw_only=True):
    """A place. `municipality` is an SCB code, `lat` and `lon` are WGS84 degrees.

    A hidden place has an address that never leaves the directory: only its municipality is shown.
    """

    name: str | None = None
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    municipality: str | None = None
    lat: float | None = None
    lon: float | None = None
    hidden: bool = False
    virtual: bool = False
    accessibility: str | None = None  # what the feed says about steps, lift, hearing loop


class Meeting(EntryStruct, frozen=True, kw_only=True):
    """When it happens, once or again and again.

    `rrule` is RFC 5545 without DTSTART, counted from `starts` on Swedish clocks. `exdates` are starts that do not
    happen, `extra` starts that happen besides. `place` is the index of a place of the entry.
    """

    starts: datetime
    ends: datetime | None = None
    rrule: str | None = None
    exdates: tuple[datetime, ...] = ()
    extra: tuple[datetime, ...] = ()
    cancelled: bool = False
    place: int = 0
    note: str | None = None


class Phone(EntryStruct, frozen=True, kw_only=True):
    """`number` as one dials it in Sweden, with groups."""

    number: str
    note: str | None = None


class Price(EntryStruct, frozen=True, kw_only=True):
    """`amount` in `currency`, 0 is free, None is unknown; `text` says it in words."""

    amount: float | None = None
    text: str | None = None
    currency: str = "SEK"


class Checked(EntryStruct, frozen=True, kw_only=True):
    """The last time that somebody made sure: when, who, and how."""

    on: date
    by: str | None = None
    how: str | None = None


class Provenance(EntryStruct, frozen=True, kw_only=True):
    """Whence the entry comes. `source` names a row of the table source, `ref` is the source's own id of the item."""

    source: str
    ref: str
    url: str | None = None
    licence: str | None = None


class Entry(EntryStruct, frozen=True, kw_only=True):
    """All of it. Whatever is None or empty is unknown: unknown is neither free nor drop-in.

    `plain` is one plain sentence on what happens; `description` what the feed says besides. `kind` is a name of
    need_rules.yml. `area` holds SCB codes of municipalities or counties, or "SE": where it is of use when it has no
    place. `own_words` are an editor's sentences: first_step, at_the_door, or a reason by need (as suits_because).
    `other_ids` are further names of it, by scheme.
    """

    id: str
    name: str
    owner: Owner
    provenance: Provenance
    plain: str | None = None
    description: str | None = None
    kind: str | None = None
    status: Status = "active"
    review: Review = "approved"
    traits: Traits = Traits()
    price: Price | None = None
    age_min: int | None = None
    age_max: int | None = None
    only_for: tuple[str, ...] = ()
    loneliness: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    access: tuple[str, ...] = ()  # wheelchair, hearing_loop, sign_language, toilet, parking
    places: tuple[Where, ...] = ()
    area: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    opening_hours: str | None = None  # OpenStreetMap syntax
    phones: tuple[Phone, ...] = ()
    link: str | None = None
    email: str | None = None
    languages: tuple[str, ...] = ()  # ISO 639-1
    checked: Checked | None = None
    own_words: Mapping[str, str] = {}
    other_ids: Mapping[str, str] = {}


def entry_id(source: str, ref: str) -> str:
    """The id of an item of a source; the same item has the same id in every import. A long ref is shortened."""
    if len(source) + len(ref) >= LONGEST_ID:
        ref = sha1(ref.encode()).hexdigest()  # noqa: S324 (an id, not a secret)
    return f"{source}:{ref}"
