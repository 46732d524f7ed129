"""The only place in knowledge that opens a database: engines, and what suggestions are chosen from."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from knowledge.candidate import Candidate
from knowledge.models import service_search
from knowledge.near import Phrase, find_documents, find_named
from knowledge.near_score import Wanted

ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
BUSY_MS = 3000
CACHE_KILOBYTES = 16_000  # of each connection, if it asks for so much: the indexes that a search reads have room there
STATEMENTS = 100  # that each engine keeps in compiled form; five hundred cost 14 MB more and save no time
TABLES_LOCK = 7_202_612  # any number that nothing else in this database uses


def make_engine(url: str) -> Engine:
    """An engine for a SQLite or PostgreSQL URL; SQLite gets WAL, foreign keys and a busy timeout."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, future=True, pool_pre_ping=True, query_cache_size=STATEMENTS)
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY_MS / 1000, "check_same_thread": False}}
    if parsed.database and parsed.database != ":memory:":
        options.update(poolclass=QueuePool, pool_size=4)  # opening the file anew for each query cost 18 ms a turn
    engine = create_engine(parsed, future=True, query_cache_size=STATEMENTS, **options)
    _prepare_sqlite(engine)
    return engine


def make_async_engine(url: str) -> AsyncEngine:
    """The same for asyncio: the async driver is chosen from the kind of database."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    engine = create_async_engine(parsed.set(drivername=ASYNC_DRIVERS.get(backend, parsed.drivername)), future=True)
    if backend == "sqlite":
        _prepare_sqlite(engine.sync_engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    """Pragmas on connect, and an explicit BEGIN so that table changes are part of the transaction too."""

    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "synchronous=NORMAL",
            "secure_delete=ON",
            f"cache_size=-{CACHE_KILOBYTES}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def take_turns(connection: Connection) -> None:
    """Until this transaction ends, no other process makes tables; SQLite holds others back by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TABLES_LOCK)))


def empty_journal(engine: Engine) -> None:
    """What was deleted must not linger in SQLite's write-ahead file."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def find_candidates(engine: Engine, wanted: Wanted) -> list[Candidate]:
    """Entries that could be among the best for a need; the facts that come with the product are not among them."""
    with engine.connect() as connection:
        documents = find_documents(connection, wanted)
    return [_decoded(document) for document in documents]


def candidates_named(engine: Engine, wanted: Wanted, phrases: Mapping[str, Phrase]) -> dict[str, list[Candidate]]:
    """Entries whose own words hold a phrase, by phrase."""
    with engine.connect() as connection:
        found = {phrase: find_named(connection, wanted, forms) for phrase, forms in phrases.items()}
    return {phrase: [_decoded(document) for document in documents] for phrase, documents in found.items()}


def candidates_by_id(engine: Engine, ids: Sequence[str]) -> list[Candidate]:
    """What may still be suggested of things that were shown before."""
    table = service_search
    wanted = select(table.c.document).where(table.c.service_id.in_(list(ids)), table.c.is_active.is_(True))
    with engine.connect() as connection:
        documents = connection.execute(wanted.order_by(table.c.place_index.desc())).scalars().all()
    return [_decoded(document) for document in documents]


@lru_cache(maxsize=5000)
def _decoded(document: str) -> Candidate:
    return msgspec.json.decode(document, type=Candidate)
