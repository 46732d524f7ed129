"""One message at a time in each conversation, and only so many waiting; held in this process (docs/adr/0038)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chat.errors import TooMany


class Lanes:
    def __init__(self, waiting_limit: int) -> None:
        self._limit = waiting_limit
        self._locks: dict[str, asyncio.Lock] = {}
        self._inside: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self, conversation_id: str) -> AsyncIterator[None]:
        """Waits for its turn. Raises TooMany when the lane is full."""
        inside = self._inside.get(conversation_id, 0)
        if inside > self._limit:
            raise TooMany(retry_after=1)
        self._inside[conversation_id] = inside + 1
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with lock:
                yield
        finally:
            self._leave(conversation_id)

    def _leave(self, conversation_id: str) -> None:
        self._inside[conversation_id] -= 1
        if not self._inside[conversation_id]:
            del self._inside[conversation_id], self._locks[conversation_id]
