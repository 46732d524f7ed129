"""The event stream, over a real server: what is missed comes first, then what comes."""

import asyncio
import json

import httpx
import pytest

from chat.conversation import Author, Event
from chat.hub import Mailbox, Mark
from chat.replies import Text
from chat.store import Store
from chat.visitors.events import _from_mailbox
from tests.chat.conftest import ROOT, Visitor
from tests.chat.live import serving


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("live"), lambda text: [{"text": f"eko {text}"}]) as live:
        yield live


@pytest.fixture
async def visitor(live):
    async with httpx.AsyncClient(base_url=live.url, timeout=5) as web:
        visitor = Visitor(web)
        await visitor.begin()
        yield visitor


async def take(visitor, count, last=0):
    """The next `count` events as (kind of frame, data)."""
    headers = {**visitor.headers, "last-event-id": str(last)}
    taken, kind = [], ""
    async with visitor.web.stream("GET", f"{ROOT}/{visitor.id}/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                kind = line[7:]
            if line.startswith("data: "):
                taken.append((kind, json.loads(line[6:])))
                if len(taken) == 1 and count > 2:
                    await visitor.say("medan du lyssnar")
            if len(taken) == count:
                break
    return taken


async def test_what_was_said_before_is_sent_first(visitor):
    await visitor.say("hej")
    assert [data["text"] for _, data in (await take(visitor, 2, last=2))] == ["hej", "eko hej"]


async def test_what_comes_while_listening_is_sent_too(visitor):
    seen = [data["seq"] for _, data in (await take(visitor, 4))]
    assert seen == [1, 2, 3, 4]


async def test_a_stream_resumes_after_the_last_event_seen(visitor):
    await visitor.say("ett")
    await visitor.say("två")
    assert [data["seq"] for _, data in (await take(visitor, 2, last=4))] == [5, 6]


async def test_the_stream_says_when_the_conversation_is_forgotten(visitor):
    headers = {**visitor.headers, "last-event-id": "2"}
    async with visitor.web.stream("GET", f"{ROOT}/{visitor.id}/events", headers=headers) as stream:
        lines = stream.aiter_lines()
        assert await lines.__anext__() == "retry: 2000"
        await visitor.forget()
        assert "event: gone" in [line async for line in lines]


async def test_a_stream_with_a_wrong_token_is_refused(visitor):
    answer = await visitor.web.get(f"{ROOT}/{visitor.id}/events", headers={"authorization": "Bearer a.b"})
    assert answer.status_code == 401


async def test_a_last_event_that_is_no_number_is_refused(visitor):
    answer = await visitor.web.get(f"{ROOT}/{visitor.id}/events", headers={**visitor.headers, "last-event-id": "x"})
    assert answer.status_code == 422


def event(seq):
    return Event(seq=seq, author=Author.bot, reply=Text(text=str(seq)))


async def numbers_sent(mailbox, stored=()):
    """The numbers that a stream sends of what its mailbox holds, when the database holds these; and its last frame."""
    asked = []

    async def read(last):
        asked.append(last)
        return None, tuple(event(seq) for seq in stored if seq > last)

    mailbox.put(Mark.gone)
    *frames, end = [frame async for frame in _from_mailbox(mailbox, read)]
    assert end.startswith(b"event: gone")
    return [int(frame.split(b"\n")[0][4:]) for frame in frames if frame.startswith(b"id")], asked


async def test_what_comes_in_order_is_sent_without_a_question_to_the_database_and_nothing_twice():
    mailbox = Mailbox()
    for seq in (1, 2, 2, 3, 1):
        mailbox.put(event(seq))
    assert await numbers_sent(mailbox) == ([1, 2, 3], [])


async def test_what_another_process_wrote_before_is_sent_before():
    mailbox = Mailbox()
    mailbox.put(event(3))  # written here; 1 and 2 were written elsewhere, and the bus is slower
    mailbox.wake()
    assert await numbers_sent(mailbox, stored=(1, 2, 3)) == ([1, 2, 3], [0, 3])


async def test_what_came_between_listening_and_the_first_reading_is_sent_once():
    mailbox = Mailbox()
    mailbox.last = 2
    mailbox.wake()
    mailbox.put(event(3))
    assert await numbers_sent(mailbox, stored=(1, 2, 3)) == ([3], [2])


async def test_numbers_that_were_deleted_hold_nothing_up():
    mailbox = Mailbox()
    mailbox.last = 5
    mailbox.put(event(9))
    assert await numbers_sent(mailbox, stored=(9,)) == ([9], [5])


async def test_many_topics_at_once_are_one_question():
    mailbox = Mailbox()
    for _ in range(5):
        mailbox.wake()
    assert await numbers_sent(mailbox) == ([], [0])


async def test_a_stream_that_is_woken_for_nothing_says_that_it_lives():
    mailbox = Mailbox()
    mailbox.wake()

    async def read(last):
        return None, ()

    assert await _from_mailbox(mailbox, read).__anext__() == b": heartbeat\n\n"


async def test_a_question_to_the_database_is_asked_to_its_end_when_the_listener_leaves_in_the_middle():
    asked, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def read(last):
        asked.set()
        await may_end.wait()
        ended.set()
        return None, ()

    mailbox = Mailbox()
    mailbox.wake()
    listening = asyncio.ensure_future(_from_mailbox(mailbox, read).__anext__())
    await asked.wait()
    listening.cancel()
    await asyncio.wait({listening})
    may_end.set()
    await asyncio.wait_for(ended.wait(), 5)


async def test_nobody_is_left_listening_after_the_streams_end(visitor, live):
    await take(visitor, 2)
    for _ in range(50):
        if live.tools.hub.listeners() == 0:
            break
        await visitor.web.get("/static/ikon.svg")
    assert live.tools.hub.listeners() == 0


async def test_fallback_over_the_wire_when_rasa_is_slow(tmp_path):
    with serving(tmp_path, lambda text: [], rasa_seconds=0.3) as slow:
        slow.rasa.delay.set()
        async with httpx.AsyncClient(base_url=slow.url) as web:
            visitor = Visitor(web)
            await visitor.begin()
            answer = await visitor.say("hej")
    assert [reply["kind"] for reply in answer.json()["replies"]] == ["text", "support_lines"]


async def test_a_conversation_survives_a_restart(tmp_path):
    with serving(tmp_path, lambda text: [{"text": f"eko {text}"}]) as first:
        async with httpx.AsyncClient(base_url=first.url) as web:
            visitor = Visitor(web)
            await visitor.begin()
            await visitor.say("före")
    with serving(tmp_path, lambda text: [{"text": f"eko {text}"}]) as second:
        async with httpx.AsyncClient(base_url=second.url) as web:
            visitor.web = web
            assert (await visitor.say("efter")).status_code == 200
            texts = [event["text"] for event in (await visitor.read()).json()["events"]]
    assert texts[2:] == ["före", "eko före", "efter", "eko efter"]


async def test_the_first_visitor_is_not_let_in_before_the_tables_stand(tmp_path, monkeypatch):
    prepare = Store.prepare

    async def slowly(store):
        await asyncio.sleep(0.5)
        await prepare(store)

    monkeypatch.setattr(Store, "prepare", slowly)
    with serving(tmp_path, lambda text: []) as live:
        async with httpx.AsyncClient(base_url=live.url) as web:
            visitor = Visitor(web)
            await visitor.begin()
            assert (await visitor.read()).json()["events"]


async def test_all_that_needs_no_database_works_when_its_file_is_ruined(tmp_path):
    (tmp_path / "chat.db").write_bytes(b"this is no database" * 300)
    with serving(tmp_path, lambda text: [{"text": f"eko {text}"}]) as live:
        async with httpx.AsyncClient(base_url=live.url) as web:
            visitor = Visitor(web)
            assert (await visitor.begin()).status_code == 201
            answer = await visitor.say("hej")
            danger = await visitor.say("jag ska ta livet av mig i natt")
            health = (await web.get("/health")).json()
    assert answer.json()["replies"][0]["text"] == "eko hej"
    assert danger.json()["replies"][-1]["kind"] == "crisis"
    assert health["failing"] == ["chat_store"]
