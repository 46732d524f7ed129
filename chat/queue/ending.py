"""How a chat leaves the one who has it: back to the bot, on to somebody else, closed, or deleted."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from chat.conversation import Author, Conversation, Event, Owner
from chat.handover import Move
from chat.queue.blocks import lift, write_block
from chat.queue.erasing import erase
from chat.queue.errors import NotYours, ReasonNeeded, WarningNeeded
from chat.queue.floor import Floor, Seen, change, look, note_down, speak, switch_event
from chat.queue.presence import rest
from chat.queue.shapes import leads
from chat.queue.taking import given_to
from chat.queue.talking import require_owner
from chat.replies import Text
from chat.staff.accounts.audit import Action, code_of, write
from chat.staff.accounts.staff import Staff
from chat.switches import Switch

AFTER_WARNING = frozenset({"hot", "krankning"})  # reasons for closing that take a warning first
REASON_LENGTH = 80
OF_LIFE = "akut"  # the reason with which a supervisor takes over what is about life


async def hand_back(floor: Floor, conversation_id: str, staff: Staff, reason: str) -> Conversation:
    """The bot answers again and knows. Raises NotYours, ReasonNeeded, NoSuchChat."""
    _require(reason)
    now = floor.now()

    async def work(connection: AsyncConnection) -> Conversation:
        seen = await _theirs(connection, conversation_id, staff)
        await rest(connection, seen, now)
        said = switch_event(floor.words, Switch.handed_back, seen.known.shown_name or "")
        expiry = now + 60 * floor.settings.keep_minutes
        after, _ = await change(connection, seen, Move.hand_back, said, expires_at=expiry)
        await note_down(connection, conversation_id, **_ended(floor, "handed_back", reason, now))
        await _write(connection, staff, Action.release, now, conversation_id, reason)
        return after

    after = await floor.try_again(work)
    floor.tell(conversation_id, staff.id)
    return after


async def close(floor: Floor, conversation_id: str, staff: Staff, reason: str, farewell: str) -> Conversation:
    """With a last word, if there is one. Raises NotYours, ReasonNeeded, WarningNeeded, NoSuchChat."""
    _require(reason)
    now = floor.now()

    async def work(connection: AsyncConnection) -> Conversation:
        seen = await _theirs(connection, conversation_id, staff)
        if reason in AFTER_WARNING and seen.known.visitor_warned_at is None:
            raise WarningNeeded
        await rest(connection, seen, now)
        if farewell:
            last = Text(text=farewell, name=seen.known.shown_name or "")
            await speak(connection, seen, Event(seq=None, author=Author.human, reply=last), once=False)
        await _write(connection, staff, Action.close, now, conversation_id, reason)
        return await _close(floor, connection, seen, reason, now)

    after = await floor.try_again(work)
    floor.tell(conversation_id, staff.id)
    return after


async def _close(
    floor: Floor, connection: AsyncConnection, seen: Seen, reason: str, now: int, outcome: str = "closed"
) -> Conversation:
    switch = Switch.shut_out if outcome == "blocked" else Switch.closed
    said = switch_event(floor.words, switch, seen.known.shown_name or floor.words.page["someone"])
    expiry = now + 60 * floor.settings.keep_minutes
    after, _ = await change(connection, seen, Move.close, said, expires_at=expiry)
    for reply in floor.parting(seen.conversation.danger.minor):
        event = Event(seq=None, author=Author.system, reply=reply)
        after, _ = await speak(connection, Seen(after, seen.record), event, once=False)
    await note_down(connection, seen.conversation.id, **_ended(floor, outcome, reason, now))
    return after


async def pass_on(floor: Floor, conversation_id: str, staff: Staff, reason: str) -> Conversation:
    """First in line, for somebody else. Raises NotYours, ReasonNeeded, NoSuchChat."""
    _require(reason)
    now = floor.now()

    async def work(connection: AsyncConnection) -> Conversation:
        seen = await _theirs(connection, conversation_id, staff)
        await rest(connection, seen, now)
        await _write(connection, staff, Action.pass_on, now, conversation_id, reason)
        return await put_first(floor, connection, seen, Move.pass_on, now, reason)

    after = await floor.try_again(work)
    floor.tell(conversation_id, staff.id)
    return after


async def put_first(
    floor: Floor, connection: AsyncConnection, seen: Seen, step: Move, now: int, reason: str = ""
) -> Conversation:
    """From a person to the head of the queue."""
    switch = Switch.passed_on if step is Move.pass_on else Switch.lost
    returned = {Move.pass_on: "passed_on", Move.lost: "lost", Move.requeue: "silent"}[step]
    after, _ = await change(connection, seen, step, switch_event(floor.words, switch, seen.known.shown_name or ""))
    values: dict[str, Any] = {"waiting_since": now, "first_in_line": True, "returned": returned}
    values |= {"passed_by": seen.known.volunteer_id, "reason_of_end": reason[:REASON_LENGTH] or None}
    values |= dict.fromkeys(("volunteer_id", "volunteer_name", "shown_name", "claimed_at", "warned_at"))
    await note_down(connection, seen.conversation.id, **values, first_reply_at=None)
    return after


async def take_over(floor: Floor, conversation_id: str, supervisor: Staff, reason: str) -> None:
    """From the volunteer to the supervisor; both are told. Raises NotYours, ReasonNeeded, IllegalMove, NoSuchChat."""
    _require(reason)
    if not leads(supervisor):
        raise NotYours
    now = floor.now()

    async def work(connection: AsyncConnection) -> str | None:
        seen = await look(connection, conversation_id)
        if seen.conversation.owner is Owner.human and seen.known.volunteer_id == supervisor.id:
            return supervisor.id
        await rest(connection, seen, now, of_life=reason == OF_LIFE)
        said = switch_event(floor.words, Switch.taken_over, supervisor.pseudonym)
        await change(connection, seen, Move.take_over, said)
        values = {**given_to(supervisor, now), "reason_of_end": reason[:REASON_LENGTH]}
        await note_down(connection, conversation_id, **values)
        await _write(connection, supervisor, Action.take_over, now, conversation_id, reason)
        return seen.known.volunteer_id

    before = await floor.try_again(work)
    floor.tell(conversation_id, supervisor.id, before)


async def block(floor: Floor, conversation_id: str, supervisor: Staff, reason: str) -> Conversation:
    """Closes the chat; the visitor may not ask for people for the rest of the day. Raises NotYours, ReasonNeeded."""
    _require(reason)
    if not leads(supervisor):
        raise NotYours
    now = floor.now()

    async def work(connection: AsyncConnection) -> tuple[Conversation, str | None]:
        seen = await look(connection, conversation_id)
        known = seen.known
        await rest(connection, seen, now)
        after = await _close(floor, connection, seen, reason, now, outcome="blocked")
        await write_block(connection, conversation_id, known.address_hash, supervisor.name, now)
        await _write(connection, supervisor, Action.block, now, conversation_id, reason)
        return after, known.volunteer_id

    after, volunteer = await floor.try_again(work)
    floor.tell(conversation_id, supervisor.id, volunteer)
    return after


async def unblock(floor: Floor, conversation_id: str, supervisor: Staff) -> bool:
    """Takes the shutting out back; False when there was none. Raises NotYours."""
    if not leads(supervisor):
        raise NotYours
    async with floor.store.write() as connection:
        is_lifted = await lift(connection, conversation_id)
        if is_lifted:
            await _write(connection, supervisor, Action.unblock, floor.now(), conversation_id)
    return is_lifted


async def delete_now(floor: Floor, conversation_id: str, supervisor: Staff) -> None:
    """Every word is gone at once; the rest with the next sweep, which also lets Rasa forget. Raises NotYours."""
    if not leads(supervisor):
        raise NotYours
    now = floor.now()

    async def work(connection: AsyncConnection) -> str | None:
        seen = await look(connection, conversation_id)
        volunteer = seen.known.volunteer_id
        await erase(connection, seen, Move.close, now, keep_until=now, outcome="deleted")
        await _write(connection, supervisor, Action.delete_now, now, conversation_id)
        return volunteer

    volunteer = await floor.try_again(work)
    await floor.store.empty_journal()
    floor.tell(conversation_id, supervisor.id, volunteer)


async def _write(
    connection: AsyncConnection, staff: Staff, action: Action, now: int, conversation_id: str, reason: str = ""
) -> None:
    """Into the audit, with the step or not at all."""
    await write(connection, staff, action, at=now, conversation_id=conversation_id, detail=code_of(reason))


async def _theirs(connection: AsyncConnection, conversation_id: str, staff: Staff) -> Seen:
    seen = await look(connection, conversation_id)
    require_owner(seen, staff)
    return seen


def _ended(floor: Floor, outcome: str, reason: str, now: int) -> dict[str, Any]:
    values = {"outcome": outcome, "reason_of_end": reason[:REASON_LENGTH], "closed_at": now}
    return {**values, "keep_until": now + floor.keep_seconds()}


def _require(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
