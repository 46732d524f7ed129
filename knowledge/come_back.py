"""Keeps what come-back codes lead to for 30 days, under a hash that says nothing without the key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from knowledge.come_back_code import Code, draw_code, fold
from knowledge.come_back_memory import DAYS, MOST_IDS, Given, Memory, Recalled
from knowledge.database import empty_journal, make_engine
from knowledge.errors import ComeBackUnavailable, TooManyMisses
from knowledge.hours import SWEDEN
from knowledge.models import come_back, come_back_miss

COST = 2**14  # with blocks of 1 KiB: 16 MiB and about 40 ms a guess
BLOCK = 8
MOST_MISSES = 60  # in one hour, all conversations together
DRAWS = 5  # a drawn code that somebody has already is drawn anew
SECONDS_AN_HOUR = 3600


class ComeBacks:
    """The rows of all codes. Every method raises ComeBackUnavailable when the database is away."""

    def __init__(
        self, engine: Engine, key: bytes, clock: Callable[[], datetime], draw: Callable[[], Code] = draw_code
    ) -> None:
        self._engine = engine
        self._key = key
        self._clock = clock
        self._draw = draw

    def make(self, memory: Memory) -> Given:
        """A new code for a memory."""
        today = self._today()
        last_day = today + timedelta(days=DAYS)
        self.forget_expired()
        for _ in range(DRAWS):
            words = self._draw()
            row = {"id": self._hash(words), "created": today, "expires": last_day, **_columns(memory)}
            if self._insert(row):
                return Given(words, str(row["id"]), last_day)
        raise ComeBackUnavailable("every code that was drawn is taken")

    def find(self, words: Code) -> Recalled | None:
        """What a code leads to; None when it leads nowhere, which is counted. Raises TooManyMisses."""
        self.forget_expired()
        self._hold_back()
        row = self._hash(words)
        with self._reach() as connection:
            found = connection.execute(select(come_back).where(come_back.c.id == row)).mappings().first()
        if found is None:
            self._count_miss()
            return None
        return Recalled(row, _memory(found))

    def keep(self, row: str, memory: Memory) -> None:
        """Write down what is known now; a code that is gone is not made again."""
        with self._reach() as connection:
            connection.execute(update(come_back).where(come_back.c.id == row).values(**_columns(memory)))

    def forget(self, row: str) -> None:
        """Delete a code and all that it led to, at once."""
        with self._reach() as connection:
            connection.execute(delete(come_back).where(come_back.c.id == row))
        self._empty_journal()

    def forget_expired(self) -> int:
        """Delete what is past its last day; returns how many codes that were."""
        with self._reach() as connection:
            gone = int(connection.execute(delete(come_back).where(come_back.c.expires < self._today())).rowcount)
            connection.execute(delete(come_back_miss).where(come_back_miss.c.hour < self._hour()))
        if gone:
            self._empty_journal()
        return gone

    def _today(self) -> date:
        return self._clock().astimezone(SWEDEN).date()

    def _hour(self) -> int:
        """Whole hours since 1970: the same everywhere, also in the night when the clocks are set."""
        return int(self._clock().timestamp() // SECONDS_AN_HOUR)

    def _hash(self, words: Sequence[str]) -> str:
        code = fold(" ".join(words)).encode()
        return hashlib.scrypt(code, salt=self._key, n=COST, r=BLOCK, p=1, maxmem=2**26, dklen=32).hex()

    def _insert(self, row: dict[str, Any]) -> bool:
        try:
            with self._reach() as connection:
                connection.execute(insert(come_back).values(**row))
        except IntegrityError:
            return False
        return True

    def _hold_back(self) -> None:
        with self._reach() as connection:
            counted = select(come_back_miss.c.count).where(come_back_miss.c.hour == self._hour())
            if (connection.execute(counted).scalar() or 0) >= MOST_MISSES:
                raise TooManyMisses

    def _count_miss(self) -> None:
        """One more in this hour; two processes that begin the hour together both count."""
        this_hour = come_back_miss.c.hour == self._hour()
        one_more = update(come_back_miss).where(this_hour).values(count=come_back_miss.c.count + 1)
        with self._reach() as connection:  # begins with the write: SQLite lets no reader become a writer midway
            if connection.execute(one_more).rowcount:
                return
            try:
                with connection.begin_nested():
                    connection.execute(insert(come_back_miss).values(hour=self._hour(), count=1))
            except IntegrityError:
                connection.execute(one_more)

    def _empty_journal(self) -> None:
        try:
            empty_journal(self._engine)
        except SQLAlchemyError as problem:
            raise ComeBackUnavailable(type(problem).__name__) from problem

    @contextmanager
    def _reach(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as problem:
            raise ComeBackUnavailable(type(problem).__name__) from None


def forget_expired_codes(url: str, clock: Callable[[], datetime]) -> int:
    """Delete in the database at this address what is past its last day; no key is needed for that."""
    engine = make_engine(url)
    try:
        return ComeBacks(engine, b"", clock).forget_expired()
    finally:
        engine.dispose()


def _columns(memory: Memory) -> dict[str, Any]:
    return {
        "types": json.dumps(memory.types),
        "municipality": memory.municipality,
        "shown": json.dumps(memory.shown[-MOST_IDS:]),
        "rejected": json.dumps(memory.rejected[-MOST_IDS:]),
    }


def _memory(row: Any) -> Memory:
    lists = {name: tuple(json.loads(row[name])) for name in ("types", "shown", "rejected")}
    return Memory(municipality=row["municipality"], **lists)
