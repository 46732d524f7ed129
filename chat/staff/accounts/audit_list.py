"""The audit as supervisors and admins read it: filtered, the newest first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from chat.staff.accounts import tables
from chat.staff.accounts.audit import Action
from chat.store import Store

PAGE = 100
MOST = 50_000  # rows of one file

_audit = tables.audit.c


@dataclass(frozen=True)
class Sought:
    """Empty fields filter nothing; `since` and `until` in seconds since 1970, `below` is the id of a page before."""

    staff_id: str = ""
    action: str = ""
    conversation_id: str = ""
    since: int | None = None
    until: int | None = None
    below: int | None = None


@dataclass(frozen=True)
class Row:
    """One thing that happened; names as they are today."""

    id: int
    at: int
    who: str
    action: Action | str
    about: str
    conversation_id: str
    detail: str


async def find_rows(store: Store, sought: Sought, most: int = PAGE) -> tuple[Row, ...]:
    by, about = tables.staff.alias(), tables.staff.alias()
    joined = tables.audit.outerjoin(by, by.c.id == _audit.staff_id).outerjoin(about, about.c.id == _audit.target)
    wanted = select(tables.audit, by.c.name.label("by_name"), about.c.name.label("about_name")).select_from(joined)
    wanted = wanted.where(*_conditions(sought)).order_by(_audit.id.desc()).limit(most)
    async with store.reach() as connection:
        return tuple(_read(row) for row in await connection.execute(wanted))


def _conditions(sought: Sought) -> list[Any]:
    found: list[Any] = []
    if sought.staff_id:
        found.append(or_(_audit.staff_id == sought.staff_id, _audit.target == sought.staff_id))
    if sought.action:
        found.append(_audit.action == sought.action)
    if sought.conversation_id:
        found.append(_audit.conversation_id == sought.conversation_id)
    if sought.since is not None:
        found.append(_audit.at >= sought.since)
    if sought.until is not None:
        found.append(_audit.at < sought.until)
    if sought.below is not None:
        found.append(_audit.id < sought.below)
    return found


def _read(row: Any) -> Row:
    known = row.action in Action.__members__
    return Row(
        id=row.id,
        at=row.at,
        who=row.by_name or "",
        action=Action(row.action) if known else row.action,
        about=row.about_name or "",
        conversation_id=row.conversation_id or "",
        detail=row.detail,
    )
