"""Work that exactly one process does at a time: a row says which, and for how long."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import or_, update

from chat.queue.tables import lease
from chat.store import Store
from chat.upsert import insert_or

_row = lease.c


class Lease:
    def __init__(self, store: Store, clock: Callable[[], datetime], name: str, seconds: int) -> None:
        self._store = store
        self._clock = clock
        self._name = name
        self._seconds = seconds
        self._holder = secrets.token_hex(16)

    async def is_mine(self) -> bool:
        """Takes or prolongs it; False while another process has it. Raises StoreUnavailable."""
        now = int(self._clock().timestamp())
        free = or_(_row.holder == self._holder, _row.until <= now)
        async with self._store.write() as connection:
            nobody = {"name": self._name, "holder": "", "until": 0}
            await connection.execute(insert_or(connection, lease).values(nobody).on_conflict_do_nothing())
            taken = update(lease).where(_row.name == self._name, free)
            held = await connection.execute(taken.values(holder=self._holder, until=now + self._seconds))
            return bool(held.rowcount == 1)
