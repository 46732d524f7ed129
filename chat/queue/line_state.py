"""When the line is open, whether somebody has room, and the two off switches; a supervisor sets them."""

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Select

from chat import tables
from chat.bus import DUTY, QUEUE
from chat.conversation import Owner
from chat.queue.errors import BadHours, NotYours, ReasonNeeded
from chat.queue.floor import Floor
from chat.queue.presence import LOST_SECONDS, state_now
from chat.queue.shapes import Present, leads
from chat.queue.tables import duty_switch, handover, line_hours, presence
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.staff import Staff
from chat.upsert import insert_or
from knowledge.hours import hours_problem

BOT, HUMANS = "bot", "humans"
REASON_LENGTH = 200


class Switched(msgspec.Struct, frozen=True, kw_only=True):
    """One off switch, and who last turned it."""

    is_on: bool = True
    reason: str = ""
    by_name: str = ""
    at: int | None = None


class LineState(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands with the line; `hours` is OpenStreetMap syntax, empty while nobody has set any."""

    hours: str = ""
    bot: Switched = Switched()
    humans: Switched = Switched()
    room_free: int = 0


def chats_by_volunteer() -> Select:
    return (
        select(handover.c.volunteer_id, func.count().label("chats"))
        .join(tables.conversation, tables.conversation.c.id == handover.c.conversation_id)
        .where(tables.conversation.c.owner == Owner.human.value)
        .group_by(handover.c.volunteer_id)
    )


async def read_staff(connection: AsyncConnection, now: int) -> tuple[Present, ...]:
    """Everybody who has told whether they are there, by name."""
    chats = {row.volunteer_id: row.chats for row in await connection.execute(chats_by_volunteer())}
    rows = await connection.execute(select(presence).order_by(presence.c.name))
    return tuple(
        Present(
            staff_id=row.staff_id,
            name=row.name,
            role=row.role,
            state=state_now(row.state, row.seen_at, row.until, now),
            room=row.room,
            chats=chats.get(row.staff_id, 0),
            since=row.since,
            until=row.until,
            here=now - row.seen_at < LOST_SECONDS,
        )
        for row in rows
    )


async def read_line(connection: AsyncConnection, now: int) -> LineState:
    staff = await read_staff(connection, now)
    hours = (await connection.execute(select(line_hours.c.hours))).scalar() or ""
    switches = {
        row.name: Switched(is_on=row.is_on, reason=row.reason, by_name=row.by_name, at=row.at)
        for row in await connection.execute(select(duty_switch))
    }
    return LineState(
        hours=hours,
        bot=switches.get(BOT, Switched()),
        humans=switches.get(HUMANS, Switched()),
        room_free=sum(each.free for each in staff),
    )


async def set_hours(floor: Floor, supervisor: Staff, hours: str) -> None:
    """Empty hours: open whenever somebody is there. Raises NotYours, BadHours."""
    if not leads(supervisor):
        raise NotYours
    hours = hours.strip()
    if hours and hours_problem(hours):
        raise BadHours
    row = {"hours": hours, "by_name": supervisor.name, "at": floor.now()}
    async with floor.store.write() as connection:
        await _put(connection, line_hours, {"id": 1}, row)
        await write(connection, supervisor, Action.hours, at=floor.now())
    floor.bus.tell(DUTY)


async def switch(floor: Floor, supervisor: Staff, name: str, is_on: bool, reason: str) -> None:
    """Turns the bot or the humans on or off, for everybody at once. Raises NotYours, ReasonNeeded."""
    if not leads(supervisor):
        raise NotYours
    if not reason.strip() or name not in (BOT, HUMANS):
        raise ReasonNeeded
    row = {"is_on": is_on, "reason": reason.strip()[:REASON_LENGTH], "by_name": supervisor.name, "at": floor.now()}
    async with floor.store.write() as connection:
        await _put(connection, duty_switch, {"name": name}, row)
        turned = f"{name}:{'pa' if is_on else 'av'}"
        await write(connection, supervisor, Action.switch, at=floor.now(), detail=turned)
    floor.bus.tell(DUTY)
    floor.bus.tell(QUEUE)


async def _put(connection: AsyncConnection, table: object, key: dict[str, object], row: dict[str, object]) -> None:
    made = insert_or(connection, table).values(**key, **row)
    await connection.execute(made.on_conflict_do_update(index_elements=list(key), set_=row))
