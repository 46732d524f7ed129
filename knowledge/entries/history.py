"""The past of an entry: one row for each field that was changed, with who and when."""

from dataclasses import dataclass
from datetime import datetime
from time import time_ns
from uuid import uuid4

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.build_rows import Row
from knowledge.entry import Entry
from knowledge.hidden import concealed
from knowledge.models import metadata_entry

WHOLE = "entry"  # the field of the row that tells that the entry was made


@dataclass(frozen=True)
class Change:
    """`before` and `after` are JSON, None when there was nothing; `action` is create, update or delete."""

    field: str
    before: str | None
    after: str | None
    by: str | None
    at: datetime
    action: str


def created(entry: Entry, by: str, now: datetime) -> list[Row]:
    return [_row(entry.id, WHOLE, (None, None), by, now, "create")]


def changes(before: Entry, after: Entry, by: str, now: datetime) -> list[Row]:
    """A row for each field that differs, in the order of the fields; the traits one by one."""
    gone = after.status == "defunct" and before.status != "defunct"
    old, new = _fields(before), _fields(after)
    return [
        _row(after.id, name, (_json(old[name]), _json(new[name])), by, now, "delete" if gone else "update")
        for name in new
        if old[name] != new[name] or (name in Entry.__struct_fields__ and getattr(before, name) != getattr(after, name))
    ]


def history(connection: Connection, entry_id: str) -> list[Change]:
    """All that was done to an entry, the latest first."""
    table = metadata_entry
    query = select(table).where(table.c.resource_id == entry_id, table.c.resource_type == "service")
    rows = connection.execute(query.order_by(table.c.last_action_date.desc(), table.c.id.desc()))
    return [
        Change(row.field_name, row.previous_value, row.replacement_value, row.updated_by, row.last_action_date,
               row.last_action_type)
        for row in rows
    ]  # fmt: skip


def _fields(entry: Entry) -> dict[str, object]:
    """Each field by name. A hidden address is not told here either, only that it was changed."""
    shown = concealed(entry)
    found = {name: getattr(shown, name) for name in Entry.__struct_fields__ if name not in ("id", "traits")}
    return found | {f"traits.{name}": getattr(entry.traits, name) for name in entry.traits.__struct_fields__}


def _json(value: object) -> str | None:
    if value is None or value == () or value == {}:
        return None
    return msgspec.json.encode(value, order="deterministic").decode()


def _row(entry_id: str, field: str, values: tuple[str | None, str | None], by: str, now: datetime, action: str) -> Row:
    key = f"{time_ns():020}-{uuid4().hex}"  # in the order of writing
    return {"id": key, "resource_id": entry_id, "resource_type": "service", "last_action_date": now,
            "last_action_type": action, "field_name": field, "previous_value": values[0],
            "replacement_value": values[1], "updated_by": by}  # fmt: skip
