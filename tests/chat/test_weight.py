"""What a gateway need not hold: one process carries 500 open chats (benchmarks/streams.py weighs it)."""

import asyncio
import json
import subprocess
import sys

import pytest

from chat.conversation import Author, Event
from chat.hub import Hub, Mark
from chat.replies import Text
from chat.store import MOST_READERS, Store
from chat.visitors.events import EventStream

HEAVY = (
    "rasa",
    "tensorflow",
    "numpy",
    "pandas",
    "spacy",
    "sklearn",
    "lingua",
    "structlog",
    "rich",
    "requests",
    "socketio",
)
LOADED = (
    "import json, sys, chat.visitors.serve; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
)


def test_the_visitors_app_loads_no_library_that_it_does_not_use():
    loaded = json.loads(subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True).stdout)
    assert "starlette" in loaded
    assert not set(HEAVY) & set(loaded)


async def streaming(hub, sent, gone):
    """An open stream, as the server calls it, until `gone` is set."""

    async def receive():
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message.get("body", b""))

    async def read(last):
        return None, ()

    await EventStream(hub, "c1", read, 0)({"type": "http"}, receive, send)


async def until(condition):
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came")


async def test_an_open_stream_is_two_tasks_and_ends_when_the_visitor_goes():
    hub, sent, gone = Hub(), [], asyncio.Event()
    before = len(asyncio.all_tasks())
    stream = asyncio.ensure_future(streaming(hub, sent, gone))
    await until(lambda: b": heartbeat\n\n" in sent)  # it has looked for what was missed, and waits
    await until(lambda: len(asyncio.all_tasks()) == before + 2)
    hub.publish("c1", [Event(seq=1, author=Author.bot, reply=Text(text="hej"))])
    await until(lambda: any(b"hej" in part for part in sent))
    gone.set()
    await asyncio.wait_for(stream, 5)
    assert hub.listeners() == 0


async def test_a_stream_that_is_cut_off_leaves_nobody_listening():
    hub, sent = Hub(), []
    before = asyncio.all_tasks()
    stream = asyncio.ensure_future(streaming(hub, sent, asyncio.Event()))
    await until(lambda: hub.listeners() == 1 and len(asyncio.all_tasks()) == len(before) + 2)
    stream.cancel()
    await asyncio.wait({stream})
    await until(lambda: asyncio.all_tasks() == before)
    assert hub.listeners() == 0


async def test_a_mailbox_gives_what_came_while_nobody_waited_and_what_comes_while_somebody_waits():
    with Hub().listen("c1") as mailbox:
        assert await mailbox.take(0) is None
        mailbox.put(Mark.gone)
        mailbox.put(Mark.paused)
        assert [await mailbox.take(5), await mailbox.take(5)] == [Mark.gone, Mark.paused]
        waiting = asyncio.ensure_future(mailbox.take(5))
        await asyncio.sleep(0)
        mailbox.put(Mark.left)
        mailbox.put(Mark.gone)
        assert (await waiting, await mailbox.take(5)) == (Mark.left, Mark.gone)


@pytest.fixture
async def store(tmp_path):
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'chat.db'}")
    await store.prepare()
    yield store
    await store.close()


async def test_when_all_come_back_at_once_a_few_read_and_the_others_wait_in_line(store, monkeypatch):
    reading, most, reach = 0, 0, store.reach

    def counted():
        nonlocal reading, most

        class Counted:
            async def __aenter__(self):
                nonlocal reading, most
                reading += 1
                most = max(most, reading)
                self.inner = reach()
                return await self.inner.__aenter__()

            async def __aexit__(self, *error):
                nonlocal reading
                reading -= 1
                return await self.inner.__aexit__(*error)

        return Counted()

    monkeypatch.setattr(store, "reach", counted)
    found = await asyncio.gather(*(store.find(f"chat {number}", 0) for number in range(100)))
    assert found == [None] * 100
    assert most == MOST_READERS
