"""Several machines: two gateways, the staff's app, two Rasa, two action servers, PostgreSQL, Redis and the proxy.

The tests end parts in turn; each leaves what the next one needs. No part shares a folder with another.
"""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from chat.bus import open_bus
from chat.card import Card
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.replies import Text
from chat.settings import read_settings
from chat.store import Store
from chat.visitors.serve import now
from lotsen.paths import MODEL, ROOT
from tests.chat.conftest import ROOT as API
from tests.chat.conftest import Visitor
from tests.chat.queueing import ANNA, BO, SIV
from tests.services.cluster import Cluster, running_cluster
from tests.services.servers import leave_out, program

pytestmark = [pytest.mark.services, pytest.mark.stack, pytest.mark.timeout(600)]
GATEWAYS = ("visitors_a", "visitors_b")
TRIES = 40


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if not MODEL.exists():
        leave_out(f"there is no trained model at {MODEL.relative_to(ROOT)}; `make train` makes one")
    for name, of in (("haproxy", "HAProxy"), ("initdb", "PostgreSQL"), ("redis-server", "Redis")):
        program(name, of)
    with running_cluster() as running:
        yield running


@asynccontextmanager
async def at(cluster: Cluster, name: str = "https") -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=cluster.address(name), verify=False, timeout=20) as web:
        yield web


@pytest.fixture
async def web(cluster: Cluster) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in front of the proxy."""
    async with at(cluster) as client:
        yield client


async def begin(web: httpx.AsyncClient) -> Visitor:
    visitor = Visitor(web)
    await visitor.begin()
    return visitor


async def say(visitor: Visitor, words: str, client_id: str) -> dict[str, Any]:
    """As the page does: what got no answer is sent again under the same number."""
    for _ in range(TRIES):
        try:
            answer = await visitor.say(words, client_id)
            if answer.status_code == 200:
                found: dict[str, Any] = answer.json()
                return found
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.25)
    raise AssertionError("never answered")


def kinds(answer: dict[str, Any]) -> list[str]:
    return [reply["kind"] for reply in answer["replies"]]


class Stream:
    """An open event stream that comes back after its last event, as a browser's does."""

    def __init__(self, web: httpx.AsyncClient, visitor: Visitor) -> None:
        self.events: list[dict[str, Any]] = []
        self.came: list[float] = []
        self._web, self._visitor = web, visitor

    async def read(self) -> None:
        while True:
            with suppress(httpx.TransportError):
                await self._read_once()
            await asyncio.sleep(0.2)

    async def _read_once(self) -> None:
        last = self.events[-1]["seq"] if self.events else 0
        headers = {**self._visitor.headers, "last-event-id": str(last)}
        async with self._web.stream("GET", f"{API}/{self._visitor.id}/events", headers=headers) as stream:
            async for line in stream.aiter_lines():
                if line.startswith('data: {"seq"'):
                    self.events.append(json.loads(line[6:]))
                    self.came.append(time.perf_counter())

    async def wait(self, count: int, seconds: float = 20) -> None:
        end = time.perf_counter() + seconds
        while len(self.events) < count:
            assert time.perf_counter() < end, f"{len(self.events)} of {count} events came"
            await asyncio.sleep(0.02)

    @property
    def numbers(self) -> list[int]:
        return [event["seq"] for event in self.events]


@asynccontextmanager
async def listening(web: httpx.AsyncClient, visitor: Visitor) -> AsyncIterator[Stream]:
    stream = Stream(web, visitor)
    reader = asyncio.create_task(stream.read())
    await stream.wait(2)
    yield stream
    reader.cancel()
    await asyncio.gather(reader, return_exceptions=True)


@asynccontextmanager
async def people(cluster: Cluster) -> AsyncIterator[Queue]:
    """The queue as one more process of the staff has it."""
    settings = read_settings({"LOTSEN_CHAT_URL": cluster.url("chat"), "LOTSEN_REDIS_URL": cluster.redis_url})
    store = Store(settings.chat_url)
    bus = open_bus(settings, store, now)
    carrying = asyncio.create_task(bus.run())
    yield Queue(store, bus, now, settings)
    await asyncio.sleep(0.1)
    carrying.cancel()
    await asyncio.gather(carrying, return_exceptions=True)
    await store.close()


def answered_by(cluster: Cluster) -> dict[str, int]:
    return {name: cluster.log(name).count("message_answered") for name in GATEWAYS}


