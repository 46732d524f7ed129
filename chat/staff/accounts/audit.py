"""Who did what and when: written once, never changed, and never with text."""

import re
from enum import Enum

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.staff.accounts.staff import Staff
from chat.staff.accounts.tables import audit
from chat.store import Store

CODE = re.compile(r"[a-z0-9_.:-]{0,60}")


class Action(str, Enum):
    """Everything that is written down."""

    login = "login"
    login_failed = "login_failed"
    logout = "logout"
    enrolled = "enrolled"
    password_changed = "password_changed"  # noqa: S105 (an event)
    recovery_used = "recovery_used"
    recovery_made = "recovery_made"
    staff_added = "staff_added"
    role_changed = "role_changed"
    disabled = "disabled"
    enabled = "enabled"
    reset = "reset"
    revoked = "revoked"
    claim = "claim"
    read = "read"
    release = "release"
    pass_on = "pass_on"  # noqa: S105 (an event)
    take_over = "take_over"
    whisper = "whisper"
    close = "close"
    delete_now = "delete_now"
    export = "export"
    block = "block"
    unblock = "unblock"
    switch = "switch"
    hours = "hours"
    help = "help"
    lost = "lost"


def code_of(reason: str) -> str:
    """A reason that was chosen from a list, as the audit takes it; one that was written is left out."""
    return reason if CODE.fullmatch(reason) else ""


async def write(
    where: AsyncConnection | Store,
    staff: Staff | None,
    action: Action,
    *,
    at: int,
    conversation_id: str | None = None,
    target: str | None = None,
    detail: str = "",
) -> None:
    """One row, in the transaction of a connection or in one of its own. `detail` is a code; text raises ValueError."""
    if not CODE.fullmatch(detail):
        raise ValueError("the audit takes codes, never text")
    row = {
        "at": at,
        "staff_id": staff.id if staff else None,
        "action": action.value,
        "conversation_id": conversation_id,
        "target": target,
        "detail": detail,
    }
    if isinstance(where, Store):
        async with where.reach() as connection:
            await connection.execute(insert(audit), [row])
    else:
        await where.execute(insert(audit), [row])


async def was_written(
    connection: AsyncConnection, staff: Staff, action: Action, conversation_id: str, *, since: int
) -> bool:
    """Whether somebody did this to a chat after that second."""
    row = audit.c
    same = row.staff_id == staff.id, row.action == action.value, row.conversation_id == conversation_id
    return (await connection.execute(select(row.id).where(*same, row.at > since).limit(1))).first() is not None
