"""The event stream of a conversation (server-sent events): what is missed first, then what comes."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chat import conversations
from chat.conversation import Event
from chat.errors import Invalid
from chat.hub import Mailbox
from chat.session import enter
from chat.turn import Tools
from chat.visitors.requests import token_of, tools_of
from chat.visitors.shapes import encode, show_event

HEARTBEAT_SECONDS = 15.0
RETRY = b"retry: 2000\n\n"
GONE = b"event: gone\ndata: {}\n\n"


async def stream(request: Request) -> Response:
    tools, conversation_id = tools_of(request), request.path_params["id"]
    token, last = token_of(request), _last_seen(request)
    await enter(tools, conversation_id, token)  # refuses before the stream begins
    return StreamingResponse(
        _events(tools, conversation_id, token, last),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


def _last_seen(request: Request) -> int:
    text = request.headers.get("last-event-id", "0")
    if not text.isdecimal() or len(text) > 9:
        raise Invalid
    return int(text)


async def _events(tools: Tools, conversation_id: str, token: str, last: int) -> AsyncIterator[bytes]:
    yield RETRY
    with tools.hub.listen(conversation_id) as mailbox:
        _, missed = await conversations.read(tools, conversation_id, token, last)
        for event in missed:
            last = event.seq or last
            yield _frame(event)
        async for frame in _from_mailbox(mailbox, last):
            yield frame


async def _from_mailbox(mailbox: Mailbox, last: int) -> AsyncIterator[bytes]:
    while True:
        try:
            event = await asyncio.wait_for(mailbox.get(), HEARTBEAT_SECONDS)
        except asyncio.TimeoutError:
            yield b": heartbeat\n\n"
            continue
        if event is None:
            yield GONE
            return
        if event.seq is None or event.seq > last:
            last = event.seq or last
            yield _frame(event)


def _frame(event: Event) -> bytes:
    number = b"id: %d\n" % event.seq if event.seq is not None else b""
    return number + b"event: message\ndata: " + encode(show_event(event)) + b"\n\n"
