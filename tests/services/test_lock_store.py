"""Rasa's locks in Redis, as endpoints.yml names them: several Rasa answer one conversation in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.core.utils import AvailableEndpoints

from bot.components.lock_store import SharedLocks
from lotsen.paths import ROOT
from tests.services.servers import HOST, running_redis
from tests.stack import free_ports

pytestmark = pytest.mark.services


@pytest.fixture
def another(redis_port: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], LockStore]:
    """Opens the store as one more Rasa process does."""
    monkeypatch.setenv("LOTSEN_REDIS_URL", f"redis://{HOST}:{redis_port}/1")
    monkeypatch.setenv("LOTSEN_ACTIONS_URL", "http://127.0.0.1:5055")
    return lambda: LockStore.create(AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")).lock_store)


def test_rasa_itself_opens_the_store_that_endpoints_yml_names(another: Callable[[], LockStore]) -> None:
    assert isinstance(another(), SharedLocks)


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


async def test_without_redis_the_locks_of_the_process_hold() -> None:
    store = SharedLocks(url="")
    async with store.lock("samtal-5", wait_time_in_seconds=0.02):
        assert store.get_lock("samtal-5") is not None
    assert store.get_lock("samtal-5") is None


async def test_redis_that_is_away_or_goes_in_the_middle_of_a_turn_holds_nobody_up() -> None:
    (port,) = free_ports(1)
    now = [0.0]
    store = SharedLocks(url=f"redis://{HOST}:{port}/1", clock=lambda: now[0])
    with running_redis(port):
        async with store.lock("samtal-6"):
            pass
        turn = store.lock("samtal-6", wait_time_in_seconds=0.02)
        await turn.__aenter__()
    await asyncio.wait_for(turn.__aexit__(None, None, None), 2)
    async with store.lock("samtal-6", wait_time_in_seconds=0.02):
        pass
    with running_redis(port):
        now[0] += 6
        other = SharedLocks(url=f"redis://{HOST}:{port}/1")
        async with store.lock("samtal-7"):
            assert other.get_lock("samtal-7") is not None


async def test_a_rasa_that_died_with_the_lock_gives_way_when_its_ticket_has_run_out(
    another: Callable[[], LockStore],
) -> None:
    dead, alive = another(), another()
    dead.issue_ticket("samtal-8", 0.2)
    async with alive.lock("samtal-8", wait_time_in_seconds=0.05):
        pass
    assert another().get_lock("samtal-8") is None
