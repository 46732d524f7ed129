"""The one event stream of each page: how it stands on the line, and in a chat what is said there."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chat.bus import DUTY, EVERYTHING, HELP, QUEUE, VISITOR_WRITES, chat_topic, staff_topic
from chat.errors import StoreUnavailable
from chat.logs import log
from chat.queue.errors import NoSuchChat, NotYours
from chat.staff.accounts.staff import Staff
from chat.staff.console.board import board_state
from chat.staff.console.chat_page import help_text
from chat.staff.console.desk import Console, console_of, staff_of
from chat.staff.console.drawing import drawn
from chat.staff.console.now import glance_of, state_of
from chat.staff.console.queue_page import queue_state
from chat.staff.console.start import skipped_of
from chat.staff.console.view import case_view
from chat.to_the_end import to_the_end
from chat.visitors.shapes import encode

HEARTBEAT_SECONDS = 15.0
CALM_SECONDS = 0.2  # what happens on the line within this time is told together
RETRY = b"retry: 3000\n\n"
READ_AGAIN_SECONDS = 3600  # who reads along for long, or comes back after a lost net, is one row an hour
LINE = (QUEUE, DUTY, HELP)


@dataclass
class Reader:
    """One page that listens: what it has been sent, so that the same is not sent again."""

    request: Request
    console: Console
    staff: Staff
    conversation_id: str = ""
    last: int = 0
    seen_notes: set[int] = field(default_factory=set)
    sent: dict[str, Any] = field(default_factory=dict)
    had_it: bool = False
    is_over: bool = False

    def frames(self, name: str, content: Any) -> list[bytes]:
        """Nothing when the page knows it already."""
        if self.sent.get(name) == content:
            return []
        self.sent[name] = content
        return [frame(name, content)]


async def line(request: Request) -> Response:
    return _answer(Reader(request, console_of(request), staff_of(request)))


async def of_chat(request: Request) -> Response:
    console, staff, conversation_id = console_of(request), staff_of(request), request.path_params["id"]
    case = await console.queue.open(conversation_id, staff, READ_AGAIN_SECONDS)  # refuses before the stream begins
    reader = Reader(request, console, staff, conversation_id, _last_seen(request))
    reader.seen_notes = {note.id for note in case.notes} if not reader.last else set()
    return _answer(reader)


def frame(name: str, content: Any, number: int | None = None) -> bytes:
    begin = b"id: %d\n" % number if number is not None else b""
    return begin + b"event: " + name.encode() + b"\ndata: " + encode(content) + b"\n\n"


def _answer(reader: Reader) -> Response:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_listen(reader), media_type="text/event-stream", headers=headers)


def _last_seen(request: Request) -> int:
    text = request.headers.get("last-event-id") or request.query_params.get("efter", "0")
    return int(text) if text.isdecimal() and len(text) <= 9 else 0


async def _listen(reader: Reader) -> AsyncIterator[bytes]:
    yield RETRY
    id = reader.conversation_id
    own = (chat_topic(id), VISITOR_WRITES + id) if id else ()
    with reader.console.bus.listen(*LINE, staff_topic(reader.staff.id), *own) as listener:
        topic: str | None = EVERYTHING
        while True:
            for part in await to_the_end(_told(reader, topic)):
                yield part
            if reader.is_over:
                return
            topic = await listener.next(HEARTBEAT_SECONDS)
            if topic is None:
                yield frame("puls", {})
            elif topic in LINE:
                await asyncio.sleep(CALM_SECONDS)


async def _told(reader: Reader, topic: str | None) -> list[bytes]:
    """What is new, by the topic that woke us; a silence reads everything again, in case a topic was lost."""
    if topic is not None and topic.startswith(VISITOR_WRITES):
        return [frame("skriver", {})]
    try:
        parts = [] if topic in LINE or not reader.conversation_id else await _chat(reader)
        if topic is None or not topic.startswith("chat:"):
            parts += await _line(reader)
        return parts
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        return []


async def _line(reader: Reader) -> list[bytes]:
    console, request = reader.console, reader.request
    age = CALM_SECONDS if reader.sent else 0.0  # the page itself was drawn just now, and nothing older may correct it
    now = await glance_of(request).look(console, age)
    skipped = skipped_of(request.query_params.getlist("hoppa"))
    parts = reader.frames("laget", state_of(now, reader.staff, skipped))
    if request.query_params.get("vy") == "ko":
        parts += reader.frames("ko", queue_state(console, now.waiting))
    if request.query_params.get("vy") == "tavla":
        parts += reader.frames("tavla", board_state(console, now))
    if reader.conversation_id and not reader.is_over:
        text = help_text(console, now, reader.conversation_id, reader.staff)
        parts += reader.frames("hjalp", {"text": text})
    return parts


async def _chat(reader: Reader) -> list[bytes]:
    """The events after the last one, new whispers, and who has the chat. Ends when it is somebody else's."""
    console = reader.console
    try:
        case = await console.queue.case(reader.conversation_id, reader.staff)
    except NotYours as refusal:
        reader.is_over = True
        who = f"{refusal.by_name} har tagit över samtalet." if refusal.by_name else "Samtalet är inte ditt längre."
        return [frame("slut", {"text": who})]
    except NoSuchChat:
        reader.is_over = True
        return [frame("slut", {"text": "Samtalet är raderat."})]
    fresh = [event for event in case.events if (event.seq or 0) > reader.last]
    parts = [frame("rad", drawn(reader.request, event), event.seq) for event in fresh]
    reader.last = max((event.seq or 0 for event in fresh), default=reader.last)
    for note in case.notes:
        if note.whisper and note.id not in reader.seen_notes:
            reader.seen_notes.add(note.id)
            parts.append(frame("viskning", {"id": note.id, "text": note.text}))
    view = case_view(console, case, reader.staff)
    parts += reader.frames("samtal", {"borta": view.presence_text, "kvar": not case.left, "sen": view.late})
    if reader.had_it and not view.mine:
        reader.is_over = True
        parts.append(frame("slut", {"text": view.presence_text if case.left else view.not_mine_text}))
    reader.had_it = view.mine
    return parts
