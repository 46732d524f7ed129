"""Who of the staff is there, and how many chats they take at once."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.bus import DUTY, QUEUE
from chat.queue.errors import NotAvailable
from chat.queue.floor import Floor, Seen
from chat.queue.shapes import State, leads
from chat.queue.tables import presence
from chat.staff.accounts.staff import Staff
from chat.upsert import insert_or
from safety.assess import Level

BEAT_SECONDS = 20
LOST_SECONDS = 60
RECOVERY_SECONDS = 600
LEAST_ROOM, MOST_ROOM = 1, 2

_row = presence.c


def state_now(state: str, seen_at: int, until: int | None, now: int) -> State:
    """What somebody's state is worth now: recovery ends by itself, and who gives no sign is away."""
    if now - seen_at >= LOST_SECONDS:
        return State.borta
    if state == State.aterhamtning.value and until is not None and until <= now:
        return State.available
    return State(state)


async def hold(connection: AsyncConnection, staff: Staff, now: int) -> int:
    """How many chats this person may have; held until the transaction ends. Raises NotAvailable."""
    await _first_sign(connection, staff, now)
    await connection.execute(update(presence).where(_row.staff_id == staff.id).values(seen_at=now))
    row = (await connection.execute(select(presence).where(_row.staff_id == staff.id))).one()
    if state_now(row.state, now, row.until, now) is not State.available:
        raise NotAvailable
    return int(row.room)


async def _first_sign(connection: AsyncConnection, staff: Staff, now: int, state: State = State.available) -> None:
    row = {
        "staff_id": staff.id,
        "name": staff.name,
        "role": staff.role.value,
        "state": state.value,
        "room": LEAST_ROOM,
        "since": now,
        "seen_at": now,
    }
    await connection.execute(insert_or(connection, presence).values(row).on_conflict_do_nothing())


async def set_presence(floor: Floor, staff: Staff, state: State, room: int | None) -> None:
    now = floor.now()
    values: dict[str, object] = {"state": state.value, "since": now, "seen_at": now, "until": None}
    values |= {"name": staff.name, "role": staff.role.value}
    if state is State.aterhamtning:
        values["until"] = now + RECOVERY_SECONDS
    if room is not None:
        values["room"] = max(LEAST_ROOM, min(MOST_ROOM, room))
    async with floor.store.write() as connection:
        await _first_sign(connection, staff, now)
        await connection.execute(update(presence).where(_row.staff_id == staff.id).values(**values))
    floor.bus.tell(QUEUE)
    floor.bus.tell(DUTY)


async def beat(floor: Floor, staff: Staff) -> None:
    """The sign of life, every 20 seconds; a supervisor's tells from the first one that a call for help reaches them."""
    async with floor.store.write() as connection:
        if leads(staff):
            await _first_sign(connection, staff, floor.now(), State.borta)
        await connection.execute(update(presence).where(_row.staff_id == staff.id).values(seen_at=floor.now()))


async def rest(connection: AsyncConnection, seen: Seen, now: int, *, of_life: bool = False) -> None:
    """After a chat about acute danger, or one that a supervisor took over as such, its volunteer has ten minutes."""
    grave = of_life or seen.known.risk == Level.acute.value
    if not grave or seen.known.volunteer_id is None:
        return
    values = {"state": State.aterhamtning.value, "since": now, "until": now + RECOVERY_SECONDS}
    is_there = _row.staff_id == seen.known.volunteer_id, _row.state == State.available.value
    await connection.execute(update(presence).where(*is_there).values(**values))
