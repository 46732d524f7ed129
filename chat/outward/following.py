"""Keeps the other system in step with the chats: looks what it has not been told yet, and tells it, in order.

What is sent is read from the database each time, so nothing lies in an outbox, and a failure is only a delay.
"""

import asyncio

from chat.bus import CHAT, QUEUE
from chat.card import in_words
from chat.conversation import Author, Event, Owner
from chat.errors import StoreUnavailable
from chat.logs import log
from chat.outward import rows
from chat.outward.incoming import PREFIX
from chat.outward.line import Escalation, Line, OutwardFailed, Said, Told
from chat.outward.rows import Row
from chat.outward.settings import STAFF_ID, Outward
from chat.queue.errors import NoSuchChat
from chat.queue.floor import Seen, look
from chat.queue.lease import Lease
from chat.queue.queue import Queue

EVERY_SECONDS = 5.0
LEASE_SECONDS = 30
AT_ONCE = 4


class Follower:
    def __init__(self, queue: Queue, line: Line, outward: Outward) -> None:
        self._queue, self._line, self._outward = queue, line, outward
        self._store, self._clock = queue.floor.store, queue.floor.clock
        self._lease = Lease(self._store, self._clock, "outward", LEASE_SECONDS)
        self._lanes = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """For ever, in one process at a time; wakes when something happens in a chat."""
        with self._queue.floor.bus.listen(QUEUE, CHAT) as listener:
            while True:
                try:
                    if await self._lease.is_mine():
                        await self.catch_up()
                except StoreUnavailable as error:
                    log.error("store_unavailable", part="chat_store", reason=str(error))
                await listener.next(EVERY_SECONDS)

    async def catch_up(self) -> None:
        """One look at all chats. Raises StoreUnavailable."""
        now = self._now()
        settings = self._outward.settings
        async with self._store.write() as connection:
            await rows.be_present(connection, settings.staff, settings.room, now)
        await rows.add_new(self._store, now)
        await asyncio.gather(*(self._bring_up(row) for row in await rows.behind(self._store, now)))

    async def _bring_up(self, row: Row) -> None:
        async with self._lanes:
            try:
                await self._tell_all(row)
            except OutwardFailed as error:
                log.warning("outward_failed", part="outward", reason=str(error), count=row.tries + 1)
                await rows.put_off(self._store, row, self._now())

    async def _tell_all(self, row: Row) -> None:
        try:
            async with self._store.reach() as connection:
                seen = await look(connection, row.conversation_id)
        except NoSuchChat:
            await self._end(row)
            return
        told = _told(seen)
        if told is Told.ended or (told is Told.elsewhere and not row.foreign_id):
            await self._end(row)
            return
        foreign_id = row.foreign_id or await self._open(row, seen)
        if told is not Told.elsewhere:
            await self._say_new(row, foreign_id)
        if told.value != row.told:
            await asyncio.to_thread(self._line.tell, row.handle, foreign_id, told)
        await rows.note_down(self._store, row, told=told.value, tries=0)

    async def _open(self, row: Row, seen: Seen) -> str:
        record = seen.known
        card = () if record.card.struck else in_words(record.card, self._queue.floor.words.card)
        escalation = Escalation(row.handle, record.reason, record.risk, record.kind, record.waiting_since, card)
        foreign_id = await asyncio.to_thread(self._line.open, escalation)
        await rows.note_down(self._store, row, foreign_id=foreign_id)
        return foreign_id

    async def _say_new(self, row: Row, foreign_id: str) -> None:
        for event in await self._store.events_after(row.conversation_id, row.sent_seq):
            if not _came_from_there(event):
                said = Said(event.seq or 0, event.author.value, event.reply.text)
                await asyncio.to_thread(self._line.say, row.handle, foreign_id, said)
            await rows.note_down(self._store, row, sent_seq=event.seq)

    async def _end(self, row: Row) -> None:
        if row.foreign_id and row.told != Told.elsewhere.value:
            await asyncio.to_thread(self._line.tell, row.handle, row.foreign_id, Told.ended)
        await rows.drop(self._store, row)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _told(seen: Seen) -> Told:
    match seen.conversation.owner:
        case Owner.waiting:
            return Told.waiting
        case Owner.human:
            return Told.yours if seen.known.volunteer_id == STAFF_ID else Told.elsewhere
        case _:
            return Told.ended


def _came_from_there(event: Event) -> bool:
    return event.author is Author.human and (event.client_id or "").startswith(PREFIX)
