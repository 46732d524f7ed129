"""Rasa's locks in Redis, as endpoints.yml would name it: several Rasa answer one conversation in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore, RedisLockStore
from rasa.core.utils import AvailableEndpoints

from tests.services.servers import HOST

pytestmark = pytest.mark.services


@pytest.fixture
def another(redis_port: int, tmp_path: Path) -> Callable[[], LockStore]:
    """Opens the store as one more Rasa process does."""
    path = tmp_path / "endpoints.yml"
    path.write_text(f"lock_store:\n  type: redis\n  url: {HOST}\n  port: {redis_port}\n  db: 1\n", encoding="utf-8")
    return lambda: LockStore.create(AvailableEndpoints.read_endpoints(str(path)).lock_store)


def test_the_setting_opens_a_store_in_redis(another: Callable[[], LockStore]) -> None:
    assert isinstance(another(), RedisLockStore)


def test_a_lock_that_one_rasa_saves_another_retrieves_and_deletes(another: Callable[[], LockStore]) -> None:
    here, there = another(), another()
    lock = TicketLock("samtal-1")
    ticket = lock.issue_ticket(60)
    here.save_lock(lock)
    found = there.get_lock("samtal-1")
    assert found is not None and found.is_locked(ticket + 1) and not found.is_locked(ticket)
    there.delete_lock("samtal-1")
    assert here.get_lock("samtal-1") is None


async def test_two_rasa_answer_one_conversation_one_after_the_other(another: Callable[[], LockStore]) -> None:
    happened: list[str] = []

    async def answer(store: LockStore, name: str) -> None:
        async with store.lock("samtal-2", wait_time_in_seconds=0.05):
            happened.append(f"{name} begins")
            await asyncio.sleep(0.2)
            happened.append(f"{name} ends")

    first = asyncio.create_task(answer(another(), "first"))
    await asyncio.sleep(0.05)
    await asyncio.gather(first, answer(another(), "second"))
    assert happened == ["first begins", "first ends", "second begins", "second ends"]
    assert another().get_lock("samtal-2") is None


async def test_another_conversation_does_not_wait(another: Callable[[], LockStore]) -> None:
    here, there = another(), another()

    async def answer() -> bool:
        async with there.lock("samtal-4"):
            return here.get_lock("samtal-3") is not None

    async with here.lock("samtal-3"):
        assert await asyncio.wait_for(answer(), 2)
