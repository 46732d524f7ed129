"""Who answers a conversation now, when several Rasa may: in Redis if there is one, else in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import redis
import structlog
from rasa.core.lock import TicketLock
from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.utils.endpoints import EndpointConfig

log = structlog.get_logger()

ANSWER_SECONDS = 0.5  # a lock must not cost more than an answer
AWAY_SECONDS = 5.0  # before Redis is asked again
KEY_PREFIX = "lotsen"
Found = TypeVar("Found")


class SharedLocks(LockStore):
    """While Redis is away the locks of this process hold: the gateway sends a conversation's messages one by one."""

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        url: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        url = os.environ.get("LOTSEN_REDIS_URL", "") if url is None else url
        self._own = InMemoryLockStore()
        self._shared = open_redis(url) if url else None
        self._clock = clock
        self._away_until = 0.0
        super().__init__()

    def get_lock(self, conversation_id: str) -> TicketLock | None:
        return self._ask(lambda shared: shared.get_lock(conversation_id), lambda: self._own.get_lock(conversation_id))

    def save_lock(self, lock: TicketLock) -> None:
        self._own.save_lock(lock)  # so that a turn can end here if Redis goes in the middle of it
        self._ask(lambda shared: shared.save_lock(lock), lambda: None)

    def delete_lock(self, conversation_id: str) -> None:
        self._own.delete_lock(conversation_id)
        self._ask(lambda shared: shared.delete_lock(conversation_id), lambda: None)

    def cleanup(self, conversation_id: str, ticket_number: int) -> None:
        super().cleanup(conversation_id, ticket_number)
        if self._is_shared():
            self._own.delete_lock(conversation_id)

    def _is_shared(self) -> bool:
        return self._shared is not None and self._clock() >= self._away_until

    def _ask(self, shared: Callable[[RedisLockStore], Found], own: Callable[[], Found]) -> Found:
        if self._shared is None or not self._is_shared():
            return own()
        try:
            return shared(self._shared)
        except redis.RedisError as error:
            log.error("locks_away", part="redis", reason=type(error).__name__)
            self._away_until = self._clock() + AWAY_SECONDS
            return own()


def open_redis(url: str) -> RedisLockStore:
    """Rasa's own store, at an address as redis://:password@host:6379/1."""
    parts = urlsplit(url)
    store = RedisLockStore(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 6379,
        db=int(parts.path.strip("/") or 0),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_ssl=parts.scheme == "rediss",
        key_prefix=KEY_PREFIX,
        socket_timeout=ANSWER_SECONDS,
    )
    store.red.connection_pool.connection_kwargs["socket_connect_timeout"] = ANSWER_SECONDS
    return store
