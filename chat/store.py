"""The chat database: the only code in this package that opens one."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from alembic import command
from alembic.config import Config
from sqlalchemy import bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy import event as engine_event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from chat import tables
from chat.conversation import Author, Conversation, Event, Owner
from chat.errors import StoreUnavailable
from chat.queue.tables import NO_CARD, handover
from chat.rejoin import rejoin
from chat.rows import conversation_row, event_row, read_conversation, read_event

KEPT_EVENTS = 40
MOST_WRITERS = 10  # of one process at once; the others wait in line, so that a rush does not open ever more connections
MOST_READERS = 6  # likewise; in the pool's own line each would cost ten times the memory, when all come back at once
LINE_SECONDS = 6.0  # in that line; when nobody gets through the database is away, and the answer must not wait for it
WITH_PEOPLE = (Owner.waiting.value, Owner.human.value)
CHANGES = ("owner", "epoch", "last_seq", "turns", "expires_at", "danger")  # what a turn may change
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
MIGRATION_LOCK = 7_202_611  # any number that is this database's own: gateways that start together take turns

_conversation, _event = tables.conversation.c, tables.event.c
_READ = select(tables.conversation).where(_conversation.id == bindparam("id"))
_ANSWER = (
    select(tables.event)
    .where(
        _event.conversation_id == bindparam("id"),
        _event.client_id == bindparam("client_id"),
        _event.author != Author.human.value,  # the staff count their messages by themselves
    )
    .order_by(_event.seq)
)
_AFTER = (
    select(tables.event)
    .where(_event.conversation_id == bindparam("id"), _event.seq > bindparam("seq"))
    .order_by(_event.seq)
)
_ADVANCE = (
    update(tables.conversation)
    .where(
        _conversation.id == bindparam("was_id"),
        _conversation.epoch == bindparam("was_epoch"),
        _conversation.last_seq == bindparam("was_seq"),
    )
    .values({key: bindparam(key) for key in CHANGES})
)
_TRIM = delete(tables.event).where(_event.conversation_id == bindparam("id"), _event.seq <= bindparam("seq"))


@dataclass(frozen=True)
class Found:
    """A conversation, and what was answered before to the same message."""

    conversation: Conversation
    answered: tuple[Event, ...] | None


@dataclass(frozen=True)
class Saved:
    """The conversation and the events as they stand in the database now."""

    conversation: Conversation
    events: tuple[Event, ...]


class Store:
    def __init__(self, url: str) -> None:
        self._engine = _make_engine(url)
        self._broken = _errors_of(url)
        self._writing = asyncio.Semaphore(1 if url.startswith("sqlite") else MOST_WRITERS)
        self._reading = asyncio.Semaphore(MOST_READERS)

    async def prepare(self) -> None:
        """Brings the tables up to date. Raises StoreUnavailable."""
        async with self.reach() as connection:
            await connection.run_sync(_migrate)

    async def close(self) -> None:
        await self._engine.dispose()

    async def ping(self) -> None:
        async with self.reach() as connection:
            await connection.execute(select(func.max(_conversation.last_seq)))

    async def create(self, conversation: Conversation, events: Sequence[Event]) -> Saved:
        async with self.write() as connection:
            return await _create(connection, conversation, events)

    async def find(self, conversation_id: str, now: int, client_id: str | None = None) -> Found | None:
        async with self._in_line(self._reading), self.reach() as connection:
            row = (await connection.execute(_READ, {"id": conversation_id})).first()
            if row is None or (row.expires_at <= now and row.owner not in WITH_PEOPLE):
                return None
            answered = await _answered(connection, conversation_id, client_id) if client_id else None
        return Found(read_conversation(row), answered)

    async def events_after(self, conversation_id: str, seq: int) -> tuple[Event, ...]:
        async with self._in_line(self._reading), self.reach() as connection:
            rows = await connection.execute(_AFTER, {"id": conversation_id, "seq": seq})
            return tuple(read_event(row) for row in rows)

    async def save_turn(self, before: Conversation, after: Conversation, events: Sequence[Event]) -> Saved | None:
        """Writes one turn whole or not at all. None: the conversation is gone.

        A message that another process answered meanwhile is kept as that one answered it.
        """
        async with self.write() as connection:
            saved = await _advance(connection, before, after, events)
            if saved is not None:
                return saved
            if not before.stored:
                return await _create(connection, after, events)
            row = (await connection.execute(_READ.with_for_update(), {"id": before.id})).first()
            if row is None:
                return None
            present = read_conversation(row)
            if kept := await _kept(connection, before.id, events):
                return Saved(present, kept)
            after, events = rejoin(before, after, present, events)
            return await _advance(connection, present, after, events)  # nobody else writes in it until this ends

    async def forget(self, conversation_id: str) -> None:
        async with self.write() as connection:
            await _forget(connection, [conversation_id])
        await self.empty_journal()

    async def forget_until(self, conversation_id: str, seq: int) -> None:
        """Deletes what was said up to a number; the conversation goes on."""
        async with self.write() as connection:
            await connection.execute(_TRIM, {"id": conversation_id, "seq": seq})
            of_it = update(handover).where(handover.c.conversation_id == conversation_id)
            await connection.execute(of_it.values(evidence="[]", card=NO_CARD))
        await self.empty_journal()

    async def forget_expired(self, now: int) -> list[str]:
        """Deletes what is past its time and says which conversations these were.

        Nobody's chat expires while they wait or are with a person; what a person took is kept a while after its end.
        """
        kept = select(handover.c.conversation_id).where(
            handover.c.conversation_id == _conversation.id, handover.c.keep_until > now
        )
        expired = _conversation.expires_at <= now, _conversation.owner.not_in(WITH_PEOPLE), ~kept.exists()
        async with self.write() as connection:
            ids = list((await connection.execute(select(_conversation.id).where(*expired))).scalars())
            if not ids:
                return []
            gone = delete(tables.conversation).where(_conversation.id.in_(ids), *expired)
            await connection.execute(gone)  # and with it all that hangs on it
            left = set((await connection.execute(select(_conversation.id).where(_conversation.id.in_(ids)))).scalars())
        await self.empty_journal()
        return [id for id in ids if id not in left]

    async def count(self, now: int) -> dict[Owner, int]:
        """Open conversations by owner."""
        is_open = or_(_conversation.expires_at > now, _conversation.owner.in_(WITH_PEOPLE))
        counted = select(_conversation.owner, func.count()).where(is_open).group_by("owner")
        async with self.reach() as connection:
            return {Owner(owner): number for owner, number in await connection.execute(counted)}

    async def empty_journal(self) -> None:
        """What was deleted must not linger in SQLite's write-ahead file."""
        if self._engine.dialect.name != "sqlite":
            return
        async with self.reach() as connection:
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[AsyncConnection]:
        """A connection to look with often: each statement is a transaction by itself. Raises StoreUnavailable."""
        try:
            async with self._engine.connect() as connection:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")
        except self._broken as error:
            raise StoreUnavailable(type(error).__name__) from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that writes; SQLite has one writer at a time, in order here. Raises StoreUnavailable."""
        async with self._in_line(self._writing), self.reach() as connection:
            yield connection

    @asynccontextmanager
    async def _in_line(self, line: asyncio.Semaphore) -> AsyncIterator[None]:
        """Raises StoreUnavailable when nobody gets through."""
        try:  # who need not wait goes on at once, without a turn of the loop in which a cut connection is half noticed
            await (asyncio.wait_for(line.acquire(), LINE_SECONDS) if line.locked() else line.acquire())
        except asyncio.TimeoutError:
            raise StoreUnavailable("line") from None
        try:
            yield
        finally:
            line.release()

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[AsyncConnection]:
        """One transaction. Raises StoreUnavailable."""
        try:
            async with self._engine.begin() as connection:
                yield connection
        except self._broken as error:
            raise StoreUnavailable(type(error).__name__) from error


def _errors_of(url: str) -> tuple[type[Exception], ...]:
    """All that a database which is away, or goes away just now, raises."""
    known = (SQLAlchemyError, OSError, asyncio.TimeoutError)  # before Python 3.11 no TimeoutError
    if url.startswith("sqlite"):
        return known
    # SQLAlchemy lets some through as they are; the library has no types.
    from asyncpg import InterfaceError, InternalClientError, PostgresError  # type: ignore[import-untyped]

    return (*known, InterfaceError, InternalClientError, PostgresError)


def _make_engine(url: str) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"timeout": 3, "command_timeout": 5}
        )
    Path(url.split("///", 1)[1]).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url, hide_parameters=True, poolclass=AsyncAdaptedQueuePool, pool_size=4, connect_args={"timeout": 3}
    )
    engine_event.listen(engine.sync_engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    try:
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except Exception:
        connection.close()  # or its thread would live on and hold up the end of the program
        raise


def _migrate(connection: Any) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def _create(connection: AsyncConnection, conversation: Conversation, events: Sequence[Event]) -> Saved:
    numbered = _number(events, 0)
    after = msgspec.structs.replace(conversation, last_seq=len(numbered), stored=True)
    await connection.execute(insert(tables.conversation), [conversation_row(after)])
    await _write_events(connection, after.id, numbered)
    return Saved(after, numbered)


async def _advance(
    connection: AsyncConnection, before: Conversation, after: Conversation, events: Sequence[Event]
) -> Saved | None:
    numbered = _number(events, before.last_seq)
    after = msgspec.structs.replace(after, last_seq=before.last_seq + len(numbered), stored=True)
    was = {"was_id": before.id, "was_epoch": before.epoch, "was_seq": before.last_seq}
    row = conversation_row(after)
    values = {key: row[key] for key in CHANGES}
    if (await connection.execute(_ADVANCE, {**was, **values})).rowcount != 1:
        return None
    await _write_events(connection, after.id, numbered)
    if after.last_seq > KEPT_EVENTS and not after.whole:
        await connection.execute(_TRIM, {"id": after.id, "seq": after.last_seq - KEPT_EVENTS})
    return Saved(after, numbered)


async def _write_events(connection: AsyncConnection, conversation_id: str, events: Sequence[Event]) -> None:
    if events:
        await connection.execute(insert(tables.event), [event_row(conversation_id, event) for event in events])


async def _kept(connection: AsyncConnection, conversation_id: str, events: Sequence[Event]) -> tuple[Event, ...]:
    """The visitor's message among these, and its answer, when they are stored already."""
    client_id = next((event.client_id for event in events if event.author is Author.visitor), None)
    return await _told(connection, conversation_id, client_id) if client_id else ()


async def _answered(connection: AsyncConnection, conversation_id: str, client_id: str) -> tuple[Event, ...] | None:
    events = await _told(connection, conversation_id, client_id)
    return tuple(event for event in events if event.author is not Author.visitor) if events else None


async def _told(connection: AsyncConnection, conversation_id: str, client_id: str) -> tuple[Event, ...]:
    rows = await connection.execute(_ANSWER, {"id": conversation_id, "client_id": client_id})
    return tuple(read_event(row) for row in rows)


async def _forget(connection: AsyncConnection, ids: Sequence[str]) -> None:
    await connection.execute(delete(tables.event).where(_event.conversation_id.in_(ids)))
    await connection.execute(delete(tables.conversation).where(_conversation.id.in_(ids)))


def _number(events: Sequence[Event], last: int) -> tuple[Event, ...]:
    return tuple(msgspec.structs.replace(event, seq=seq) for seq, event in enumerate(events, start=last + 1))
