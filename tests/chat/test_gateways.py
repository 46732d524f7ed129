"""Two gateways over one database: what is written through one is seen through the other, in order and once."""

import asyncio
import json
import time
from contextlib import ExitStack
from datetime import datetime, timezone

import httpx
import pytest

from chat.bus import open_bus
from chat.rasa import Rasa
from chat.settings import Settings
from chat.store import Store
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.conftest import ROOT, Visitor
from tests.chat.fakes import RasaOverHttp
from tests.chat.live import running

SOON = 0.3  # seconds: what a visitor waits at the most for what somebody wrote elsewhere


def now():
    return datetime.now(timezone.utc)


@pytest.fixture(scope="module")
def gateways(tmp_path_factory):
    """The addresses of two gateways, each with its own store and bus."""
    folder = tmp_path_factory.mktemp("gateways")
    rasa = RasaOverHttp(lambda text: [{"text": f"eko {text}"}])
    settings = Settings(
        data=folder,
        chat_url=f"sqlite+aiosqlite:///{folder / 'chat.db'}",
        rasa_url=rasa.url,
        actions_url=rasa.url,
        conversation_limits=(),
        address_limits=(),
    )
    with ExitStack() as running_now:
        urls = []
        for _ in range(2):
            store = Store(settings.chat_url)
            bus = open_bus(settings, store, now)
            app = create_app(settings, rasa=Rasa(settings), store=store, facts=load_facts(), clock=now, bus=bus)
            urls.append(running_now.enter_context(running(app)))
        yield urls
    rasa.stop()


@pytest.fixture
async def webs(gateways):
    here, there = (httpx.AsyncClient(base_url=url, timeout=10) for url in gateways)
    async with here, there:
        yield here, there


@pytest.fixture
async def visitor(webs):
    visitor = Visitor(webs[0])
    await visitor.begin()
    return visitor


class Stream:
    """What one open stream has shown so far."""

    def __init__(self):
        self.events, self.times, self.gone = [], [], False
        self._news = asyncio.Event()

    async def read(self, web, visitor, last=0):
        headers = {**visitor.headers, "last-event-id": str(last)}
        async with web.stream("GET", f"{ROOT}/{visitor.id}/events", headers=headers) as stream:
            async for line in stream.aiter_lines():
                self.gone = self.gone or line == "event: gone"
                if line.startswith("data: ") and not self.gone:
                    self.events.append(json.loads(line[6:]))
                    self.times.append(time.perf_counter())
                self._news.set()

    async def wait(self, is_enough, seconds=5):
        end = time.perf_counter() + seconds
        while not is_enough(self):
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), end - time.perf_counter())


@pytest.fixture
async def listen():
    """Opens streams and ends them."""
    readers = []

    async def open_stream(web, visitor, last=0):
        stream = Stream()
        readers.append(asyncio.create_task(stream.read(web, visitor, last)))
        await stream.wait(lambda each: len(each.events) >= 2 - last)
        return stream

    yield open_stream
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)


async def test_what_is_written_through_the_other_gateway_arrives_soon(webs, visitor, listen):
    here, there = webs
    stream = await listen(here, visitor)
    visitor.web = there
    await visitor.say("hej")
    written = time.perf_counter()
    await stream.wait(lambda each: len(each.events) == 4)
    assert [event["text"] for event in stream.events[2:]] == ["hej", "eko hej"]
    assert stream.times[-1] - written < SOON


async def test_turns_through_both_gateways_are_seen_in_order_and_once_on_each(webs, visitor, listen):
    streams = [await listen(web, visitor) for web in webs]
    for number in range(12):
        visitor.web = webs[number % 2]
        await visitor.say(f"{number}")
    for stream in streams:
        await stream.wait(lambda each: len(each.events) >= 26)
        assert [event["seq"] for event in stream.events] == list(range(1, 27))


async def test_messages_to_both_gateways_at_the_same_moment_are_numbered_and_seen_once(webs, visitor, listen):
    streams = [await listen(web, visitor) for web in webs]

    async def say(web, number):
        each = Visitor(web, visitor.id, visitor.token)
        answer = await each.say(f"samtidigt {number}", f"c{number}")
        assert answer.status_code == 200

    await asyncio.gather(*(say(web, number) for number in range(4) for web in [webs[number % 2]]))
    for stream in streams:
        await stream.wait(lambda each: len(each.events) >= 10)
        assert [event["seq"] for event in stream.events] == list(range(1, 11))
        assert sorted(event["text"] for event in stream.events[2:] if event["from"] == "visitor") == [
            f"samtidigt {number}" for number in range(4)
        ]


async def test_a_stream_goes_on_at_the_other_gateway_after_the_last_event_seen(webs, visitor, listen):
    _, there = webs
    await visitor.say("ett")
    stream = await listen(there, visitor, last=3)
    await stream.wait(lambda each: each.events)
    await visitor.say("två")
    await stream.wait(lambda each: len(each.events) == 3)
    assert [event["seq"] for event in stream.events] == [4, 5, 6]


async def test_a_conversation_that_is_forgotten_at_one_gateway_is_gone_in_the_streams_of_the_other(
    webs, visitor, listen
):
    _, there = webs
    stream = await listen(there, visitor)
    await visitor.forget()
    await stream.wait(lambda each: each.gone)


async def test_the_same_message_to_both_gateways_at_once_is_kept_once(webs, visitor):
    """A page that got no answer sends again while the first is still on its way."""
    both = [Visitor(web, visitor.id, visitor.token) for web in webs]
    answers = await asyncio.gather(*(each.say("hej", "samma") for each in both))
    assert [answer.status_code for answer in answers] == [200, 200]
    said = [event["seq"] for answer in answers for event in answer.json()["replies"]]
    assert said == [4, 4]
    texts = [event["text"] for event in (await visitor.read()).json()["events"]]
    assert texts[2:] == ["hej", "eko hej"]
