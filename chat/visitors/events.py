"""The event stream of a conversation (server-sent events): what is missed first, then what comes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from chat import conversations
from chat.conversation import Conversation, Event
from chat.errors import Invalid, UnknownConversation, WrongToken
from chat.hub import Hub, Mailbox, Mark
from chat.session import enter
from chat.to_the_end import to_the_end
from chat.visitors.requests import token_of, tools_of
from chat.visitors.shapes import encode, show_event

HEARTBEAT_SECONDS = 15.0
Read = Callable[[int], Awaitable[tuple[Conversation, tuple[Event, ...]]]]  # what comes after that number
HEARTBEAT = b": heartbeat\n\n"
RETRY = b"retry: 2000\n\n"
GONE = b"event: gone\ndata: {}\n\n"
WRITES = b"event: writes\ndata: {}\n\n"
PAUSED = b"event: paused\ndata: {}\n\n"


async def stream(request: Request) -> Response:
    tools, conversation_id = tools_of(request), request.path_params["id"]
    token, last = token_of(request), _last_seen(request)
    await enter(tools, conversation_id, token)  # refuses before the stream begins
    return EventStream(tools.hub, conversation_id, partial(conversations.read, tools, conversation_id, token), last)


class EventStream(Response):
    """Sends what the mailbox gives until the visitor has gone; one is held open for each chat, so it is kept small.

    Beside the request's own task there is one that waits for the visitor to go. Starlette's StreamingResponse has two
    and a task group, which is twice the memory.
    """

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, conversation_id: str, read: Read, last: int) -> None:
        super().__init__(headers={"cache-control": "no-store", "x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._hub, self._conversation_id, self._read, self._last = hub, conversation_id, read, last

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send(_part(RETRY))
        with self._hub.listen(self._conversation_id) as mailbox:
            mailbox.last = self._last
            mailbox.wake()  # what was missed comes first
            leaving = asyncio.ensure_future(_until_gone(receive))
            leaving.add_done_callback(lambda _: mailbox.put(Mark.left))
            try:
                async for frame in _from_mailbox(mailbox, self._read):
                    await send(_part(frame))
            finally:
                leaving.cancel()
        await send(_part(b"", more=False))


def _part(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _last_seen(request: Request) -> int:
    text = request.headers.get("last-event-id", "0")
    if not text.isdecimal() or len(text) > 9:
        raise Invalid
    return int(text)


async def _from_mailbox(mailbox: Mailbox, read: Read) -> AsyncIterator[bytes]:
    while True:
        item = await mailbox.take(HEARTBEAT_SECONDS)
        if item is None:
            yield HEARTBEAT
            continue
        if item is Mark.writes:
            yield WRITES
            continue
        if item is Mark.left:
            return
        if item is Mark.paused:
            yield PAUSED
            return
        try:
            events = await _next_events(mailbox.last, item, read)
        except (UnknownConversation, WrongToken):
            yield GONE
            return
        if not events:
            yield HEARTBEAT  # woken for nothing, again and again, it would seem dead
        for event in events:
            mailbox.last = event.seq or mailbox.last
            yield _frame(event)


async def _next_events(last: int, item: Event | Mark, read: Read) -> Sequence[Event]:
    """What follows the last event: the one that came when it is the next, else all that the database has."""
    if item is Mark.gone:
        raise UnknownConversation
    if isinstance(item, Event):
        if item.seq is None or item.seq == last + 1:
            return (item,)
        if item.seq <= last:
            return ()
    return (await to_the_end(read(last)))[1]  # another process wrote, before or after


def _frame(event: Event) -> bytes:
    number = b"id: %d\n" % event.seq if event.seq is not None else b""
    return number + b"event: message\ndata: " + encode(show_event(event)) + b"\n\n"
