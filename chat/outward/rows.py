"""The rows of what has been told outwards: which chats need something, and how far each has come."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.conversation import Owner
from chat.outward.line import Told
from chat.outward.settings import STAFF_ID
from chat.outward.tables import outward
from chat.queue.tables import handover, presence
from chat.staff.accounts.staff import Staff
from chat.store import Store
from chat.upsert import insert_or

MOST_AT_ONCE = 50
LONGEST_PAUSE = 300  # seconds between tries

_row, _conversation, _handover = outward.c, tables.conversation.c, handover.c


@dataclass(frozen=True)
class Row:
    conversation_id: str
    handle: str
    foreign_id: str
    sent_seq: int
    told: str
    tries: int


async def add_new(store: Store, now: int) -> None:
    """A row for everyone who waits and has none."""
    known = select(_row.conversation_id)
    newcomers = select(_conversation.id).where(
        _conversation.owner == Owner.waiting.value, _conversation.id.not_in(known)
    )
    async with store.reach() as connection:
        ids = list((await connection.execute(newcomers.limit(MOST_AT_ONCE))).scalars())
    if not ids:
        return
    fresh = {"foreign_id": "", "sent_seq": 0, "told": "", "tries": 0, "due_at": now}
    async with store.write() as connection:
        rows = [{"conversation_id": id, "handle": secrets.token_hex(8), **fresh} for id in ids]
        await connection.execute(insert_or(connection, outward).on_conflict_do_nothing(), rows)


async def behind(store: Store, now: int) -> list[Row]:
    """Those to which something has to be told and whose pause is over, the longest waiting first."""
    owner = select(_conversation.owner).where(_conversation.id == _row.conversation_id).scalar_subquery()
    last = select(_conversation.last_seq).where(_conversation.id == _row.conversation_id).scalar_subquery()
    with_us = select(_handover.volunteer_id).where(_handover.conversation_id == _row.conversation_id).scalar_subquery()
    is_open = owner == Owner.waiting.value
    is_yours = (owner == Owner.human.value) & (with_us == STAFF_ID)
    open_there = is_open & (_row.told == Told.waiting.value) | is_yours & (_row.told == Told.yours.value)
    settled = (owner == Owner.human.value) & (with_us != STAFF_ID) & (_row.told == Told.elsewhere.value)
    asked = (
        select(outward)
        .where(_row.due_at <= now, or_(owner.is_(None), ~(open_there & (last <= _row.sent_seq)) & ~settled))
        .order_by(_row.due_at)
        .limit(MOST_AT_ONCE)
    )
    async with store.reach() as connection:
        return [_read(row) for row in await connection.execute(asked)]


async def find(store: Store, foreign_id: str) -> Row | None:
    """By the other system's id or by our handle."""
    async with store.reach() as connection:
        asked = select(outward).where(or_(_row.foreign_id == foreign_id, _row.handle == foreign_id))
        row = (await connection.execute(asked)).first()
    return _read(row) if row and foreign_id else None


async def note_down(store: Store, row: Row, **values: Any) -> None:
    async with store.write() as connection:
        await connection.execute(update(outward).where(_row.conversation_id == row.conversation_id).values(**values))


async def put_off(store: Store, row: Row, now: int) -> None:
    """Tries again later: after 2, 4, 8 … seconds, at most five minutes."""
    pause = min(LONGEST_PAUSE, 2 ** min(row.tries + 1, 9))
    await note_down(store, row, tries=row.tries + 1, due_at=now + pause)


async def drop(store: Store, row: Row) -> None:
    async with store.write() as connection:
        await connection.execute(delete(outward).where(_row.conversation_id == row.conversation_id))


async def be_present(connection: AsyncConnection, staff: Staff, room: int, now: int) -> None:
    """Those over there are there as long as this is said again within a minute."""
    values = {"name": staff.name, "role": staff.role.value, "state": "available", "room": room, "seen_at": now}
    added = insert_or(connection, presence).values(staff_id=staff.id, since=now, until=None, **values)
    await connection.execute(added.on_conflict_do_update(index_elements=["staff_id"], set_={**values, "until": None}))


def _read(row: Any) -> Row:
    return Row(row.conversation_id, row.handle, row.foreign_id, row.sent_seq, row.told, row.tries)
