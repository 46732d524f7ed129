"""How a volunteer takes a chat: exactly one gets it, and nobody gets more than agreed."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.conversation import Owner
from chat.handover import Move
from chat.queue.counts import count, waited
from chat.queue.errors import AlreadyTaken, NoRoom, NotWaiting
from chat.queue.floor import Floor, Seen, change, look, note_down, switch_event
from chat.queue.order import place_in_line
from chat.queue.presence import hold
from chat.queue.rows import read_waiting
from chat.queue.shapes import LEFT_AFTER_SECONDS, Waiting
from chat.queue.tables import handover
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.staff import Staff
from chat.switches import Switch

_record, _conversation = handover.c, tables.conversation.c
_LINE = (
    select(
        _record.conversation_id,
        _conversation.epoch,
        _record.reason,
        _record.risk,
        _record.kind,
        _record.waiting_since,
        _record.first_in_line,
        _record.returned,
        _record.passed_by,
        _record.last_seen_visitor,
        _record.left_at,
    )
    .join(tables.conversation, _conversation.id == _record.conversation_id)
    .where(_conversation.owner == Owner.waiting.value)
)


async def waiting(floor: Floor, now: int) -> tuple[Waiting, ...]:
    """The whole queue, the most urgent first."""
    async with floor.store.reach() as connection:
        rows = (await connection.execute(_LINE)).all()
    return tuple(sorted((_as_waiting(row, now) for row in rows), key=lambda each: _key(each, now)))


def _as_waiting(row: object, now: int) -> Waiting:
    last, left_at = row.last_seen_visitor, row.left_at  # type: ignore[attr-defined]
    return read_waiting(row, now, left_at is not None or now - last >= LEFT_AFTER_SECONDS)


def _key(each: Waiting, now: int) -> tuple[object, ...]:
    place = place_in_line(each.risk, each.since, now, first_in_line=each.first_in_line, left=each.left)
    return (*place, each.conversation_id)


async def claim(floor: Floor, conversation_id: str, staff: Staff, epoch: int | None) -> None:
    """Raises AlreadyTaken, NotWaiting, NoRoom, NotAvailable, NoSuchChat. Who has it already keeps it."""
    now = floor.now()

    async def work(connection: AsyncConnection) -> bool:
        if _is_theirs(await look(connection, conversation_id), staff):  # most losers learn it here, and write nothing
            return False
        room = await hold(connection, staff, now)
        seen = await look(connection, conversation_id)
        if _is_theirs(seen, staff):
            return False
        if epoch is not None and epoch != seen.conversation.epoch:
            raise NotWaiting
        if await chats_of(connection, staff.id) >= room:
            raise NoRoom
        await _take(floor, connection, seen, staff, now)
        return True

    if await floor.try_again(work):
        floor.tell(conversation_id, staff.id)


def _is_theirs(seen: Seen, staff: Staff) -> bool:
    """Whether this person has the chat. Raises AlreadyTaken, NotWaiting."""
    if seen.conversation.owner is Owner.waiting:
        return False
    if seen.conversation.owner is not Owner.human:
        raise NotWaiting
    if seen.known.volunteer_id != staff.id:
        raise AlreadyTaken(seen.known.volunteer_name or "")
    return True


async def chats_of(connection: AsyncConnection, staff_id: str) -> int:
    """How many chats somebody has now."""
    theirs = (
        select(func.count())
        .select_from(handover.join(tables.conversation, _conversation.id == _record.conversation_id))
        .where(_record.volunteer_id == staff_id, _conversation.owner == Owner.human.value)
    )
    return int((await connection.execute(theirs)).scalar_one())


async def _take(floor: Floor, connection: AsyncConnection, seen: Seen, staff: Staff, now: int) -> None:
    said = switch_event(floor.words, Switch.claimed, staff.pseudonym)
    await change(connection, seen, Move.claim, said, whole=True)
    await note_down(connection, seen.conversation.id, **given_to(staff, now), first_in_line=False, returned="")
    await write(connection, staff, Action.claim, at=now, conversation_id=seen.conversation.id)
    if not seen.known.returned:  # else it was counted when the first one came
        await count(connection, now, answered=1, **waited(now - seen.known.waiting_since))


def given_to(staff: Staff, now: int) -> dict[str, object]:
    """What is noted of a chat that somebody gets now."""
    return {
        "volunteer_id": staff.id,
        "volunteer_name": staff.name,
        "shown_name": staff.pseudonym,
        "claimed_at": now,
        **dict.fromkeys(("warned_at", "first_reply_at", "visitor_warned_at", "closed_at", "outcome", "reason_of_end")),
    }


async def claim_next(floor: Floor, staff: Staff) -> str | None:
    """The id of the most urgent chat, now theirs; None when there is none for them. Raises NoRoom, NotAvailable."""
    for each in await waiting(floor, floor.now()):
        if each.passed_by == staff.id:
            continue
        try:
            await claim(floor, each.conversation_id, staff, each.epoch)
        except (AlreadyTaken, NotWaiting):
            continue
        return each.conversation_id
    return None
