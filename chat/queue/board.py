"""What supervisors see of the line: four numbers, every chat with people, who is there, and calls for help."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.conversation import Owner
from chat.queue.blocks import read_blocks
from chat.queue.floor import Floor
from chat.queue.help import read_calls
from chat.queue.line_state import read_staff
from chat.queue.order import place_in_line
from chat.queue.shapes import LEFT_AFTER_SECONDS, Board, LiveChat
from chat.queue.tables import handover
from chat.store import WITH_PEOPLE

WARN_SECONDS = 90  # after the claim, without a first reply
BACK_SECONDS = 150

_record, _conversation = handover.c, tables.conversation.c
_LIVE = (
    select(handover, _conversation.owner, _conversation.epoch)
    .join(tables.conversation, _conversation.id == _record.conversation_id)
    .where(_conversation.owner.in_(WITH_PEOPLE))
)


async def read_board(floor: Floor, now: int) -> Board:
    async with floor.store.reach() as connection:
        chats = await read_live(connection, now)
        staff = await read_staff(connection, now)
        calls = await read_calls(connection, now)
        blocks = await read_blocks(connection, now)
    waits = [chat.waited for chat in chats if chat.owner is Owner.waiting]
    return Board(
        waiting=len(waits),
        longest_wait=max(waits, default=0),
        with_human=len(chats) - len(waits),
        room_free=sum(each.free for each in staff),
        chats=chats,
        staff=staff,
        calls=calls,
        blocks=blocks,
    )


async def read_live(connection: AsyncConnection, now: int) -> tuple[LiveChat, ...]:
    """All chats that wait or are with a person: those that wait first, in their order."""
    rows = sorted((await connection.execute(_LIVE)).all(), key=lambda row: _key(row, now))
    return tuple(_as_live(row, now) for row in rows)


def _key(row: Any, now: int) -> tuple[object, ...]:
    place = place_in_line(row.risk, row.waiting_since, now, first_in_line=row.first_in_line, left=has_left(row, now))
    return (row.owner != Owner.waiting.value, *place, row.conversation_id)


def has_left(row: Any, now: int) -> bool:
    return row.left_at is not None or now - row.last_seen_visitor >= LEFT_AFTER_SECONDS


def _as_live(row: Any, now: int) -> LiveChat:
    until = now if row.claimed_at is None else row.claimed_at
    return LiveChat(
        conversation_id=row.conversation_id,
        owner=Owner(row.owner),
        epoch=row.epoch,
        risk=row.risk,
        kind=row.kind,
        waited=max(0, until - row.waiting_since),
        volunteer_id=row.volunteer_id,
        volunteer_name=row.volunteer_name,
        claimed_at=row.claimed_at,
        is_silent=row.claimed_at is not None and row.first_reply_at is None and now - row.claimed_at >= WARN_SECONDS,
        returned=row.returned,
        left=has_left(row, now),
    )
