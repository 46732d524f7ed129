"""The bus over the chat database: a table of pulses that every process looks at ten times a second."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, String, Table, bindparam, delete, func, insert, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.bus import EVERYTHING, Bus, Listener, Outbox, lasting
from chat.errors import StoreUnavailable
from chat.logs import log
from chat.store import Store
from chat.tables import metadata

LOOK_SECONDS = 0.1
AWAY_SECONDS = 0.5  # between tries while the database is away
KEPT_SECONDS = 60
END_SECONDS = 2
LATE_SECONDS = 10.0  # PostgreSQL gives numbers out before they are committed: a lower one may come after a higher
MOST_LATE = 1_000

pulse = Table(
    "pulse",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("topic", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),  # seconds since 1970
    sqlite_autoincrement=True,  # a number never comes back when its row is deleted
)

_LAST = select(func.max(pulse.c.id))
_VERSION = text("PRAGMA data_version")  # changes when another connection has written
_NEW = (
    select(pulse.c.id, pulse.c.topic)
    .where(or_(pulse.c.id > bindparam("last"), pulse.c.id.in_(bindparam("late", expanding=True))))
    .order_by(pulse.c.id)
)


class DatabaseBus(Bus):
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._outbox = Outbox()
        self._ends = asyncio.Event()
        self._own: set[int] = set()  # told here already
        self._tidied = 0

    def tell(self, topic: str, *, besides: Listener | None = None) -> None:
        super().tell(topic, besides=besides)
        self._outbox.put(topic)

    async def run(self) -> None:
        self._ends.clear()
        work = asyncio.gather(self._send_until_end(), self._look_until_end())
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:  # a question that is cut off would leave its connection open
            self._ends.set()
            self._outbox.put()
            await asyncio.wait({work}, timeout=END_SECONDS)
            raise

    async def _send_until_end(self) -> None:
        while not self._ends.is_set():
            topics = await self._outbox.take()
            try:
                await self._write(topics)
            except StoreUnavailable:
                self._outbox.put(*lasting(topics))
                await self._pause(AWAY_SECONDS)

    async def _write(self, topics: tuple[str, ...]) -> None:
        if not topics:
            return
        now = int(self._clock().timestamp())
        async with self._store.write() as connection:
            for topic in topics:
                made = await connection.execute(insert(pulse).values(topic=topic, at=now))
                self._own.add(made.inserted_primary_key[0])
            if now - self._tidied >= KEPT_SECONDS // 3:
                self._tidied = now
                await connection.execute(delete(pulse).where(pulse.c.at < now - KEPT_SECONDS))

    async def _look_until_end(self) -> None:
        while not self._ends.is_set():
            try:
                async with self._store.watch() as connection:
                    await self._look(_Seen(connection))
            except StoreUnavailable as error:
                log.error("bus_away", part="chat_store", reason=str(error))
                await self._pause(AWAY_SECONDS)

    async def _look(self, seen: "_Seen") -> None:
        await seen.begin()
        self._own.clear()
        self._hand_out(EVERYTHING)  # what was told before anybody looked
        while not self._ends.is_set():
            for number, topic in await seen.new():
                if number in self._own:
                    self._own.discard(number)
                else:
                    self._hand_out(topic)
            await self._pause(LOOK_SECONDS)

    async def _pause(self, seconds: float) -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._ends.wait(), seconds)


class _Seen:
    """How far one connection has read, and which numbers below may still come."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._version: Any = None
        self._last = 0
        self._late: dict[int, float] = {}  # number -> when it is given up

    async def begin(self) -> None:
        self._last = (await self._connection.execute(_LAST)).scalar() or 0

    async def new(self) -> list[tuple[int, str]]:
        """Numbers and topics that were not read before."""
        if self._is_sqlite and not await self._is_changed():
            return []
        now = asyncio.get_running_loop().time()
        late = [number for number, end in self._late.items() if end > now]
        rows = (await self._connection.execute(_NEW, {"last": self._last, "late": late})).all()
        self._late = {number: self._late[number] for number in late}
        for number, _ in rows:
            self._late.pop(number, None)
            between = range(max(self._last + 1, number - MOST_LATE), number)
            self._late.update(dict.fromkeys(between, now + LATE_SECONDS))
            self._last = max(self._last, number)
        return [(number, topic) for number, topic in rows]

    async def _is_changed(self) -> bool:
        before, self._version = self._version, (await self._connection.execute(_VERSION)).scalar()
        return bool(self._version != before)
