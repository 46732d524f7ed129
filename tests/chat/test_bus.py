"""The bus: who listens hears what is new, in this process at once and in the others soon."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, insert, select

from chat import pulses
from chat.bus import EVERYTHING, Bus, Outbox, chat_topic, open_bus
from chat.pulses import DatabaseBus, pulse
from chat.settings import Settings
from chat.store import Store
from tests.chat.fakes import Clock


@asynccontextmanager
async def running(*buses):
    tasks = [asyncio.create_task(bus.run()) for bus in buses]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def two(settings, clock):
    """Two processes over one database, both running."""
    stores = [Store(settings.chat_url), Store(settings.chat_url)]
    await stores[0].prepare()
    async with stores[0].reach() as connection:
        await connection.run_sync(lambda each: pulse.create(each, checkfirst=True))
    buses = [DatabaseBus(store, clock) for store in stores]
    async with running(*buses):
        for bus in buses:
            with bus.listen() as heard:
                assert await heard.next(2) == EVERYTHING
        yield buses
    for store in stores:
        await store.close()


async def test_who_listens_in_the_same_process_hears_at_once():
    bus = Bus()
    with bus.listen() as heard:
        bus.tell("queue")
        assert await heard.next(0.1) == "queue"


async def test_only_the_topics_that_are_wished_for_are_heard():
    bus = Bus()
    with bus.listen("queue", "chat:") as heard:
        for topic in ("duty", "queue", chat_topic("a"), "queues"):
            bus.tell(topic)
        assert [await heard.next(0.01) for _ in range(3)] == ["queue", "chat:a", None]


async def test_a_topic_that_waits_already_is_heard_once():
    bus = Bus()
    with bus.listen() as heard:
        bus.tell("queue")
        bus.tell("queue")
        assert [await heard.next(0.01) for _ in range(2)] == ["queue", None]


async def test_to_read_everything_again_takes_the_place_of_all_that_waits():
    bus = Bus()
    with bus.listen("queue") as heard:
        for topic in ("queue", EVERYTHING, "queue"):
            bus.tell(topic)
        assert [await heard.next(0.01) for _ in range(2)] == [EVERYTHING, None]


async def test_nobody_is_told_who_has_stopped_listening():
    bus = Bus()
    with bus.listen() as heard:
        pass
    bus.tell("queue")
    assert await heard.next(0.01) is None


async def test_too_much_that_can_not_be_sent_becomes_one():
    outbox = Outbox(room=3)
    outbox.put("a", "b", "c", "d")
    assert await outbox.take() == (EVERYTHING,)


async def test_another_process_hears_within_a_moment(two):
    here, there = two
    with there.listen() as heard:
        here.tell("queue")
        assert await heard.next(1) == "queue"


async def test_what_one_tells_one_hears_once(two):
    here, _ = two
    with here.listen() as heard:
        here.tell("queue")
        assert [await heard.next(0.5) for _ in range(2)] == ["queue", None]


async def test_all_of_many_topics_arrive_in_order(two):
    here, there = two
    with there.listen() as heard:
        for number in range(50):
            here.tell(chat_topic(str(number)))
        assert [await heard.next(1) for _ in range(50)] == [f"chat:{number}" for number in range(50)]


async def test_silence_asks_for_no_rows(two, monkeypatch):
    read = []
    new = pulses._Seen._is_changed

    async def is_changed(seen):
        read.append(await new(seen))
        return read[-1]

    monkeypatch.setattr(pulses._Seen, "_is_changed", is_changed)
    await asyncio.sleep(0.5)
    assert read and not any(read)


async def test_old_pulses_are_deleted_and_their_numbers_never_come_back(two, settings):
    here, there = two
    with there.listen() as heard:
        here.tell("queue")
        assert await heard.next(1) == "queue"
        here._clock.forward(seconds=61)
        here.tell("duty")
        assert await heard.next(1) == "duty"
    store = Store(settings.chat_url)
    async with store.reach() as connection:
        assert (await connection.execute(select(pulse.c.id, pulse.c.topic))).all() == [(2, "duty")]
    await store.close()


async def test_a_lower_number_that_is_committed_late_is_heard_too(two, settings):
    """As PostgreSQL does when two write at once."""
    _, there = two
    store = Store(settings.chat_url)
    with there.listen() as heard:
        for number, topic in ((5, "queue"), (3, "duty")):
            async with store.reach() as connection:
                await connection.execute(insert(pulse).values(id=number, topic=topic, at=0))
            assert await heard.next(1) == topic
        assert await heard.next(0.3) is None
    await store.close()


async def test_a_database_that_is_away_loses_no_topic(settings, clock):
    """The table comes later than the first topic."""
    here, there = (DatabaseBus(Store(settings.chat_url), clock) for _ in range(2))
    async with running(here, there):
        with there.listen("queue") as heard:
            here.tell("queue")
            await asyncio.sleep(0.3)
            async with here._store.reach() as connection:
                await connection.run_sync(lambda each: pulse.create(each, checkfirst=True))
            assert await heard.next(5) in ("queue", EVERYTHING)
            assert await rows_come(here._store)
    for bus in (here, there):
        await bus._store.close()


async def rows_come(store):
    """Whether the topic is in the table within some seconds: who looks and who sends try again each by itself."""
    for _ in range(100):
        async with store.reach() as connection:
            if (await connection.execute(select(func.count()).select_from(pulse))).scalar() == 1:
                return True
        await asyncio.sleep(0.05)
    return False


async def test_without_redis_in_the_settings_the_database_carries_the_bus(settings, store):
    assert isinstance(open_bus(settings, store, Clock()), DatabaseBus)
    other = open_bus(Settings(redis_url="redis://127.0.0.1:1/0"), store, Clock())
    assert type(other).__name__ == "RedisBus"
