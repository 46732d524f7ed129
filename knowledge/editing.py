"""What an editor does with an entry, and what keeps the next import from undoing it.

A field that an editor changed by hand in an entry from a feed is kept: the history holds a row "keep" for it, and
a later row "release" lets it go again. The import asks `with_hand_edits` before it writes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from knowledge.entry import Checked, Entry, Review, entry_id
from knowledge.entry_store import read_entries, read_entry, take_out, write_entries
from knowledge.fact_types import Traits
from knowledge.hidden import IN_ITS_PLACE
from knowledge.models import metadata_entry, service

EDITORS = "redaktionen"  # the source of what an editor enters
HIDDEN_PLACE = '"hidden":true'  # as the history has it
KEEP, RELEASE = "keep", "release"
FIELDS = (
    *(name for name in Entry.__struct_fields__ if name not in ("id", "provenance", "checked", "traits")),
    *(f"traits.{name}" for name in Traits.__struct_fields__),
)
BATCH = 400


class NotRestorable(Exception):
    """The earlier value cannot be brought back: the history does not hold it."""


def new_entry_id() -> tuple[str, str]:
    """The id and the ref of an entry that an editor makes."""
    ref = uuid4().hex[:10]
    return entry_id(EDITORS, ref), ref


def value_of(entry: Entry, field: str) -> Any:
    """The value of a field as the history names it: one of the entry's, or "traits." and a trait."""
    part, _, trait = field.partition(".")
    return getattr(entry.traits, trait) if trait else getattr(entry, part)


def with_values(entry: Entry, values: Mapping[str, Any]) -> Entry:
    """The entry with other values in some fields."""
    traits = {name.partition(".")[2]: value for name, value in values.items() if "." in name}
    whole = {name: value for name, value in values.items() if "." not in name}
    if traits:
        whole["traits"] = msgspec.structs.replace(entry.traits, **traits)
    return msgspec.structs.replace(entry, **whole)


def changed_fields(before: Entry, after: Entry) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if value_of(before, name) != value_of(after, name))


def may_go_back(field: str, before: str | None) -> bool:
    """Whether the history holds the whole earlier value: of a hidden address it does not."""
    return field in FIELDS and not any(mark in (before or "") for mark in (IN_ITS_PLACE, HIDDEN_PLACE))


def restore(connection: Connection, service_id: str, field: str, before: str | None, *, by: str, now: datetime) -> None:
    """Gives a field the value that the history tells (JSON, None for none). Raises NotRestorable."""
    entry = read_entry(connection, service_id)
    if entry is None or not may_go_back(field, before):
        raise NotRestorable
    shape = Traits if field.startswith("traits.") else Entry
    name = field.rpartition(".")[2]
    info = next(item for item in msgspec.structs.fields(shape) if item.name == name)
    try:
        value = _unknown(info) if before is None else msgspec.json.decode(before, type=info.type)
    except msgspec.DecodeError:
        raise NotRestorable from None
    save(connection, with_values(entry, {field: value}), by=by, now=now)


def _unknown(info: msgspec.structs.FieldInfo) -> Any:
    """What the field is when nothing is told; a field that must be told cannot be emptied."""
    if info.required:
        raise NotRestorable
    return info.default if info.default_factory is msgspec.NODEFAULT else info.default_factory()


def save(connection: Connection, after: Entry, *, by: str, now: datetime) -> tuple[str, ...]:
    """Writes what an editor made of an entry; tells which fields changed. In an entry from a feed they are kept."""
    before = read_entry(connection, after.id)
    write_entries(connection, [after], by=by, now=now)
    if before is None:
        return FIELDS
    changed = changed_fields(before, after)
    if before.provenance.source != EDITORS:
        keep_by_hand(connection, after.id, changed, by=by, now=now)
    return changed


def set_review(connection: Connection, service_id: str, review: Review, *, by: str, now: datetime) -> None:
    """Approves, withholds, or lets it wait."""
    entry = read_entry(connection, service_id)
    if entry is not None and entry.review != review:
        save(connection, msgspec.structs.replace(entry, review=review), by=by, now=now)


def take_out_by_hand(connection: Connection, service_id: str, *, by: str, now: datetime) -> None:
    """Out of the list, and no import brings it back."""
    take_out(connection, [service_id], by=by, now=now)
    keep_by_hand(connection, service_id, ("status",), by=by, now=now)


def put_back(connection: Connection, service_id: str, *, by: str, now: datetime) -> None:
    """In the list again. What a feed had taken out stays in by the editor's word; else the feed decides again."""
    entry = read_entry(connection, service_id)
    if entry is None:
        return
    by_hand = "status" in kept_fields(connection, [service_id]).get(service_id, frozenset())
    save(connection, msgspec.structs.replace(entry, status="active"), by=by, now=now)
    if by_hand:
        let_go(connection, service_id, ("status",), by=by, now=now)