def rows(cluster: Cluster, question: str) -> list[Any]:
    engine = create_engine(cluster.url("chat"))
    with engine.connect() as connection:
        found = list(connection.execute(text(question)))
    engine.dispose()
    return found


async def test_a_chat_goes_through_the_proxy_and_its_stream_is_not_held_back(
    cluster: Cluster, web: httpx.AsyncClient
) -> None:
    visitor = await begin(web)
    async with listening(web, visitor) as stream:
        answer = await say(visitor, "jag känner mig ensam", "m1")
        await stream.wait(2 + 1 + len(answer["replies"]), seconds=1)
        assert stream.numbers == list(range(1, len(stream.events) + 1))
    assert answer["owner"] == "bot" and "support_lines" not in kinds(answer)


async def test_staff_are_apart_from_visitors_and_nothing_is_logged_by_the_proxy(
    cluster: Cluster, web: httpx.AsyncClient
) -> None:
    assert (await web.get("/logga-in")).status_code == 404
    async with at(cluster, "staff") as staff:
        assert (await staff.get("/chatt")).status_code == 404
        assert "__Host-" not in (await staff.get("/health")).headers.get("set-cookie", "")
        assert (await staff.get("/health")).status_code == 200
    async with at(cluster, "http") as plain:
        assert (await plain.get("/chatt")).headers["location"].startswith("https://")
    assert API not in cluster.log("haproxy")


async def test_one_conversation_stays_at_one_gateway(cluster: Cluster, web: httpx.AsyncClient) -> None:
    """Its limits and the order of its messages are kept there."""
    visitor = await begin(web)
    before = answered_by(cluster)
    for number in range(6):
        await say(visitor, "hej", f"m{number}")
    grown = sorted(count - before[name] for name, count in answered_by(cluster).items())
    assert grown == [0, 6]


async def test_a_chat_goes_on_when_the_gateway_that_has_it_is_killed(cluster: Cluster, web: httpx.AsyncClient) -> None:
    visitor = await begin(web)
    before = answered_by(cluster)
    async with listening(web, visitor) as stream:
        await say(visitor, "hej", "m0")
        mine = next(name for name, count in answered_by(cluster).items() if count > before[name])
        others = [await begin(web) for _ in range(10)]
        talking = [asyncio.create_task(say(each, f"hej {n}", f"k{n}")) for each in others for n in range(3)]
        await asyncio.sleep(0.05)
        cluster.end(mine)
        answers = await asyncio.gather(*talking, say(visitor, "är du kvar?", "m1"))
        assert all(answer["replies"] for answer in answers)
        await say(visitor, "bra", "m2")
        said = [
            event.get("client_id") for event in (await visitor.read()).json()["events"] if event["from"] == "visitor"
        ]
        assert said == ["m0", "m1", "m2"]
        await stream.wait((await visitor.read()).json()["events"][-1]["seq"])
        assert stream.numbers == list(range(1, len(stream.events) + 1))
    cluster.start(mine)
    cluster.wait(lambda: cluster.answers(mine))


async def test_a_database_that_is_restarted_loses_and_doubles_no_message(
    cluster: Cluster, web: httpx.AsyncClient
) -> None:
    visitors = [await begin(web) for _ in range(25)]
    answered: dict[str, dict[str, Any]] = {}
    is_halfway = asyncio.Event()

    async def talk(visitor: Visitor) -> None:
        for number in range(8):
            client_id = f"{visitor.id[:8]}-{number}"
            answered[client_id] = await say(visitor, "jag vill prata en stund", client_id)
            if len(answered) == 100:
                is_halfway.set()

    talking = asyncio.gather(*(talk(visitor) for visitor in visitors))
    await is_halfway.wait()
    cluster.end("postgresql", signal.SIGQUIT)  # at once, as when the power goes
    cluster.start("postgresql")
    await talking
    cluster.wait(lambda: cluster.answers("https"))
    assert len(answered) == 200 and all(answer["replies"] for answer in answered.values())
    kept = rows(
        cluster, "select client_id, count(*) from event where author = 'visitor' group by conversation_id, client_id"
    )
    assert all(count == 1 for _, count in kept)
    numbered = {id for id, answer in answered.items() if answer["replies"][0]["seq"] is not None}
    assert numbered <= {id for id, _ in kept}
    gaps = "select conversation_id from event group by conversation_id having count(*) <> max(seq) - min(seq) + 1"
    assert rows(cluster, gaps) == []


