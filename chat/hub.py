"""Hands new events to the open event streams of this process, and wakes them when another process wrote."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum

from chat.bus import CHAT, EVERYTHING, HUMAN_WRITES, Bus, Listener, chat_topic
from chat.conversation import Event
from chat.errors import StoreUnavailable

LOOK_SECONDS = 15.0  # a stream that missed a topic is this late at the most
Newest = Callable[[Sequence[str]], Awaitable[Mapping[str, int]]]


class Mark(Enum):
    """What a mailbox holds besides events."""

    woken = "woken"  # read from the database what is new
    gone = "gone"  # the conversation is no more
    writes = "writes"  # a person writes just now
    left = "left"  # the one who listened has gone
    paused = "paused"  # this process ends; the conversation goes on when another one answers


class Mailbox:
    """What one stream has yet to see, and the number of the last event that it sent.

    Only one may take from it at a time. It is a list and at most one future: there is one for every open chat.
    """

    def __init__(self) -> None:
        self.last = 0
        self._items: list[Event | Mark] = []
        self._waiting: asyncio.Future[None] | None = None
        self._is_woken = False
        self._is_told_of_writing = False

    def put(self, item: Event | Mark) -> None:
        self._items.append(item)
        if self._waiting is not None:
            _settle(self._waiting)

    def wake(self) -> None:
        """One mark is enough for any number of topics."""
        if not self._is_woken:
            self._is_woken = True
            self.put(Mark.woken)

    def tell_of_writing(self) -> None:
        """As with waking: signs that nobody has taken yet are one."""
        if not self._is_told_of_writing:
            self._is_told_of_writing = True
            self.put(Mark.writes)

    async def take(self, seconds: float) -> Event | Mark | None:
        """None when nothing came in so many seconds."""
        if not self._items:
            await self._wait(seconds)
        if not self._items:
            return None
        item = self._items.pop(0)
        if item is Mark.woken:
            self._is_woken = False
        if item is Mark.writes:
            self._is_told_of_writing = False
        return item

    async def _wait(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        timer = loop.call_later(seconds, _settle, self._waiting)
        try:
            await self._waiting
        finally:
            timer.cancel()
            self._waiting = None


def _settle(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)


class Hub:
    def __init__(self, bus: Bus | None = None) -> None:
        self._bus = bus or Bus()
        self._mailboxes: dict[str, set[Mailbox]] = {}
        self._ear: Listener | None = None

    def publish(self, conversation_id: str, events: Sequence[Event]) -> None:
        """Call it when the events are in the database."""
        for mailbox in self._mailboxes.get(conversation_id, ()):
            for event in events:
                mailbox.put(event)
        self._bus.tell(chat_topic(conversation_id), besides=self._ear)

    def close(self, conversation_id: str) -> None:
        """Call it when the conversation is out of the database."""
        for mailbox in self._mailboxes.get(conversation_id, ()):
            mailbox.put(Mark.gone)
        self._bus.tell(chat_topic(conversation_id), besides=self._ear)

    def pause(self) -> None:
        """Call it when this process is to end: whoever listens here is told, and every stream ends by itself."""
        for boxes in self._mailboxes.values():
            for mailbox in boxes:
                mailbox.put(Mark.paused)

    def wake(self, conversation_id: str) -> None:
        for mailbox in self._mailboxes.get(conversation_id, ()):
            mailbox.wake()

    async def follow(self, newest: Newest) -> None:
        """Wakes, for ever, whom the bus names; now and then it looks who missed something."""
        with self._bus.listen(CHAT, HUMAN_WRITES) as self._ear:
            while True:
                topic = await self._ear.next(LOOK_SECONDS)
                if topic is None or topic == EVERYTHING:
                    await self._wake_those_behind(newest)
                elif topic.startswith(HUMAN_WRITES):
                    self._tell_of_writing(topic.removeprefix(HUMAN_WRITES))
                else:
                    self.wake(topic.removeprefix(CHAT))

    def _tell_of_writing(self, conversation_id: str) -> None:
        for mailbox in self._mailboxes.get(conversation_id, ()):
            mailbox.tell_of_writing()

    async def _wake_those_behind(self, newest: Newest) -> None:
        """`newest` gives the last number by conversation; one that it does not know is gone."""
        open_now = tuple(self._mailboxes)
        try:
            numbers = await newest(open_now) if open_now else {}
        except StoreUnavailable:
            return
        for conversation_id in open_now:
            for mailbox in self._mailboxes.get(conversation_id, ()):
                if mailbox.last != numbers.get(conversation_id):
                    mailbox.wake()

    def open_now(self) -> tuple[str, ...]:
        """The conversations that somebody looks at here."""
        return tuple(self._mailboxes)

    def listeners(self) -> int:
        return sum(len(boxes) for boxes in self._mailboxes.values())

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[Mailbox]:
        mailbox = Mailbox()
        boxes = self._mailboxes.setdefault(conversation_id, set())
        boxes.add(mailbox)
        try:
            yield mailbox
        finally:
            boxes.discard(mailbox)
            if not boxes:
                self._mailboxes.pop(conversation_id, None)
