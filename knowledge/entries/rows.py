"""An entry as rows of the directory's tables. Pure: nothing is read or written here; read.py is the way back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha1, sha256
from typing import Any

import msgspec

from knowledge.assurance import ACTIVITY_DAYS
from knowledge.build_rows import TAXONOMIES as TAXONOMIES_OF_FACTS
from knowledge.build_rows import Row, Rows
from knowledge.entry import Entry, Meeting, Owner, Where
from knowledge.fact_types import Traits

ORG_NUMBER = "SE-ORGNR"
TAXONOMIES = {
    **TAXONOMIES_OF_FACTS,
    "audience": "Till för",
    "access": "Tillgänglighet",
}
CODED = {  # field of the entry to its taxonomy
    "only_for": "audience",
    "loneliness": "loneliness",
    "barriers": "barrier",
    "life_events": "life_event",
    "interests": "interest",
    "access": "access",
}


def entry_rows(entry: Entry, now: datetime) -> Rows:
    """Every row of an entry, by table, but for those that searching needs and those that tell of its past."""
    owner = owner_id(entry.owner)
    rows: Rows = {
        "organization": [_organization(entry.owner, owner)],
        "organization_identifier": _org_numbers(entry.owner, owner),
        "service": [_service(entry, owner, now)],
        "source_record": [_record(entry)],
        "phone": _in_order(entry, "phone", [{"number": phone.number, "type": "voice", "description": phone.note}
                                            for phone in entry.phones]),
        "language": _in_order(entry, "language", [{"code": code} for code in entry.languages]),
        "service_area": _in_order(entry, "service_area", [_area(code) for code in entry.area]),
        "occurrence": _in_order(entry, "occurrence", [_meeting(entry, meeting) for meeting in entry.meetings]),
        "cost_option": _cost(entry),
        "schedule": _hours(entry),
        "wording": [{"id": row_id(entry.id, "wording", part), "service_id": entry.id, "part": part, "sentence": text}
                    for part, text in entry.own_words.items()],
        "service_identifier": [
            {"id": row_id(entry.id, "service_identifier", scheme), "service_id": entry.id,
             "identifier_scheme": scheme, "identifier": number}
            for scheme, number in entry.other_ids.items()
        ],
        "attribute": [*_coded(entry), *_traits(entry)],
    }  # fmt: skip
    for index, place in enumerate(entry.places):
        _add_place(rows, entry, index, place)
    return rows


def row_id(entry_id: str, table: str, key: object) -> str:
    """The id of a row that belongs to an entry: the same each time that the entry is written."""
    return sha1(f"{entry_id}\n{table}\n{key}".encode()).hexdigest()[:32]  # noqa: S324 (an id, not a secret)


def owner_id(owner: Owner) -> str:
    """Owners of whom the same is told share one row."""
    return f"org:{sha1(msgspec.json.encode(_whole(owner))).hexdigest()[:32]}"  # noqa: S324 (an id, not a secret)


def record_id(entry_id: str) -> str:
    return row_id(entry_id, "source_record", "")


def fingerprint(entry: Entry) -> str:
    """The same for two entries that say the same."""
    return sha256(msgspec.json.encode(_whole(entry), order="deterministic")).hexdigest()


def _whole(part: Any) -> Any:
    """With every field: left to itself msgspec omits a default by its identity, so that equal entries may differ."""
    if isinstance(part, msgspec.Struct):
        return {name: _whole(getattr(part, name)) for name in part.__struct_fields__}
    return [_whole(one) for one in part] if isinstance(part, tuple) else part


def _organization(owner: Owner, key: str) -> Row:
    return {"id": key, "name": owner.name, "description": None, "website": owner.website, "email": owner.email}


def _org_numbers(owner: Owner, key: str) -> list[Row]:
    if owner.org_number is None:
        return []
    return [{"id": f"{key}:number", "organization_id": key, "identifier_scheme": ORG_NUMBER,
             "identifier": owner.org_number}]  # fmt: skip


def _service(entry: Entry, owner: str, now: datetime) -> Row:
    checked = entry.checked
    return {
        "id": entry.id,
        "organization_id": owner,
        "name": entry.name,
        "kind": entry.kind or "",
        "plain": entry.plain,
        "description": entry.description,
        "url": entry.link,
        "email": entry.email,
        "status": entry.status,
        "review": entry.review,
        "minimum_age": entry.age_min,
        "maximum_age": entry.age_max,
        "assured_date": checked.on if checked else None,
        "assurer": checked.by if checked else None,
        "assured_how": checked.how if checked else None,
        "last_modified": now,
    }


def _record(entry: Entry) -> Row:
    whence = entry.provenance
    return {"id": record_id(entry.id), "source_id": whence.source, "service_id": entry.id, "ref": whence.ref,
            "url": whence.url, "licence": whence.licence, "content_hash": fingerprint(entry),
            "missing_count": 0}  # fmt: skip


def assurance_row(entry: Entry) -> Row | None:
    """The event of its last check, None when it was never checked."""
    checked = entry.checked
    if checked is None:
        return None
    key = row_id(entry.id, "assurance_event", [checked.on.isoformat(), checked.by, checked.how])
    return {"id": key, "service_id": entry.id, "checked": checked.on, "how": checked.how or "enligt källan",
            "checked_by": checked.by, "next_due": checked.on + timedelta(days=ACTIVITY_DAYS)}  # fmt: skip


def _in_order(entry: Entry, table: str, rows: Iterable[Row]) -> list[Row]:
    """Rows that belong to the entry and keep their order."""
    return [
        {"id": row_id(entry.id, table, index), "service_id": entry.id, "ordinal": index, **row}
        for index, row in enumerate(rows)
    ]


def _area(code: str) -> Row:
    return {"extent": code, "extent_type": "country" if code == "SE" else "SCB"}


def _meeting(entry: Entry, meeting: Meeting) -> Row:
    here = 0 <= meeting.place < len(entry.places)
    return {
        "location_id": location_id(entry.id, meeting.place) if here else None,
        "starts": meeting.starts,
        "ends": meeting.ends,
        "rrule": meeting.rrule,
        "exdates": _times(meeting.exdates),
        "extra": _times(meeting.extra),
        "cancelled": meeting.cancelled,
        "place_index": meeting.place,
        "note": meeting.note,
    }


def _times(moments: tuple[datetime, ...]) -> str | None:
    return ",".join(moment.isoformat() for moment in moments) or None


def _cost(entry: Entry) -> list[Row]:
    price = entry.price
    if price is None:
        return []
    return [{"id": row_id(entry.id, "cost_option", 0), "service_id": entry.id,
             "option": "free" if price.amount == 0 else None, "amount": price.amount, "currency": price.currency,
             "amount_description": price.text}]  # fmt: skip


def _hours(entry: Entry) -> list[Row]:
    if entry.opening_hours is None:
        return []
    return [{"id": row_id(entry.id, "schedule", 0), "service_id": entry.id, "opening_hours": entry.opening_hours,
             "timezone": "Europe/Stockholm"}]  # fmt: skip


def _coded(entry: Entry) -> list[Row]:
    return [
        _attribute(entry, taxonomy, code, index, None)
        for name, taxonomy in CODED.items()
        for index, code in enumerate(getattr(entry, name))
    ]


def _traits(entry: Entry) -> list[Row]:
    told = [(name, getattr(entry.traits, name)) for name in Traits.__struct_fields__]
    return [
        _attribute(entry, "trait", name, index, "true" if value else "false")
        for index, (name, value) in enumerate(told)
        if value is not None
    ]


def _attribute(entry: Entry, taxonomy: str, code: str, index: int, value: str | None) -> Row:
    return {"id": row_id(entry.id, taxonomy, index), "link_id": entry.id, "link_entity": "service",
            "link_type": taxonomy, "taxonomy_term_id": f"{taxonomy}:{code}", "value": value,
            "ordinal": index}  # fmt: skip


def location_id(entry_id: str, index: int) -> str:
    return row_id(entry_id, "location", index)


def at_location_id(entry_id: str, index: int) -> str:
    return f"{location_id(entry_id, index)}:at"


def _add_place(rows: Rows, entry: Entry, index: int, place: Where) -> None:
    key = location_id(entry.id, index)
    kind = "virtual" if place.virtual else "physical"
    rows.setdefault("location", []).append(
        {"id": key, "location_type": kind, "name": place.name, "latitude": place.lat, "longitude": place.lon,
         "is_hidden": place.hidden}
    )  # fmt: skip
    rows.setdefault("service_at_location", []).append(
        {"id": at_location_id(entry.id, index), "service_id": entry.id, "location_id": key, "ordinal": index}
    )
    if any(part is not None for part in (place.address, place.postal_code, place.city, place.municipality)):
        rows.setdefault("address", []).append(
            {"id": f"{key}:address", "location_id": key, "address_1": place.address,
             "postal_code": place.postal_code, "city": place.city, "municipality_code": place.municipality,
             "address_type": kind}
        )  # fmt: skip
    if place.accessibility is not None:
        rows.setdefault("accessibility", []).append(
            {"id": f"{key}:access", "location_id": key, "description": place.accessibility}
        )