async def test_while_redis_is_gone_for_half_a_minute_chats_go_on_and_nothing_is_lost(
    cluster: Cluster, web: httpx.AsyncClient
) -> None:
    async with at(cluster, "visitors_a") as here, at(cluster, "visitors_b") as there:
        visitor = await begin(here)
        writer = Visitor(there, visitor.id, visitor.token)
        async with listening(here, visitor) as stream:
            cluster.end("redis")
            gone = time.perf_counter()
            for number in range(14):
                answer = await say(writer, "hej", f"m{number}")
                assert "support_lines" not in kinds(answer)
                await stream.wait(answer["replies"][-1]["seq"], seconds=5)
                await asyncio.sleep(max(0, gone + 2.2 * (number + 1) - time.perf_counter()))
            assert time.perf_counter() - gone > 30
            cluster.start("redis")
            await asyncio.sleep(4)
            written = time.perf_counter()
            answer = await say(writer, "hej", "efter")
            await stream.wait(answer["replies"][-1]["seq"])
            assert stream.came[-1] - written < 1
            assert stream.numbers == list(range(1, len(stream.events) + 1))


async def test_chats_in_all_four_states_outlive_their_gateways(cluster: Cluster, web: httpx.AsyncClient) -> None:
    states = ("bot", "waiting", "human", "closed")
    chats = {state: await begin(web) for state in states}
    for state in states:
        await say(chats[state], "hej", "m1")
    async with people(cluster) as queue:
        for staff in (ANNA, BO, SIV):
            await queue.set_presence(staff, State.available, 2)
        for state in ("waiting", "human", "closed"):
            found = await queue.floor.store.find(chats[state].id, 0)
            assert found is not None
            await queue.ask(found.conversation, Card(why="wish", kinds=("social",)), "wish")
        await queue.claim(chats["human"].id, ANNA)
        await queue.claim(chats["closed"].id, BO)
        await queue.close(chats["closed"].id, BO, "klart", "Ta hand om dig.")
        before = {state: (await chats[state].read()).json() for state in states}
        for name in GATEWAYS:
            cluster.end(name)
        await queue.say(chats["human"].id, ANNA, Text(text="Hej, jag heter Alma."), "s1")
        for name in GATEWAYS:
            cluster.start(name)
        cluster.wait(lambda: all(cluster.answers(name) for name in GATEWAYS) and cluster.answers("https"))
        after = {state: (await chats[state].read()).json() for state in states}
        assert {state: after[state]["owner"] for state in states} == {state: state for state in states}
        for state in states:
            assert after[state]["events"][: len(before[state]["events"])] == before[state]["events"]
        assert after["human"]["events"][-1]["text"] == "Hej, jag heter Alma."
        assert [each.conversation_id for each in await queue.waiting()] == [chats["waiting"].id]
        async with listening(web, chats["human"]) as stream:
            assert (await say(chats["human"], "hej Alma", "m2"))["owner"] == "human"
            case = await queue.case(chats["human"].id, ANNA)
            assert case.events[-1].reply == Text(text="hej Alma")
            await queue.say(chats["human"].id, ANNA, Text(text="Berätta."), "s2")
            await stream.wait(case.events[-1].seq + 1 if case.events[-1].seq else 99, seconds=2)
            assert stream.events[-1]["text"] == "Berätta."
        await queue.hand_back(chats["human"].id, ANNA, "klart")
        await queue.stop_waiting(chats["waiting"].id)


async def test_rasa_killed_while_asked_gives_an_honest_sentence_and_then_the_other_one_answers(
    cluster: Cluster, web: httpx.AsyncClient
) -> None:
    visitors = [await begin(web) for _ in range(6)]
    for name in ("rasa_a", "rasa_b"):
        cluster.send(name, signal.SIGSTOP)
    asked = [asyncio.create_task(say(visitor, "jag känner mig ensam", "m1")) for visitor in visitors]
    await asyncio.sleep(1.5)  # both are asked, and the proxy does not yet take them for dead
    cluster.end("rasa_a")
    cluster.send("rasa_b", signal.SIGCONT)
    answers = await asyncio.gather(*asked)
    assert {"support_lines" in kinds(answer) for answer in answers} == {False, True}
    for visitor in visitors:
        assert "support_lines" not in kinds(await say(visitor, "jag vill träffa folk", "m2"))
    assert cluster.answers("https")
