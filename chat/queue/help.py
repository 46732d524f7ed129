"""The help button: one supervisor is asked at once, after a minute the next, and at the end all of them."""

from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.bus import HELP, staff_topic
from chat.queue.errors import AlreadyTaken, NoSuchChat, NotYours
from chat.queue.floor import Floor, look
from chat.queue.line_state import read_staff
from chat.queue.rows import encode
from chat.queue.shapes import HelpCall, State, leads
from chat.queue.tables import help_call
from chat.queue.talking import require_owner
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.staff import Staff

NEXT_SECONDS = 60
SHOWN_SECONDS = 1800

_call = help_call.c
_ids = msgspec.json.Decoder(list[str])


def as_call(row: Any) -> HelpCall:
    return HelpCall(
        id=row.id,
        staff_id=row.staff_id,
        name=row.name,
        conversation_id=row.conversation_id,
        called_at=row.called_at,
        asked_id=row.asked_id,
        taken_name=row.taken_name,
    )


async def read_calls(connection: AsyncConnection, now: int) -> tuple[HelpCall, ...]:
    """Those of the last half hour, the latest first."""
    recent = select(help_call).where(_call.called_at > now - SHOWN_SECONDS).order_by(_call.id.desc())
    return tuple(map(as_call, await connection.execute(recent)))


async def call_help(floor: Floor, staff: Staff, conversation_id: str | None) -> HelpCall:
    """Pressing again while nobody has come is the same call. Nobody is refused; only one's own chat is named."""
    now = floor.now()
    async with floor.store.write() as connection:
        if conversation_id is not None and not await _has(connection, staff, conversation_id):
            conversation_id = None
        same = _call.staff_id == staff.id, _call.conversation_id == conversation_id, _call.taken_by.is_(None)
        open_call = select(help_call).where(*same, _call.called_at > now - SHOWN_SECONDS)
        row = (await connection.execute(open_call)).first()
        if row is None:
            asked = await _whom(connection, now, (staff.id,))
            values = {"staff_id": staff.id, "name": staff.name, "conversation_id": conversation_id, "called_at": now}
            before = encode(_with([staff.id], asked))
            made = insert(help_call).values(**values, asked_id=asked, asked_at=now, asked_before=before)
            number = (await connection.execute(made)).inserted_primary_key[0]
            row = (await connection.execute(select(help_call).where(_call.id == number))).one()
            await write(connection, staff, Action.help, at=now, conversation_id=conversation_id, detail="called")
    _tell(floor, row.asked_id)
    return as_call(row)


async def take_help(floor: Floor, call_id: int, supervisor: Staff) -> HelpCall:
    """Raises NotYours, AlreadyTaken with the name of who went."""
    if not leads(supervisor):
        raise NotYours
    values = {"taken_by": supervisor.id, "taken_name": supervisor.name, "taken_at": floor.now()}
    is_open = _call.id == call_id, _call.taken_by.is_(None)
    async with floor.store.write() as connection:
        taken = await connection.execute(update(help_call).where(*is_open).values(**values))
        row = (await connection.execute(select(help_call).where(_call.id == call_id))).first()
        if row is not None and taken.rowcount == 1:
            about: dict[str, Any] = {"conversation_id": row.conversation_id, "target": row.staff_id, "detail": "taken"}
            await write(connection, supervisor, Action.help, at=floor.now(), **about)
    if row is None:
        raise NotYours
    if row.taken_by != supervisor.id:
        raise AlreadyTaken(row.taken_name)
    _tell(floor, row.staff_id)
    return as_call(row)


async def ask_the_next(floor: Floor, now: int) -> int:
    """Calls that nobody took for a minute go to the next supervisor; says how many."""
    late = _call.taken_by.is_(None), _call.asked_at <= now - NEXT_SECONDS, _call.called_at > now - SHOWN_SECONDS
    told: list[str | None] = []
    async with floor.store.write() as connection:
        for row in (await connection.execute(select(help_call).where(*late))).all():
            before = _ids.decode(row.asked_before)
            asked = await _whom(connection, now, before)
            values = {"asked_id": asked, "asked_at": now, "asked_before": encode(_with(before, asked))}
            still = _call.id == row.id, _call.taken_by.is_(None)
            await connection.execute(update(help_call).where(*still).values(**values))
            told.append(asked)
    for asked in told:
        _tell(floor, asked)
    return len(told)


async def drop_old_calls(connection: AsyncConnection, now: int) -> None:
    await connection.execute(delete(help_call).where(_call.called_at <= now - SHOWN_SECONDS))


async def _whom(connection: AsyncConnection, now: int, besides: Any) -> str | None:
    """A supervisor who is there and was not asked yet, the least busy first; None: all of them."""
    leading = [each for each in await read_staff(connection, now) if each.leads]
    there = [each for each in leading if each.state is not State.borta and each.staff_id not in besides]
    return min(there, key=lambda each: (each.chats, each.staff_id)).staff_id if there else None


async def _has(connection: AsyncConnection, staff: Staff, conversation_id: str) -> bool:
    try:
        require_owner(await look(connection, conversation_id), staff)
    except (NotYours, NoSuchChat):
        return False
    return True


def _with(before: list[str], asked: str | None) -> list[str]:
    return [*before, asked] if asked else before


def _tell(floor: Floor, staff_id: str | None) -> None:
    floor.bus.tell(HELP)
    if staff_id:
        floor.bus.tell(staff_topic(staff_id))
