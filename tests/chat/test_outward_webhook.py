"""The signed webhook: what it tells, that it can be proved, and what comes back."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from chat.outward.following import Follower
from chat.outward.incoming import PATH, Inward
from chat.outward.settings import Outward, OutwardSettings
from chat.outward.signing import is_signed, sign
from chat.outward.webhook import Webhook
from tests.chat.console_desk import CARD, come

SECRET = b"en hemlighet som ar lang nog"


@pytest.fixture
def heard():
    """What a receiver of our own got: headers, raw body."""
    found = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            found.append((self.headers, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"id": "arende-7"}')

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    found.append(f"http://127.0.0.1:{server.server_port}/in")
    yield found
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def make(heard, queue):
    address = heard.pop(0)

    def make(with_text=False):
        settings = OutwardSettings(
            kind="webhook", address=address, name="Linjen", pseudonym="Linjen", secret_file="-", with_text=with_text
        )
        outward = Outward(settings, SECRET, "")
        line = Webhook(outward)
        return Follower(queue, line, outward), Inward(queue, line, outward)

    return make


def events(heard):
    return [json.loads(body) for _, body in heard]


async def test_every_call_is_signed_over_its_time_and_bytes_and_numbered(heard, make, store, queue, clock):
    await come(store, queue)
    await make()[0].catch_up()
    assert heard
    for headers, body in heard:
        timestamp = headers["lotsen-timestamp"]
        assert is_signed(SECRET, timestamp, headers["lotsen-signature"], body, int(timestamp))
        assert not is_signed(SECRET, timestamp, headers["lotsen-signature"], body + b" ", int(timestamp))
    assert len({headers["lotsen-delivery"] for headers, _ in heard}) == len(heard)


async def test_without_leave_it_tells_the_card_and_never_what_was_written(heard, make, store, queue):
    await come(store, queue, "c1", CARD, "Det är tomt hemma.")
    await make()[0].catch_up()
    told = events(heard)
    assert [event["event"] for event in told] == ["escalated", "told"]
    assert {"heading": "Ort", "text": "Krokom"} in told[0]["card"] or "Krokom" in json.dumps(
        told[0], ensure_ascii=False
    )
    assert "tomt hemma" not in json.dumps(told, ensure_ascii=False)


async def test_with_leave_it_tells_the_words_too(heard, make, store, queue):
    await come(store, queue, "c1", CARD, "Det är tomt hemma.")
    await make(with_text=True)[0].catch_up()
    assert any(event["event"] == "said" and event["text"] == "Det är tomt hemma." for event in events(heard))


async def test_a_reply_a_hand_back_and_an_end_come_back_under_the_id_that_the_receiver_gave(
    heard, make, app, store, queue, clock
):
    await come(store, queue)
    follower, app.state.inward = make()
    await follower.catch_up()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as web:

        async def send(**wish):
            body = json.dumps({"id": "arende-7", **wish}).encode()
            at = int(clock().timestamp())
            headers = {"lotsen-timestamp": str(at), "lotsen-signature": sign(SECRET, at, body)}
            return await web.post(PATH, content=body, headers=headers)

        assert (await send(action="say", text="Hej", number="1")).json() == {"result": "done"}
        assert (await send(action="say", text="Hej", number="1")).json() == {"result": "done"}
        said = [event.reply.text for event in await store.events_after("c1", 0) if event.author.value == "human"]
        assert said == ["Hej"]
        assert (await send(action="say", text=" ", number="2")).status_code == 422
        assert (await send(action="dance")).status_code == 400
        assert (await send(action="hand_back")).json() == {"result": "done"}
        assert (await send(action="close")).json() != {"result": "done"}
    assert (await store.find("c1", 0)).conversation.owner.value == "bot"
