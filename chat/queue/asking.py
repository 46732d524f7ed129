"""How a visitor comes into the queue and out of it again, and how it is seen that they are there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.bus import QUEUE, chat_topic
from chat.card import Card
from chat.conversation import Conversation, Owner
from chat.danger import ORDER
from chat.handover import Move
from chat.queue.blocks import is_blocked
from chat.queue.counts import count
from chat.queue.erasing import erase
from chat.queue.errors import IsBlocked, NoSuchChat, NotWaiting
from chat.queue.floor import Floor, Seen, change, look, note_down, switch_event
from chat.queue.presence import rest
from chat.queue.rows import encode
from chat.queue.tables import handover
from chat.switches import Switch
from safety.assess import Level

MOST_EVIDENCE = 5
LEFT_SHOWN_SECONDS = 3600  # how long the staff see that somebody left who deleted everything
FRESH_SECONDS = 10  # a sign of the visitor that is younger need not be written again
WITH_PEOPLE = (Owner.waiting, Owner.human)
_seen = handover.c


async def ask(
    floor: Floor, conversation: Conversation, card: Card, reason: str, client_id: str | None, address_hash: str | None
) -> Conversation:
    """Into the queue. Who is there already, or is with a person, stays. Raises IsBlocked, NotWaiting, NoSuchChat."""
    now = floor.now()

    async def work(connection: AsyncConnection) -> tuple[Conversation, bool]:
        seen = await look(connection, conversation.id)
        if seen.conversation.owner in WITH_PEOPLE:
            return seen.conversation, False
        if seen.conversation.owner is Owner.closed:
            raise NotWaiting
        if await is_blocked(connection, conversation.id, address_hash, now):
            raise IsBlocked
        said = switch_event(floor.words, Switch.asked, client_id=client_id)
        after, _ = await change(connection, seen, Move.ask_for_human, said, whole=True)
        await _put_down(connection, seen, {**_asked(seen, card, reason, now), "address_hash": address_hash})
        await count(connection, now, asked=1)
        return after, True

    after, is_new = await floor.try_again(work)
    if is_new:
        floor.tell(conversation.id)
    return after


def _asked(seen: Seen, card: Card, reason: str, now: int) -> dict[str, Any]:
    danger = seen.conversation.danger
    gravest = max((Level(danger.level), Level(card.risk)), key=ORDER.__getitem__)
    return {
        "reason": reason[:40],
        "risk": gravest.value,
        "kind": card.risk_kind or danger.kind,
        "evidence": encode(card.evidence[:MOST_EVIDENCE]),
        "card": encode(card.without_summary() if card.struck else card),
        "waiting_since": now,
        "first_in_line": False,
        "returned": "",
        "last_seen_visitor": now,
        **dict.fromkeys(("passed_by", "volunteer_id", "volunteer_name", "shown_name", "claimed_at", "warned_at")),
        **dict.fromkeys(("first_reply_at", "visitor_warned_at", "left_at", "closed_at", "outcome", "reason_of_end")),
    }


async def _put_down(connection: AsyncConnection, seen: Seen, values: dict[str, Any]) -> None:
    """What was kept of an earlier time with people in the same chat stays kept as long."""
    if seen.record is None:
        await connection.execute(insert(handover).values(conversation_id=seen.conversation.id, **values))
    else:
        await note_down(connection, seen.conversation.id, **values)


async def stop_waiting(floor: Floor, conversation_id: str) -> Conversation:
    """Out of the queue and back to the bot. Raises NotWaiting when a person has come, NoSuchChat."""

    async def work(connection: AsyncConnection) -> tuple[Conversation, bool]:
        seen = await look(connection, conversation_id)
        if seen.conversation.owner is Owner.bot:
            return seen.conversation, False
        if seen.conversation.owner is not Owner.waiting:
            raise NotWaiting
        return await _back_to_bot(floor, connection, seen), True

    after, is_new = await floor.try_again(work)
    if is_new:
        floor.tell(conversation_id)
    return after


async def give_up(floor: Floor, conversation_id: str, unseen_since: int) -> None:
    """The same for somebody of whom there was no sign for long. Raises NotWaiting, NoSuchChat."""

    async def work(connection: AsyncConnection) -> None:
        seen = await look(connection, conversation_id)
        if seen.conversation.owner is not Owner.waiting or seen.known.last_seen_visitor > unseen_since:
            raise NotWaiting
        await _back_to_bot(floor, connection, seen)

    await floor.try_again(work)
    floor.tell(conversation_id)


async def _back_to_bot(floor: Floor, connection: AsyncConnection, seen: Seen) -> Conversation:
    """What a person has read is kept whole, and as long as any such chat; else it is the bot's again as before."""
    now, was_read = floor.now(), bool(seen.known.returned) or seen.known.keep_until is not None
    expiry = now + 60 * floor.settings.keep_minutes
    said = switch_event(floor.words, Switch.stopped)
    after, _ = await change(connection, seen, Move.stop_waiting, said, expires_at=expiry, whole=was_read)
    keep = {"keep_until": now + floor.keep_seconds()} if seen.known.returned else {}
    await note_down(connection, seen.conversation.id, outcome="gave_up", closed_at=now, **keep)
    await count(connection, now, given_up=1)
    return after