def keep_by_hand(connection: Connection, service_id: str, fields: Iterable[str], *, by: str, now: datetime) -> None:
    """From now on no import changes these fields."""
    held = kept_fields(connection, [service_id]).get(service_id, frozenset())
    _note(connection, service_id, [name for name in fields if name not in held], KEEP, by, now)


def let_go(connection: Connection, service_id: str, fields: Iterable[str], *, by: str, now: datetime) -> None:
    """The feed decides about these fields again, from the next import on."""
    held = kept_fields(connection, [service_id]).get(service_id, frozenset())
    _note(connection, service_id, [name for name in fields if name in held], RELEASE, by, now)


def kept_fields(connection: Connection, ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """Entry id to the fields that are kept as an editor left them; entries without any are left out."""
    held: dict[str, Counter[str]] = {}
    for part in _batches(ids):
        rows = connection.execute(
            select(metadata_entry.c.resource_id, metadata_entry.c.field_name, metadata_entry.c.last_action_type)
            .where(metadata_entry.c.resource_id.in_(part))
            .where(metadata_entry.c.last_action_type.in_((KEEP, RELEASE)))
        )
        for row in rows:  # the two always take turns, so that what is left over is kept
            held.setdefault(row.resource_id, Counter())[row.field_name] += 1 if row.last_action_type == KEEP else -1
    kept = {key: frozenset(name for name, left in names.items() if left > 0) for key, names in held.items()}
    return {key: names for key, names in kept.items() if names}


def with_hand_edits(connection: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """Entries of a feed as they are to be written: what an editor changed by hand stands as the editor left it.

    Of two checks the newer counts, so that a feed does not make younger or older what an editor checked.
    """
    ids = [entry.id for entry in entries]
    kept = kept_fields(connection, ids)
    before = {entry.id: entry for entry in read_entries(connection, list(kept))} if kept else {}
    checked = _checked(connection, ids)
    return [
        _merged(before.get(entry.id), _newest_check(entry, checked.get(entry.id)), kept.get(entry.id, frozenset()))
        for entry in entries
    ]


def _merged(before: Entry | None, entry: Entry, kept: frozenset[str]) -> Entry:
    values = {name: value_of(before, name) for name in kept if name in FIELDS} if before else {}
    return _with_valid_places(with_values(entry, values)) if values else entry


def _newest_check(entry: Entry, known: Checked | None) -> Entry:
    if known is None or (entry.checked and entry.checked.on >= known.on):
        return entry
    return msgspec.structs.replace(entry, checked=known)


def _checked(connection: Connection, ids: Sequence[str]) -> dict[str, Checked]:
    """When and how each entry was last checked, as the directory knows it."""
    found: dict[str, Checked] = {}
    for part in _batches(ids):
        rows = connection.execute(
            select(service.c.id, service.c.assured_date, service.c.assurer, service.c.assured_how)
            .where(service.c.id.in_(part))
            .where(service.c.assured_date.isnot(None))
        )
        found |= {row.id: Checked(on=row.assured_date, by=row.assurer, how=row.assured_how) for row in rows}
    return found


def _with_valid_places(entry: Entry) -> Entry:
    """Places and meetings may now come from different hands: a meeting at a place that is gone is at the first."""
    last = max(len(entry.places) - 1, 0)
    if all(meeting.place <= last for meeting in entry.meetings):
        return entry
    moved = tuple(
        msgspec.structs.replace(item, place=item.place if item.place <= last else 0) for item in entry.meetings
    )
    return msgspec.structs.replace(entry, meetings=moved)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def note(
    connection: Connection,
    service_id: str,
    field: str,
    before: str | None,
    after: str | None,
    *,
    by: str,
    now: datetime,
) -> None:
    """A row of the history about something that is not a field of the entry."""
    _write(connection, service_id, [field], "handle", by, now, (before, after))


def _note(connection: Connection, service_id: str, fields: list[str], action: str, by: str, now: datetime) -> None:
    _write(connection, service_id, fields, action, by, now, (None, None))


def _write(connection: Connection, service_id: str, fields: list[str], action: str, by: str, now: datetime,
           values: tuple[str | None, str | None]) -> None:  # fmt: skip
    rows = [
        {"id": uuid4().hex, "resource_id": service_id, "resource_type": "service", "last_action_date": now,
         "last_action_type": action, "field_name": name, "previous_value": values[0], "replacement_value": values[1],
         "updated_by": by}
        for name in fields
    ]  # fmt: skip
    if rows:
        connection.execute(insert(metadata_entry), rows)
