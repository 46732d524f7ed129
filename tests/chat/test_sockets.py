"""Socket.IO for existing Rasa widgets: a real client against a real server, the same words and the same limits."""

import asyncio
import json
from contextlib import asynccontextmanager

import httpx
import pytest
import socketio
import websockets

from chat.errors import SettingsError
from chat.pulses import DatabaseBus
from chat.queue.queue import Queue
from chat.replies import Text
from chat.settings import Settings, read_settings
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store
from tests.browser.script import script
from tests.chat.live import now, serving

pytestmark = pytest.mark.deep

CHOICE = {"content_type": "text", "title": "Bara prata", "payload": "Bara prata"}


@pytest.fixture(scope="module")
def chat(tmp_path_factory):
    """The visitors' app with Socket.IO switched on."""
    folder = tmp_path_factory.mktemp("sockets")
    duty = {"on": True, "opens": "", "bot": True}
    sites = ("https://*.kommun.se", "http://localhost:*")
    with serving(folder, script, duty=duty, sockets=True, frame_ancestors=sites) as live:
        yield live


class Widget:
    """What a widget for Rasa does: it connects, asks for a session, sends and collects."""

    def __init__(self):
        self.client = socketio.AsyncClient()
        self.said, self.sessions = [], []
        self.client.on("bot_uttered", self.said.append)
        self.client.on("session_confirm", self.sessions.append)

    async def until(self, done, what):
        for _ in range(300):
            if done():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"waited for {what}; heard {self.said}, {self.sessions}")

    async def begin(self, session_id=None):
        before = len(self.sessions)
        await self.client.emit("session_request", {"session_id": session_id})
        await self.until(lambda: len(self.sessions) > before, "session_confirm")
        return self.sessions[-1]

    async def say(self, text, **more):
        before = len(self.said)
        await self.client.emit("user_uttered", {"message": text, **more})
        await self.until(lambda: len(self.said) > before, f"an answer to {text}")
        await asyncio.sleep(0.1)
        return self.said[before:]


@asynccontextmanager
async def connected(chat):
    widget = Widget()
    await widget.client.connect(chat.url, transports=["polling"])
    try:
        yield widget
    finally:
        await widget.client.eio.disconnect(abort=True)  # the polite way waits for the poll that is under way, 25 s


async def test_a_session_begins_with_the_words_that_say_it_is_a_robot(chat):
    async with connected(chat) as widget:
        session = await widget.begin()
        await widget.until(lambda: len(widget.said) == 2, "the first words")
        assert isinstance(session, str)
        assert "ingen människa" in widget.said[0]["text"]


async def test_a_message_is_answered_with_quick_replies_and_the_whole_reply_beside(chat):
    async with connected(chat) as widget:
        await widget.begin()
        await widget.until(lambda: len(widget.said) == 2, "the first words")
        answers = await widget.say("Det känns tomt")
        assert CHOICE in answers[-1]["quick_replies"]
        assert answers[-1]["custom"]["kind"] == "choices"
        cards = await widget.say("tips")
        assert cards[-1]["custom"]["items"][1]["name"] == "Väntjänst"


async def test_danger_gets_its_lines_here_too(chat):
    async with connected(chat) as widget:
        await widget.begin()
        answers = await widget.say("jag vill inte leva längre")
        assert any("90101" in str(one) for one in answers)
        assert any(one.get("custom", {}).get("kind") == "crisis" for one in answers)


async def test_a_session_is_resumed_by_its_id_without_being_greeted_again(chat):
    async with connected(chat) as widget:
        session = await widget.begin()
    async with connected(chat) as again:
        assert await again.begin(session) == session
        await again.say("hej")
        assert [one["text"] for one in again.said] == ["Du skrev: hej"]


@pytest.mark.parametrize("named", ["okand", "okand:okand", ":", 7, None, {"a": 1}, "a\0:b"])
async def test_a_session_that_is_not_there_becomes_a_new_one(chat, named):
    async with connected(chat) as widget:
        session = await widget.begin(named)
        assert session != named
        assert len(session.partition(":")[0]) > 8


async def test_nobody_gets_into_a_session_without_its_token(chat):
    async with connected(chat) as widget:
        session = await widget.begin()
        other = await widget.begin(session.partition(":")[0] + ":gissat")
        assert other.partition(":")[0] != session.partition(":")[0]


async def test_a_widget_that_never_asks_for_a_session_is_greeted_and_answered(chat):
    async with connected(chat) as widget:
        await widget.client.emit("user_uttered", {"message": "hej"})
        await widget.until(lambda: len(widget.said) == 3, "greeting and answer")
        assert "ingen människa" in widget.said[0]["text"]
        assert widget.said[2]["text"] == "Du skrev: hej"


