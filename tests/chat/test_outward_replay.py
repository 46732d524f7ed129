"""The same signed bytes sent once more, by somebody who listened: they say nothing twice and end nothing anew."""

import json

import pytest

from chat.outward.incoming import PATH
from chat.outward.signing import WINDOW_SECONDS, sign
from tests.chat.console_desk import CARD, come
from tests.chat.test_outward import SECRET, follower, line, outward, reply, said, there, web

__all__ = ["follower", "line", "outward", "there", "web"]  # fixtures


def bytes_of(clock, event):
    body = json.dumps(event).encode()
    at = int(clock().timestamp())
    return body, {"x-chatwoot-timestamp": str(at), "x-chatwoot-signature": sign(SECRET, at, body)}


async def send(web, sent):
    body, headers = sent
    return await web.post(PATH, content=body, headers=headers)


async def owner_of(store):
    return (await store.find("c1", 0)).conversation.owner.value


async def test_a_reply_that_is_sent_again_is_said_once(web, clock, follower, store, queue):
    await come(store, queue)
    await follower.catch_up()
    sent = bytes_of(clock, reply("Hej", number=5))
    for _ in range(3):
        assert (await send(web, sent)).status_code == 200
    assert (await said(store)).count(("human", "Hej")) == 1


@pytest.mark.parametrize(
    "event", [reply("/lotsen", number=7), {"event": "conversation_status_changed", "id": 1, "status": "resolved"}]
)
async def test_an_end_that_is_sent_again_does_not_end_the_next_talk_of_the_same_visitor(
    web, clock, follower, store, queue, event
):
    await come(store, queue)
    await follower.catch_up()
    await send(web, bytes_of(clock, reply("Hej", number=5)))
    handed_back = bytes_of(clock, reply("/lotsen", number=6))
    await send(web, handed_back)
    recorded = bytes_of(clock, event)
    await follower.catch_up()
    found = (await store.find("c1", 0)).conversation
    await queue.ask(found, CARD, "wish")
    await follower.catch_up()
    await send(web, bytes_of(clock, reply("Hej igen", number=8, conversation=2)))
    assert await owner_of(store) == "human"
    for again in (handed_back, recorded):
        assert (await send(web, again)).json() == {"result": "ignored"}
    assert await owner_of(store) == "human"


async def test_after_five_minutes_the_same_bytes_are_refused(web, clock, follower, store, queue):
    await come(store, queue)
    await follower.catch_up()
    sent = bytes_of(clock, reply("Hej", number=5))
    clock.forward(seconds=WINDOW_SECONDS + 1)
    assert (await send(web, sent)).status_code == 401
    assert ("human", "Hej") not in await said(store)


async def test_a_body_that_was_changed_on_the_way_is_refused(web, clock, follower, store, queue):
    await come(store, queue)
    await follower.catch_up()
    body, headers = bytes_of(clock, reply("Hej", number=5))
    assert (await send(web, (body.replace(b"Hej", b"Haj"), headers))).status_code == 401
    older = {**headers, "x-chatwoot-timestamp": str(int(clock().timestamp()) - 1)}
    assert (await send(web, (body, older))).status_code == 401
    assert len([text for author, text in await said(store) if author == "human"]) == 0
