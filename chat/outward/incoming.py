"""What comes back from the other system: a reply, a hand-back, an end. Signed, fresh, and heard once."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.errors import Malformed, NotFound, StoreUnavailable, TextEmpty, WrongToken
from chat.logs import log
from chat.outward import rows
from chat.outward.line import Line, OutwardFailed, Told
from chat.outward.rows import Row
from chat.outward.settings import Outward
from chat.outward.signing import is_signed
from chat.queue.errors import AlreadyTaken, QueueRefusal
from chat.queue.queue import Queue
from chat.replies import Text
from chat.visitors.requests import read_body
from chat.visitors.shapes import as_json

PATH = "/utifran"
PREFIX = "utifran-"
LONGEST = 4_000  # characters
LIMIT = 65_536  # bytes
BACK = "/lotsen"  # written by itself over there: the bot takes the chat again
REASON = "klart"


class Act(str, Enum):
    say = "say"
    hand_back = "hand_back"
    close = "close"
    nothing = "nothing"


@dataclass(frozen=True)
class Heard:
    act: Act
    foreign_id: str = ""
    number: str = ""  # of the message over there
    text: str = ""


@dataclass(frozen=True)
class Inward:
    """The way in: the queue, the line to answer to, and its settings."""

    queue: Queue
    line: Line
    outward: Outward

    async def take(self, heard: Heard) -> str:
        """What became of it, as a code. Raises StoreUnavailable."""
        row = await rows.find(self.queue.floor.store, heard.foreign_id)
        if row is None or heard.act is Act.nothing:
            return "ignored"
        try:
            return await self._do(row, heard)
        except AlreadyTaken:
            await self._say_it_is_taken(row)
            return "taken"
        except QueueRefusal as refusal:
            return refusal.code

    async def _do(self, row: Row, heard: Heard) -> str:
        queue, staff, id = self.queue, self.outward.settings.staff, row.conversation_id
        if heard.act is Act.hand_back:
            await queue.hand_back(id, staff, REASON)
        elif heard.act is Act.close:
            await queue.close(id, staff, REASON)
        else:
            await queue.claim(id, staff)
            await queue.say(id, staff, Text(text=heard.text), PREFIX + heard.number)
        return "done"

    async def _say_it_is_taken(self, row: Row) -> None:
        try:
            await run_in_threadpool(self.line.tell, row.handle, row.foreign_id, Told.elsewhere)
        except OutwardFailed as error:
            log.warning("outward_failed", part="outward", reason=str(error))


async def incoming(request: Request) -> Response:
    """200 for all that is signed and can be read, so that it is not sent again; 503 while the database is away."""
    inward: Inward | None = getattr(request.app.state, "inward", None)
    if inward is None:
        raise NotFound
    body = await read_body(request, LIMIT)
    kind = "x-chatwoot" if inward.outward.settings.kind == "chatwoot" else "lotsen"
    timestamp, signature = (request.headers.get(f"{kind}-{name}", "") for name in ("timestamp", "signature"))
    now = int(inward.queue.floor.clock().timestamp())
    if not is_signed(inward.outward.secret, timestamp, signature, body, now):
        raise WrongToken
    heard = read_chatwoot(body) if kind == "x-chatwoot" else read_webhook(body)
    try:
        result = await inward.take(heard)
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        return as_json({"result": "again"}, 503)
    log.info("inward", part="outward", code=result)
    return as_json({"result": result})


class _Webhook(msgspec.Struct, frozen=True):
    id: str
    action: Act
    number: str = ""
    text: str = ""


def read_webhook(body: bytes) -> Heard:
    """Raises Malformed, TextEmpty."""
    try:
        wish = msgspec.json.decode(body, type=_Webhook)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed from None
    if wish.action is Act.say and not (wish.text.strip() and wish.number):
        raise TextEmpty
    return Heard(wish.action, wish.id[:80], wish.number[:40], wish.text.strip()[:LONGEST])


def read_chatwoot(body: bytes) -> Heard:
    """Chatwoot's message_created and conversation_status_changed; all else is nothing. Raises Malformed."""
    try:
        event: Any = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed from None
    if not isinstance(event, dict):
        raise Malformed
    if event.get("event") == "conversation_status_changed":
        ended = event.get("status") == "resolved"
        return Heard(Act.close if ended else Act.nothing, str(event.get("id", "")))
    if (
        event.get("event") != "message_created"
        or event.get("private")
        or event.get("message_type") not in ("outgoing", 1)
    ):
        return Heard(Act.nothing)
    if (event.get("content_attributes") or {}).get("lotsen") is not None:
        return Heard(Act.nothing)
    text = str(event.get("content") or "").strip()[:LONGEST]
    conversation = event.get("conversation") or {}
    foreign_id = str(conversation.get("id", "")) if isinstance(conversation, dict) else ""
    act = Act.hand_back if text == BACK else Act.say if text else Act.nothing
    return Heard(act, foreign_id, str(event.get("id", "")), text)


ROUTES = (Route(PATH, incoming, methods=["POST"]),)