async def test_what_a_widget_sends_by_itself_at_its_start_is_no_message(chat):
    async with connected(chat) as widget:
        await widget.begin()
        await widget.client.emit("user_uttered", {"message": "/get_started"})
        await widget.say("hej")
        assert [one["text"] for one in widget.said[2:]] == ["Du skrev: hej"]


@pytest.mark.parametrize("data", [None, {}, {"message": 7}, {"message": ["a"]}, "hej", 3, [1]])
async def test_a_malformed_event_is_answered_with_words(chat, data):
    async with connected(chat) as widget:
        await widget.client.emit("user_uttered", data)
        await widget.until(lambda: widget.said, "a refusal")
        assert "Något i det som skickades stämmer inte" in widget.said[0]["text"]


async def test_what_is_too_long_or_empty_is_refused_with_words(chat):
    async with connected(chat) as widget:
        await widget.begin()
        await widget.until(lambda: len(widget.said) == 2, "the first words")
        assert "för långt" in (await widget.say("a" * 5000))[0]["text"]
        assert "Rutan var tom" in (await widget.say("  "))[0]["text"]


async def test_what_is_larger_than_a_body_may_be_closes_the_socket_and_nothing_else(chat):
    async with connected(chat) as widget:
        await widget.client.emit("user_uttered", {"message": "a" * 100_000})
        await widget.until(lambda: not widget.client.connected, "the end")
    async with connected(chat) as widget:
        assert await widget.begin()


def test_a_site_that_is_not_allowed_is_refused(chat):
    for origin in ("https://annan.se", "https://kommun.se.annan.se", "null", "https://a.kommun.se:8000"):
        answer = httpx.get(f"{chat.url}/socket.io/?EIO=4&transport=polling", headers={"origin": origin})
        assert answer.status_code == 400, origin
        assert "access-control-allow-origin" not in answer.headers
    for origin in ("https://www.kommun.se", "http://localhost:3000", chat.url):
        answer = httpx.get(f"{chat.url}/socket.io/?EIO=4&transport=polling", headers={"origin": origin})
        assert answer.status_code == 200, origin
        assert answer.headers["access-control-allow-origin"] == origin


async def test_it_works_over_a_websocket(chat):
    """By hand: the client library wants a newer aiohttp for this than Rasa allows."""
    address = chat.url.replace("http", "ws")
    async with websockets.connect(f"{address}/socket.io/?EIO=4&transport=websocket") as socket:
        assert (await socket.recv()).startswith("0{")
        await socket.send("40")
        assert (await socket.recv()).startswith("40{")
        await socket.send('42["user_uttered",{"message":"hej"}]')
        said = [json.loads((await socket.recv())[2:]) for _ in range(4)]
    assert [one[0] for one in said] == ["session_confirm", "bot_uttered", "bot_uttered", "bot_uttered"]
    assert said[3][1]["text"] == "Du skrev: hej"


async def test_a_site_that_is_not_allowed_gets_no_websocket(chat):
    address = chat.url.replace("http", "ws")
    with pytest.raises(websockets.InvalidStatusCode):
        await websockets.connect(f"{address}/socket.io/?EIO=4&transport=websocket", origin="https://annan.se")


async def test_it_is_off_unless_it_is_switched_on(web):
    assert (await web.get("/socket.io/?EIO=4&transport=polling")).status_code == 404
    assert not Settings().sockets
    assert read_settings({"LOTSEN_SOCKETIO": "on"}).sockets
    with pytest.raises(SettingsError, match="LOTSEN_SOCKETIO"):
        read_settings({"LOTSEN_SOCKETIO": "ja"})


async def test_what_a_human_writes_reaches_the_widget_once(chat):
    kim = Staff(id="kim", name="Kim Ek", pseudonym="Kim", role=Role.volunteer)
    store = Store(chat.settings.chat_url)
    bus = DatabaseBus(store, now)
    queue = Queue(store, bus, now, chat.settings)
    async with connected(chat) as widget:
        await widget.begin()
        offer = (await widget.say("en människa"))[-1]
        assert offer["quick_replies"][0]["title"] == "Ja, det går bra"
        assert [said["custom"]["state"] for said in await widget.say("Ja, det går bra")] == ["waiting"]
        carrying = asyncio.create_task(bus.run())
        await queue.set_presence(kim, "available")
        case = await queue.claim_next(kim)
        await queue.say(case.conversation.id, kim, Text(text="Hej, jag heter Kim."), "k1")
        await widget.until(lambda: widget.said[-1]["text"] == "Hej, jag heter Kim.", "the human")
        carrying.cancel()
        await asyncio.gather(carrying, return_exceptions=True)
        assert [said["custom"].get("state") for said in widget.said[-3:]] == ["waiting", "human", None]
    await store.close()
