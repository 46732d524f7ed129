"""Failed tries: five in a quarter of an hour lock a name, known or not, and slow down the address they came from."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.errors import StoreUnavailable
from chat.limits import DailyHash, hides_who_asks
from chat.staff.accounts import tables
from chat.staff.accounts.errors import TooManyTries
from chat.staff.accounts.keys import Keys
from chat.staff.accounts.people import plain_login
from chat.store import Store

MOST = 5
WITHIN = 15 * 60  # seconds
ROUNDS = 20  # when many try the same name in the same moment
FREE = 5  # tries of one address that are not slowed down
LONGEST_GAP = 30  # seconds between two later ones
PATIENCE = 8  # nobody is kept waiting for longer than this, but asked to come back

_tries = tables.tries.c


class NameTries:
    """Counts in the database, so that all processes count together. A try is written down before it is made."""

    def __init__(self, store: Store, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._store, self._keys, self._clock = store, keys, clock

    async def count(self, login: str) -> None:
        """One more try, counted as failed until `forget` is called. Raises TooManyTries."""
        key = self._key(login)
        for _ in range(ROUNDS):
            if await self._count_once(key):
                return
        raise StoreUnavailable("the tries of a name changed again and again")

    async def forget(self, login: str) -> None:
        """The person got in, or was let in anew."""
        async with self._store.reach() as connection:
            await connection.execute(delete(tables.tries).where(_tries.key == self._key(login)))

    async def forget_old(self) -> None:
        async with self._store.reach() as connection:
            rows = (await connection.execute(select(tables.tries))).all()
            old = [row.key for row in rows if not self._recent(row.times)]
            await connection.execute(delete(tables.tries).where(_tries.key.in_(old)))

    async def _count_once(self, key: str) -> bool:
        """False when somebody else wrote in between."""
        async with self._store.reach() as connection:
            row = (await connection.execute(select(tables.tries).where(_tries.key == key))).first()
            times = self._recent(row.times) if row else []
            if len(times) >= MOST:
                raise TooManyTries(times[0] + WITHIN - self._now())
            said = " ".join(str(time) for time in (*times, self._now()))
            if row is None:
                return await _insert(connection, key, said)
            changed = (
                update(tables.tries)
                .where(_tries.key == key, _tries.version == row.version)
                .values(times=said, version=row.version + 1)
            )
            return bool((await connection.execute(changed)).rowcount == 1)

    def _recent(self, times: str) -> list[int]:
        return [int(time) for time in times.split() if int(time) > self._now() - WITHIN]

    def _key(self, login: str) -> str:
        """What somebody types as a name may be a password; so no name is stored."""
        return self._keys.hash("tries", plain_login(login))

    def _now(self) -> int:
        return int(self._clock().timestamp())


class AddressTries:
    """Lets one address try ever more slowly; it is known only as a hash of the day, in memory."""

    def __init__(self, clock: Callable[[], datetime], pause: Callable[[float], Awaitable[None]] = asyncio.sleep):
        self._clock, self._pause, self._hash = clock, pause, DailyHash(clock)
        self._times: dict[str, deque[float]] = {}

    async def count(self, address: str) -> None:
        """Waits until the address may try, or raises TooManyTries when that would take too long."""
        if hides_who_asks(address):
            return
        now, times = self._clock().timestamp(), self._recent(address)
        gap = 0 if len(times) < FREE else min(2 ** (len(times) - FREE), LONGEST_GAP)
        wait = max(times[-1] + gap - now, 0) if gap else 0
        if wait > PATIENCE:
            raise TooManyTries(int(wait) + 1)
        times.append(now + wait)
        if wait:
            await self._pause(wait)

    def forget(self, address: str) -> None:
        """The last try of this address was a right one."""
        times = self._recent(address)
        if times:
            times.pop()

    def _recent(self, address: str) -> deque[float]:
        now = self._clock().timestamp()
        self._times = {key: times for key, times in self._times.items() if times and times[-1] > now - WITHIN}
        times = self._times.setdefault(self._hash.of(address), deque(maxlen=100))
        while times and times[0] <= now - WITHIN:
            times.popleft()
        return times


async def _insert(connection: AsyncConnection, key: str, times: str) -> bool:
    """False when the row came meanwhile."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = make(tables.tries).values(key=key, times=times, version=0).on_conflict_do_nothing()
    return bool((await connection.execute(row)).rowcount == 1)
