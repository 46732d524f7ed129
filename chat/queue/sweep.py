"""What is done when time has passed: lost and silent volunteers, visitors who left, calls that nobody answered."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.bus import DUTY, QUEUE, chat_topic, staff_topic
from chat.conversation import Owner
from chat.handover import Move
from chat.logs import log
from chat.queue.asking import give_up
from chat.queue.blocks import drop_old_blocks
from chat.queue.board import BACK_SECONDS, WARN_SECONDS
from chat.queue.counts import count
from chat.queue.ending import put_first
from chat.queue.errors import Changed, NoSuchChat, NotWaiting
from chat.queue.floor import Floor, look, note_down
from chat.queue.help import ask_the_next, drop_old_calls
from chat.queue.presence import state_now
from chat.queue.shapes import LEFT_AFTER_SECONDS, State
from chat.queue.tables import handover, presence
from chat.staff.accounts.audit import Action, write
from chat.store import WITH_PEOPLE

SHIFT_SECONDS = 12 * 3600  # who gave no sign for so long is not shown among the staff
GIVEN_UP_SECONDS = 30 * 60  # in the queue without a sign of the visitor

_record, _conversation, _presence = handover.c, tables.conversation.c, presence.c
_LIVE = (
    select(
        _record.conversation_id,
        _conversation.owner,
        _conversation.epoch,
        _record.volunteer_id,
        _record.claimed_at,
        _record.warned_at,
        _record.first_reply_at,
        _record.last_seen_visitor,
        _record.left_at,
        _presence.state,
        _presence.seen_at,
        _presence.until,
    )
    .join(tables.conversation, _conversation.id == _record.conversation_id)
    .outerjoin(presence, _presence.staff_id == _record.volunteer_id)
    .where(_conversation.owner.in_(WITH_PEOPLE))
)


class Due(str, Enum):
    lost = "lost"
    silent = "silent"
    warn = "warn"
    left = "left"
    given_up = "given_up"


@dataclass(frozen=True)
class Swept:
    """What one sweep did, by number."""

    done: dict[Due, int]


def due(row: Any, now: int) -> tuple[Due, ...]:
    """What is to be done about one chat. Pure."""
    found: list[Due] = []
    if row.owner == Owner.human.value:
        found += _of_volunteer(row, now)
    elif now - row.last_seen_visitor >= GIVEN_UP_SECONDS:
        return (Due.given_up,)
    if row.left_at is None and now - row.last_seen_visitor >= LEFT_AFTER_SECONDS:
        found.append(Due.left)
    return tuple(found)


def _of_volunteer(row: Any, now: int) -> list[Due]:
    if row.seen_at is None or state_now(row.state, row.seen_at, row.until, now) is State.borta:
        return [Due.lost]
    if row.first_reply_at is not None or row.claimed_at is None:
        return []
    if now - row.claimed_at >= BACK_SECONDS:
        return [Due.silent]
    return [Due.warn] if now - row.claimed_at >= WARN_SECONDS and row.warned_at is None else []


async def sweep(floor: Floor, now: int) -> Swept:
    """Raises StoreUnavailable; what was done until then stays done, the rest comes with the next sweep."""
    done: dict[Due, int] = {}
    async with floor.store.reach() as connection:
        rows = (await connection.execute(_LIVE)).all()
    for row in rows:
        for what in due(row, now):
            done[what] = done.get(what, 0) + await _act(floor, row.conversation_id, what, now)
    await ask_the_next(floor, now)
    async with floor.store.write() as connection:
        await drop_old_blocks(connection, now)
        await drop_old_calls(connection, now)
        await connection.execute(delete(presence).where(_presence.seen_at <= now - SHIFT_SECONDS))
    for what, number in done.items():
        log.info("queue_swept", reason=what.value, count=number)
    return Swept(done)


async def _act(floor: Floor, conversation_id: str, what: Due, now: int) -> int:
    """Does it if it is still due. 1, or 0 when something happened meanwhile."""
    if what is Due.given_up:
        try:
            await give_up(floor, conversation_id, now - GIVEN_UP_SECONDS)
        except (NotWaiting, NoSuchChat):
            return 0
        return 1

    async def work(connection: AsyncConnection) -> str | None:
        row = (await connection.execute(_LIVE.where(_record.conversation_id == conversation_id))).first()
        if row is None or what not in due(row, now):
            raise NotWaiting
        await _do(floor, connection, row, what, now)
        return str(row.volunteer_id) if row.volunteer_id else None

    try:
        volunteer = await floor.try_again(work)
    except (NotWaiting, NoSuchChat):
        return 0
    _tell(floor, conversation_id, what, volunteer)
    return 1


async def _do(floor: Floor, connection: AsyncConnection, row: Any, what: Due, now: int) -> None:
    if what is Due.warn:
        await note_down(connection, row.conversation_id, warned_at=now)
    elif what is Due.left:
        await note_down(connection, row.conversation_id, left_at=now)
    else:
        if what is Due.silent:  # somebody who does not answer is not there for the next one
            values = {"state": State.paus.value, "since": now, "until": None}
            await connection.execute(update(presence).where(_presence.staff_id == row.volunteer_id).values(**values))
        seen = await look(connection, row.conversation_id)
        if seen.conversation.epoch != row.epoch:
            raise Changed
        await put_first(floor, connection, seen, Move.lost if what is Due.lost else Move.requeue, now)
        about = {"conversation_id": row.conversation_id, "target": row.volunteer_id, "detail": what.value}
        await write(connection, None, Action.lost, at=now, **about)
        await count(connection, now, lost=1)


def _tell(floor: Floor, conversation_id: str, what: Due, volunteer: str | None) -> None:
    if what is Due.warn:
        floor.bus.tell(staff_topic(str(volunteer)))
    elif what is Due.left:
        floor.bus.tell(chat_topic(conversation_id))
        floor.bus.tell(QUEUE)
    else:
        floor.tell(conversation_id, volunteer)
        floor.bus.tell(DUTY)
