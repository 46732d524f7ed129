"""The event stream of a conversation (server-sent events): what is missed first, then what comes."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chat import conversations
from chat.conversation import Conversation, Event
from chat.errors import Invalid, UnknownConversation, WrongToken
from chat.hub import Mailbox, Mark
from chat.session import enter
from chat.to_the_end import to_the_end
from chat.turn import Tools
from chat.visitors.requests import token_of, tools_of
from chat.visitors.shapes import encode, show_event

HEARTBEAT_SECONDS = 15.0
Read = Callable[[int], Awaitable[tuple[Conversation, tuple[Event, ...]]]]  # what comes after that number
HEARTBEAT = b": heartbeat\n\n"
RETRY = b"retry: 2000\n\n"
GONE = b"event: gone\ndata: {}\n\n"
PAUSED = b"event: paused\ndata: {}\n\n"


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
        mailbox.last = last
        mailbox.wake()  # what was missed comes first
        read = partial(conversations.read, tools, conversation_id, token)
        async for frame in _from_mailbox(mailbox, read):
            yield frame


async def _from_mailbox(mailbox: Mailbox, read: Read) -> AsyncIterator[bytes]:
    while True:
        item = await mailbox.take(HEARTBEAT_SECONDS)
        if item is None:
            yield HEARTBEAT
            continue
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
