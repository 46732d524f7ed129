"""What every part of the queue works with, and how a chat is read and changes its owner."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.bus import QUEUE, Bus, chat_topic, staff_topic
from chat.conversation import Author, Conversation, Event
from chat.errors import StoreUnavailable
from chat.handover import Move, move
from chat.queue.errors import Changed, NoSuchChat
from chat.queue.rows import read_record
from chat.queue.shapes import Record
from chat.queue.tables import handover
from chat.replies import Reply
from chat.rows import conversation_of, event_row
from chat.settings import Settings
from chat.store import Store
from chat.switches import Switch, told
from chat.words import Words

TRIES = 20  # when others change the same chat at the same time
Result = TypeVar("Result")
Parting = Callable[[bool], Sequence[Reply]]
Work = Callable[[AsyncConnection], Awaitable[Result]]

_conversation, _handover = tables.conversation.c, handover.c
_READ = select(tables.conversation, *(column.label(f"h_{column.name}") for column in _handover)).select_from(
    tables.conversation.outerjoin(handover, _conversation.id == _handover.conversation_id)
)


def nothing_more(_minor: bool) -> Sequence[Reply]:
    return ()


@dataclass(frozen=True)
class Seen:
    """A chat as it stood in one reading. If it has changed since, what is based on it is not written."""

    conversation: Conversation
    record: Record | None

    @property
    def known(self) -> Record:
        """The record of a chat that is with people. Raises NoSuchChat."""
        if self.record is None:
            raise NoSuchChat
        return self.record


@dataclass(frozen=True)
class Floor:
    store: Store
    bus: Bus
    clock: Callable[[], datetime]
    settings: Settings
    words: Words
    parting: Parting = nothing_more  # whom else to reach, said after the last word; asked with whether it is a minor

    def now(self) -> int:
        return int(self.clock().timestamp())

    def keep_seconds(self) -> int:
        """How long a chat that a person took is kept after its end."""
        return 3600 * self.settings.keep_human_hours

    async def try_again(self, work: Work[Result]) -> Result:
        """One transaction, done anew when somebody else was faster. Raises StoreUnavailable."""
        for _ in range(TRIES):
            try:
                async with self.store.write() as connection:
                    return await work(connection)
            except Changed:
                continue
        raise StoreUnavailable("the chat changed again and again")

    def tell(self, conversation_id: str, *staff_ids: str | None) -> None:
        """Wakes everybody whom a change of owner concerns; called after it is committed."""
        self.bus.tell(chat_topic(conversation_id))
        self.bus.tell(QUEUE)
        for staff_id in staff_ids:
            if staff_id:
                self.bus.tell(staff_topic(staff_id))


async def look(connection: AsyncConnection, conversation_id: str) -> Seen:
    """The chat and what is known of its hand-over, from one moment. Raises NoSuchChat."""
    row = (await connection.execute(_READ.where(_conversation.id == conversation_id))).first()
    if row is None:
        raise NoSuchChat
    return read_seen(row)


def read_seen(row: Any) -> Seen:
    fields = dict(row._mapping)
    known = {key[2:]: fields.pop(key) for key in list(fields) if key.startswith("h_")}
    record = read_record(known) if known["conversation_id"] is not None else None
    return Seen(conversation_of(fields), record)


async def change(
    connection: AsyncConnection, seen: Seen, step: Move, said: Event | None = None, **values: Any
) -> tuple[Conversation, Event | None]:
    """Takes the step if nobody took one since the chat was seen, says it, and notes it. Raises Changed, IllegalMove.

    `values` are those columns of the conversation that change with it.
    """
    after = move(seen.conversation, step)
    conversation = await _write(connection, seen.conversation, after, 1 if said else 0, values)
    if said is None:
        return conversation, None
    return conversation, await _add(connection, conversation, said)


async def speak(connection: AsyncConnection, seen: Seen, said: Event, *, once: bool) -> tuple[Conversation, Event]:
    """Says something in a chat whose owner has not changed since it was seen. Raises Changed.

    `once`: not if the same client_id was said by a person while this waited for its turn.
    """
    conversation = await _write(connection, seen.conversation, seen.conversation, 1, {})
    if once and await _is_said(connection, conversation.id, said):
        raise Changed
    return conversation, await _add(connection, conversation, said)


async def _is_said(connection: AsyncConnection, conversation_id: str, said: Event) -> bool:
    event = tables.event.c
    same = event.conversation_id == conversation_id, event.client_id == said.client_id, event.author == said.author
    return (await connection.execute(select(event.seq).where(*same))).first() is not None


async def touch(connection: AsyncConnection, seen: Seen, **values: Any) -> None:
    """Changes columns of a conversation whose owner stays. Raises Changed."""
    await _write(connection, seen.conversation, seen.conversation, 0, values)


async def _write(
    connection: AsyncConnection, before: Conversation, after: Conversation, events: int, values: dict[str, Any]
) -> Conversation:
    written = await connection.execute(
        update(tables.conversation)
        .where(_conversation.id == before.id, _conversation.owner == before.owner, _conversation.epoch == before.epoch)
        .values(owner=after.owner.value, epoch=after.epoch, last_seq=_conversation.last_seq + events, **values)
    )
    if written.rowcount != 1:
        raise Changed
    last = (await connection.execute(select(_conversation.last_seq).where(_conversation.id == before.id))).scalar_one()
    return msgspec.structs.replace(after, last_seq=last, **values)


async def _add(connection: AsyncConnection, conversation: Conversation, said: Event) -> Event:
    event = msgspec.structs.replace(said, seq=conversation.last_seq)
    await connection.execute(insert(tables.event), [event_row(conversation.id, event)])
    return event


async def note_down(connection: AsyncConnection, conversation_id: str, **values: Any) -> None:
    await connection.execute(update(handover).where(_handover.conversation_id == conversation_id).values(**values))


def switch_event(words: Words, switch: Switch, name: str = "", client_id: str | None = None) -> Event:
    """What the visitor is told of a change of who answers."""
    return Event(seq=None, author=Author.system, client_id=client_id, reply=told(words, switch, name))
