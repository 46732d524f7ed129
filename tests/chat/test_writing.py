"""The sign that the other side is writing: to the right one, without text, not too often, across processes."""

import asyncio
import sqlite3

import pytest

from chat.bus import HUMAN_WRITES, VISITOR_WRITES, Bus, Outbox, lasting
from chat.card import Card
from chat.hub import Hub, Mark
from chat.pulses import DatabaseBus
from chat.store import Store
from chat.visitors.events import WRITES, _from_mailbox
from chat.writing import Writing
from tests.chat.conftest import ROOT
from tests.chat.fakes import Clock
from tests.chat.queueing import ANNA


async def with_anna(visitor, queue, tools):
    await visitor.say("det är tomt hemma")
    found = (await tools.store.find(visitor.id, tools.seconds())).conversation
    await queue.ask(found, Card(why="wish"), "wish")
    await queue.claim(visitor.id, ANNA)


async def sign(visitor, **headers):
    return await visitor.web.post(f"{ROOT}/{visitor.id}/writing", headers=headers or visitor.headers)


async def nothing_new(ids):
    return dict.fromkeys(ids, 0)


@pytest.fixture
def told(tools):
    topics = []
    tools.writing._bus.tell = topics.append
    return topics


async def test_that_a_visitor_writes_is_told_to_the_person_who_answers(visitor, queue, tools, told):
    await with_anna(visitor, queue, tools)
    assert (await sign(visitor)).status_code == 204
    assert told == [VISITOR_WRITES + visitor.id]


async def test_with_the_bot_and_in_the_queue_it_is_told_to_nobody(visitor, queue, tools, told):
    assert (await sign(visitor)).status_code == 204
    found = (await tools.store.find(visitor.id, tools.seconds())).conversation
    await queue.ask(found, Card(why="wish"), "wish")
    assert (await sign(visitor)).status_code == 204
    assert told == []


async def test_only_who_has_the_token_tells(visitor, queue, tools, told):
    await with_anna(visitor, queue, tools)
    assert (await sign(visitor, authorization="Bearer fel")).status_code == 401
    assert told == []


async def test_what_a_sign_is_sent_with_is_not_read(visitor, queue, tools, settings):
    await with_anna(visitor, queue, tools)
    await visitor.web.post(f"{ROOT}/{visitor.id}/writing", headers=visitor.headers, json={"text": "apelsinkaka"})
    with sqlite3.connect(settings.data / "chat.db") as database:
        assert "apelsin" not in "\n".join(database.iterdump())


def test_a_sign_is_told_at_most_once_in_three_seconds_for_each_side_of_a_chat():
    clock, bus = Clock(), Bus()
    writing = Writing(bus, clock)
    assert [writing.tell(VISITOR_WRITES + "c1") for _ in range(3)] == [True, False, False]
    assert writing.tell(HUMAN_WRITES + "c1") and writing.tell(VISITOR_WRITES + "c2")
    clock.forward(seconds=3)
    assert writing.tell(VISITOR_WRITES + "c1")


async def test_the_visitors_stream_says_that_a_person_writes_and_nothing_more():
    bus = Bus()
    hub = Hub(bus)
    follow = asyncio.create_task(hub.follow(nothing_new))
    await asyncio.sleep(0)
    with hub.listen("c1") as mailbox, hub.listen("c2") as other:
        for _ in range(5):
            bus.tell(HUMAN_WRITES + "c1")
            await asyncio.sleep(0.01)
        frames = _from_mailbox(mailbox, lambda last: None)
        assert await frames.__anext__() == WRITES == b"event: writes\ndata: {}\n\n"
        assert await mailbox.take(0.01) is None  # five signs that nobody has taken are one
        assert await other.take(0.01) is None
        bus.tell(HUMAN_WRITES + "c1")
        await asyncio.sleep(0.01)
        assert await mailbox.take(0.01) is Mark.writes
    follow.cancel()


async def test_a_sign_reaches_the_page_that_another_process_serves(store, settings):
    other = Store(settings.chat_url)
    here, there = DatabaseBus(store, Clock()), DatabaseBus(other, Clock())
    hub = Hub(there)
    works = [asyncio.create_task(work) for work in (here.run(), there.run(), hub.follow(nothing_new))]
    with hub.listen("c1") as mailbox:
        await asyncio.sleep(0.3)
        Writing(here, Clock()).tell(HUMAN_WRITES + "c1")
        while (item := await mailbox.take(3)) is Mark.woken:
            pass
    for work in works:
        work.cancel()
    await asyncio.gather(*works, return_exceptions=True)
    await other.close()
    assert item is Mark.writes


async def test_a_sign_that_could_not_be_sent_is_not_sent_late():
    outbox = Outbox()
    outbox.put(*lasting(("chat:c1", VISITOR_WRITES + "c1", HUMAN_WRITES + "c1", "queue")))
    assert await outbox.take() == ("chat:c1", "queue")