async def leave(floor: Floor, conversation_id: str) -> bool:
    """The visitor went away for good and everything said is deleted at once. False: the chat is not with people."""
    now = floor.now()

    async def work(connection: AsyncConnection) -> str | None:
        seen = await look(connection, conversation_id)
        if seen.conversation.owner not in WITH_PEOPLE:
            raise NoSuchChat
        await rest(connection, seen, now)
        await erase(connection, seen, Move.leave, now, keep_until=now + LEFT_SHOWN_SECONDS, outcome="left", left_at=now)
        if seen.conversation.owner is Owner.waiting:
            await count(connection, now, given_up=1)
        return seen.known.volunteer_id

    try:
        volunteer = await floor.try_again(work)
    except NoSuchChat:
        return False
    floor.tell(conversation_id, volunteer)
    return True


async def seen_now(floor: Floor, conversation_ids: Sequence[str]) -> None:
    """These visitors are there. Says it to the staff when one was thought to have left."""
    now = floor.now()
    with_people = (
        select(_seen.conversation_id, _seen.left_at)
        .join(tables.conversation, tables.conversation.c.id == _seen.conversation_id)
        .where(_seen.conversation_id.in_(list(conversation_ids)), tables.conversation.c.owner.in_(WITH_PEOPLE))
    )
    async with floor.store.write() as connection:
        rows = (await connection.execute(with_people)).all()
        ids = [row.conversation_id for row in rows]
        if ids:
            mark = update(handover).where(_seen.conversation_id.in_(ids))
            await connection.execute(mark.values(last_seen_visitor=now, left_at=None))
    for row in rows:
        if row.left_at is not None:
            floor.bus.tell(chat_topic(row.conversation_id))
            floor.bus.tell(QUEUE)


async def heard(floor: Floor, conversation: Conversation, danger_said: str | None) -> None:
    """The visitor wrote while waiting or with a person; danger that rises moves them up at once."""
    now = floor.now()

    async def work(connection: AsyncConnection) -> bool:
        known = (await look(connection, conversation.id)).record
        if known is None:
            return False
        values: dict[str, Any] = {"last_seen_visitor": now, "left_at": None}
        if danger_said:
            values["evidence"] = encode((*known.evidence, danger_said)[-MOST_EVIDENCE:])
        rises = Level(conversation.danger.level) > Level(known.risk)
        if not danger_said and not rises and known.left_at is None and now - known.last_seen_visitor < FRESH_SECONDS:
            return False  # nothing that is worth a write
        if rises:
            values |= {"risk": conversation.danger.level, "kind": conversation.danger.kind}
        await note_down(connection, conversation.id, **values)
        return rises or known.left_at is not None

    if await floor.try_again(work):
        floor.bus.tell(QUEUE)
