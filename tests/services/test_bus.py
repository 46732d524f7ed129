"""The bus between processes on real PostgreSQL and real Redis, also while these are away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

import pytest
from sqlalchemy import create_engine, insert, text

from chat.bus import EVERYTHING, Bus, Listener, chat_topic
from chat.pulses import DatabaseBus, pulse
from chat.redis_bus import RedisBus
from chat.settings import read_settings
from chat.store import Store
from tests.chat.fakes import Clock
from tests.services.servers import HOST, running_redis
from tests.stack import free_ports

pytestmark = pytest.mark.services


@asynccontextmanager
async def running(*buses: Bus) -> AsyncIterator[None]:
    """All at work and each having looked for the first time."""
    with ExitStack() as listening:
        heard = [listening.enter_context(bus.listen()) for bus in buses]
        tasks = [asyncio.create_task(bus.run()) for bus in buses]
        for each in heard:
            assert await each.next(3) == EVERYTHING
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def hear_all(heard: Listener, count: int, seconds: float = 3) -> list[str | None]:
    return [await heard.next(seconds) for _ in range(count)]


async def told_and_heard(here: Bus, heard: Listener) -> None:
    """Once both have found Redis again."""
    await asyncio.sleep(2.5)
    while await heard.next(0.1):
        pass
    here.tell("queue")
    assert await heard.next(1) == "queue"


@pytest.fixture
async def over_database(url: str) -> AsyncIterator[tuple[DatabaseBus, DatabaseBus]]:
    address = read_settings({"LOTSEN_CHAT_URL": url}).chat_url
    stores = Store(address), Store(address)
    await stores[0].prepare()
    async with stores[0].reach() as connection:
        await connection.run_sync(lambda each: pulse.create(each, checkfirst=True))
    here, there = (DatabaseBus(store, Clock()) for store in stores)
    async with running(here, there):
        yield here, there
    for store in stores:
        await store.close()


@pytest.fixture
async def over_redis(redis_port: int) -> AsyncIterator[tuple[RedisBus, RedisBus]]:
    here, there = RedisBus(f"redis://{HOST}:{redis_port}/3"), RedisBus(f"redis://{HOST}:{redis_port}/3")
    async with running(here, there):
        yield here, there


@pytest.fixture(params=["over_database", "over_redis"])
def two(request: pytest.FixtureRequest) -> tuple[Bus, Bus]:
    """Two processes on one bus."""
    found: tuple[Bus, Bus] = request.getfixturevalue(request.param)
    return found


async def test_what_one_tells_the_other_hears_in_order_and_itself_once(two: tuple[Bus, Bus]) -> None:
    here, there = two
    topics = [chat_topic(str(number)) for number in range(100)]
    with there.listen("chat:") as heard, here.listen("chat:") as own:
        for topic in topics:
            here.tell(topic)
        assert await hear_all(heard, 100) == topics
        assert await hear_all(own, 101, 0.3) == [*topics, None]


async def test_a_pulse_that_is_committed_after_a_later_one_is_heard(
    over_database: tuple[DatabaseBus, DatabaseBus], url: str
) -> None:
    _, there = over_database
    engine = create_engine(url)
    with there.listen() as heard, engine.connect() as slow:
        begun = slow.begin()
        slow.execute(insert(pulse).values(topic="early", at=0))
        with engine.begin() as quick:
            quick.execute(insert(pulse).values(topic="late", at=0))
        assert await heard.next(3) == "late"
        begun.commit()
        assert await heard.next(3) == "early"
    engine.dispose()


async def test_a_database_that_cuts_its_connections_is_looked_at_again(
    over_database: tuple[DatabaseBus, DatabaseBus], url: str
) -> None:
    here, there = over_database
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with there.listen("queue") as heard:
        with engine.connect() as connection:
            cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            assert connection.execute(text(cut)).rowcount >= 2
        here.tell("queue")
        assert await heard.next(4) in (EVERYTHING, "queue")
    engine.dispose()


async def test_while_redis_is_gone_everybody_looks_in_the_database_and_afterwards_it_carries_again() -> None:
    (port,) = free_ports(1)
    here, there = RedisBus(f"redis://{HOST}:{port}"), RedisBus(f"redis://{HOST}:{port}")
    servers = ExitStack()
    servers.enter_context(running_redis(port))
    async with running(here, there):
        with there.listen("queue") as heard:
            servers.close()
            here.tell("queue")
            assert await heard.next(4) == EVERYTHING  # it looks in the database, again and again
            assert await heard.next(4) == EVERYTHING
            with running_redis(port):
                assert await heard.next(4) in (EVERYTHING, "queue")
                await told_and_heard(here, heard)


async def test_redis_that_is_not_there_at_the_start_is_found_when_it_comes() -> None:
    (port,) = free_ports(1)
    here, there = RedisBus(f"redis://{HOST}:{port}"), RedisBus(f"redis://{HOST}:{port}")
    tasks = [asyncio.create_task(bus.run()) for bus in (here, there)]
    with there.listen("queue") as heard:
        assert await heard.next(3) == EVERYTHING
        with running_redis(port):
            await told_and_heard(here, heard)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_redis_sees_no_text(redis_port: int) -> None:
    """What goes over the channel is a name of this process and a topic."""

    async def overhear() -> list[str]:
        from redis import asyncio as redis

        bus = RedisBus(f"redis://{HOST}:{redis_port}/3")
        other = redis.Redis(host=HOST, port=redis_port, db=3, decode_responses=True)
        async with running(bus), other, other.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.psubscribe("*")
            await channel.get_message(timeout=1)
            bus.tell(chat_topic("abc"))
            message = await channel.get_message(timeout=2)
            assert message is not None
            return str(message["data"]).split()

    sender, topic = asyncio.run(overhear())
    assert len(sender) == 16 and topic == "chat:abc"
