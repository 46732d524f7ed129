"""Who is logged in: a random cookie whose hash names a row, so every process sees it and anybody's can be ended."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.conversation import hash_token
from chat.staff.accounts import tables
from chat.staff.accounts.people import read_staff
from chat.staff.accounts.staff import Staff
from chat.store import Store

IDLE = 30 * 60  # seconds
LONGEST = 12 * 3_600
COARSE = 15  # a click is written down at most this often, so being idle ends this much later

_session, _staff = tables.session.c, tables.staff.c
_LOOK = (
    select(tables.staff, tables.session.c.id_hash, _session.begun, _session.used, _session.csrf)
    .join(tables.session, _session.staff_id == _staff.id)
    .where(_staff.active)
)


@dataclass(frozen=True)
class Session:
    """A live session as one request finds it; times in seconds since 1970."""

    id_hash: str
    staff: Staff
    csrf: str
    begun: int
    used: int

    def idle_ends(self) -> int:
        return self.used + IDLE

    def ends(self) -> int:
        return self.begun + LONGEST

    def ends_after_click(self, now: int) -> int:
        """When it would end if nobody came back after a click now."""
        return min(now + IDLE, self.ends())

    def is_over(self, now: int) -> bool:
        return now > self.idle_ends() + COARSE or now >= self.ends()


class Sessions:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, staff: Staff) -> str:
        """A new session; returns what the cookie holds, which is kept nowhere."""
        token, now = secrets.token_urlsafe(32), self._now()
        row = {"id_hash": hash_token(token), "staff_id": staff.id, "begun": now, "used": now,
               "csrf": secrets.token_urlsafe(32)}  # fmt: skip
        async with self._store.reach() as connection:
            await connection.execute(insert(tables.session), [row])
        return token

    async def of(self, token: str, *, touch: bool = True) -> Session | None:
        """The live session of a cookie. What a page asks for by itself must not `touch`: only a person is not idle."""
        if not token:
            return None
        async with self._store.reach() as connection:
            found = await self._find(connection, hash_token(token))
            if found is None:
                return None
            if touch and self._now() - found.used >= COARSE:
                await connection.execute(
                    update(tables.session).where(_session.id_hash == found.id_hash).values(used=self._now())
                )
        return found

    async def is_live(self, session: Session) -> bool:
        """For an answer that goes on for long, such as an event stream. Another role is another person."""
        async with self._store.reach() as connection:
            found = await self._find(connection, session.id_hash)
        return found is not None and found.staff.role is session.staff.role

    async def extend(self, session: Session) -> None:
        """The person said that they are still there."""
        async with self._store.reach() as connection:
            await connection.execute(
                update(tables.session).where(_session.id_hash == session.id_hash).values(used=self._now())
            )

    async def of_person(self, staff_id: str) -> tuple[Session, ...]:
        """The live sessions of somebody, the newest first."""
        async with self._store.reach() as connection:
            rows = await connection.execute(_LOOK.where(_staff.id == staff_id).order_by(_session.begun.desc()))
            found = [_read(row) for row in rows]
        return tuple(session for session in found if not session.is_over(self._now()))

    async def end(self, id_hash: str) -> None:
        async with self._store.reach() as connection:
            await connection.execute(delete(tables.session).where(_session.id_hash == id_hash))

    async def forget_old(self) -> None:
        """Takes away the rows of sessions that are over."""
        now = self._now()
        old = or_(_session.used < now - IDLE - COARSE, _session.begun <= now - LONGEST)
        async with self._store.reach() as connection:
            await connection.execute(delete(tables.session).where(old))

    async def _find(self, connection: AsyncConnection, id_hash: str) -> Session | None:
        row = (await connection.execute(_LOOK.where(_session.id_hash == id_hash))).first()
        found = _read(row) if row else None
        return None if found is None or found.is_over(self._now()) else found

    def _now(self) -> int:
        return int(self._clock().timestamp())


async def end_all_on(connection: AsyncConnection, staff_id: str, *, but: str = "") -> None:
    await connection.execute(delete(tables.session).where(_session.staff_id == staff_id, _session.id_hash != but))


def _read(row: Any) -> Session:
    return Session(row.id_hash, read_staff(row), row.csrf, row.begun, row.used)
