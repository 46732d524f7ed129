"""What is said by a person in a chat, and the private notes beside it."""

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.bus import chat_topic, staff_topic
from chat.conversation import Author, Event, Owner
from chat.queue.errors import NotYours
from chat.queue.floor import Floor, Seen, look, note_down, speak
from chat.queue.rows import read_note
from chat.queue.shapes import Case, Note, leads
from chat.queue.tables import note
from chat.replies import Handover, Reply
from chat.rows import read_event
from chat.staff.accounts.audit import Action, was_written, write
from chat.staff.accounts.staff import Staff

_event = tables.event.c


def require_owner(seen: Seen, staff: Staff) -> None:
    """Raises NotYours, with the name of who has it now, NoSuchChat."""
    known = seen.known
    if seen.conversation.owner is not Owner.human or known.volunteer_id != staff.id:
        raise NotYours(known.volunteer_name or "" if seen.conversation.owner is Owner.human else "")


def _require_reader(seen: Seen, staff: Staff) -> None:
    """The owner; also the last one, of a chat that its visitor has deleted and left."""
    if seen.known.outcome != "left" or seen.known.volunteer_id != staff.id:
        require_owner(seen, staff)


async def may_write(floor: Floor, conversation_id: str, staff: Staff) -> None:
    """Raises NotYours, NoSuchChat."""
    async with floor.store.reach() as connection:
        require_owner(await look(connection, conversation_id), staff)


async def say(
    floor: Floor, conversation_id: str, staff: Staff, reply: Reply, client_id: str, *, warns: bool = False
) -> Event:
    """Said once for each client_id, however often it is sent. Raises NotYours, NoSuchChat."""
    now = floor.now()

    async def work(connection: AsyncConnection) -> tuple[Event, bool]:
        if before := await _said(connection, conversation_id, client_id):
            return before, False
        seen = await look(connection, conversation_id)
        require_owner(seen, staff)
        named = msgspec.structs.replace(reply, name=seen.known.shown_name or "")
        said = Event(seq=None, author=Author.human, client_id=client_id, reply=named)
        _, event = await speak(connection, seen, said, once=True)
        first = {} if seen.known.first_reply_at else {"first_reply_at": now}
        warned = {"visitor_warned_at": now} if warns else {}
        if first or warned:
            await note_down(connection, conversation_id, **first, **warned)
        return event, True

    event, is_new = await floor.try_again(work)
    if is_new:
        floor.bus.tell(chat_topic(conversation_id))
    return event


async def _said(connection: AsyncConnection, conversation_id: str, client_id: str) -> Event | None:
    same = _event.conversation_id == conversation_id, _event.client_id == client_id, _event.author == "human"
    row = (await connection.execute(select(tables.event).where(*same))).first()
    return read_event(row) if row else None


async def read_case(floor: Floor, conversation_id: str, staff: Staff) -> Case:
    """Raises NotYours for who is neither the one who answers nor a supervisor, NoSuchChat."""
    async with floor.store.reach() as connection:
        return await _case(floor, connection, conversation_id, staff)


async def open_case(floor: Floor, conversation_id: str, staff: Staff, again_after: int) -> Case:
    """The same; that somebody reads another's chat is in the audit, or it is not read at all.

    It is written once in `again_after` seconds. Raises NotYours, NoSuchChat.
    """
    case = await read_case(floor, conversation_id, staff)
    if case.record.volunteer_id == staff.id:
        return case
    now = floor.now()
    async with floor.store.write() as connection:
        if not await was_written(connection, staff, Action.read, conversation_id, since=now - again_after):
            await write(connection, staff, Action.read, at=now, conversation_id=conversation_id)
        return await _case(floor, connection, conversation_id, staff)


async def _case(floor: Floor, connection: AsyncConnection, conversation_id: str, staff: Staff) -> Case:
    seen = await look(connection, conversation_id)
    if not leads(staff):
        _require_reader(seen, staff)
    events = await connection.execute(
        select(tables.event).where(_event.conversation_id == conversation_id).order_by(_event.seq)
    )
    notes = await connection.execute(select(note).where(note.c.conversation_id == conversation_id).order_by("id"))
    return Case(
        conversation=seen.conversation,
        record=seen.known,
        events=meant_for_people(seen.conversation.owner, tuple(map(read_event, events))),
        notes=tuple(map(read_note, notes)),
        left=seen.known.has_left(floor.now()),
    )


def meant_for_people(owner: Owner, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """With the bot again, what is said to it is read by nobody: all after the last word of who answers is left out."""
    if owner is not Owner.bot:
        return events
    switches = [
        at for at, event in enumerate(events) if isinstance(event.reply, Handover) and event.reply.state == "bot"
    ]
    return events[: switches[-1] + 1] if switches else ()


async def write_note(floor: Floor, conversation_id: str, staff: Staff, text: str, *, whisper: bool = False) -> Note:
    """Only colleagues see it. Raises NotYours, NoSuchChat."""
    values = {"staff_id": staff.id, "name": staff.name, "whisper": whisper, "at": floor.now(), "body": text}
    async with floor.store.write() as connection:
        seen = await look(connection, conversation_id)
        if whisper and not leads(staff):
            raise NotYours
        if not leads(staff):
            require_owner(seen, staff)
        volunteer = seen.known.volunteer_id
        made = await connection.execute(insert(note).values(conversation_id=conversation_id, **values))
        if whisper:
            await write(connection, staff, Action.whisper, at=floor.now(), conversation_id=conversation_id)
        written = Note(id=made.inserted_primary_key[0], name=staff.name, whisper=whisper, at=floor.now(), text=text)
    if volunteer:
        floor.bus.tell(staff_topic(volunteer))
    return written
