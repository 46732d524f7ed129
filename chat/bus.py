"""How processes tell each other that something is new: topics, never text.

Who hears a topic reads what is new from the database, so a topic that is lost loses nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chat.settings import Settings
    from chat.store import Store

EVERYTHING = "*"  # some topics may have been missed: read all again
QUEUE, DUTY, HELP = "queue", "duty", "help"
CHAT, STAFF = "chat:", "staff:"  # followed by an id
VISITOR_WRITES, HUMAN_WRITES = "writes:visitor:", "writes:human:"  # the same; worth nothing a moment later


def chat_topic(conversation_id: str) -> str:
    return CHAT + conversation_id


def staff_topic(staff_id: str) -> str:
    return STAFF + staff_id


def lasting(topics: Iterable[str]) -> tuple[str, ...]:
    """Those that are worth telling late."""
    return tuple(topic for topic in topics if not topic.startswith((VISITOR_WRITES, HUMAN_WRITES)))


class Listener:
    """The topics that came and that nobody has taken yet; the same topic waits only once."""

    def __init__(self, wishes: tuple[str, ...]) -> None:
        self._wishes = wishes
        self._waiting: dict[str, None] = {}
        self._came = asyncio.Event()

    def hear(self, topic: str) -> None:
        if topic == EVERYTHING:
            self._waiting.clear()
        elif EVERYTHING in self._waiting or not self._wants(topic):
            return
        self._waiting[topic] = None
        self._came.set()

    async def next(self, seconds: float | None = None) -> str | None:
        """The next topic; None when none came in so many seconds."""
        if not self._waiting:
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), seconds)
            except asyncio.TimeoutError:
                return None
        topic = next(iter(self._waiting))
        del self._waiting[topic]
        return topic

    async def __aiter__(self) -> AsyncIterator[str]:
        while True:
            topic = await self.next()
            assert topic is not None  # noqa: S101 (without a time limit there is always one)
            yield topic

    def _wants(self, topic: str) -> bool:
        return not self._wishes or any(
            topic.startswith(wish) if wish.endswith(":") else topic == wish for wish in self._wishes
        )


class Bus:
    """The bus of one process by itself; those of several processes derive from it."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def tell(self, topic: str, *, besides: Listener | None = None) -> None:
        """Tells this process at once and the others soon. Call it after the change is committed; it never fails.

        `besides` knows already.
        """
        self._hand_out(topic, besides)

    @contextmanager
    def listen(self, *wishes: str) -> Iterator[Listener]:
        """Hears these topics, and those that begin with a wish that ends with a colon; without a wish all."""
        listener = Listener(wishes)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def run(self) -> None:
        """Carries topics to and from the other processes for ever; one of the app's works."""

    def _hand_out(self, topic: str, besides: Listener | None = None) -> None:
        for listener in self._listeners:
            if listener is not besides:
                listener.hear(topic)


class Outbox:
    """Topics on their way to the others. One that could not be sent is sent later; too many become one."""

    def __init__(self, room: int = 2_000) -> None:
        self._room = room
        self._topics: dict[str, None] = {}
        self._filled = asyncio.Event()

    def put(self, *topics: str) -> None:
        self._topics.update(dict.fromkeys(topics))
        if len(self._topics) > self._room:
            self._topics = {EVERYTHING: None}
        self._filled.set()

    async def take(self) -> tuple[str, ...]:
        """All that waits, as soon as something does."""
        await self._filled.wait()
        self._filled.clear()
        topics, self._topics = tuple(self._topics), {}
        return topics


def open_bus(settings: Settings, store: Store, clock: Callable[[], datetime]) -> Bus:
    """Over Redis when the settings name one, else over the chat database."""
    if settings.redis_url:
        from chat.redis_bus import RedisBus  # its library is loaded only where it is used

        return RedisBus(settings.redis_url)
    from chat.pulses import DatabaseBus

    return DatabaseBus(store, clock)
