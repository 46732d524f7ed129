"""What the API takes and gives, in JSON."""

from typing import Annotated, Any, Literal

import msgspec
from starlette.responses import Response

from chat.conversation import Event
from chat.errors import Refusal
from chat.turn import Tools
from chat.visitors.cards import completed
from knowledge.feedback import Reason


class NewConversation(msgspec.Struct, frozen=True):
    region: Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{2,40}$")] | None = None
    start: Literal["chat", "guide"] = "chat"


class NewMessage(msgspec.Struct, frozen=True):
    text: str
    client_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[^\0]*$")] | None = None


class NewReport(msgspec.Struct, frozen=True):
    """What is wrong with an activity: one of the fixed reasons, and no text."""

    reason: Reason


UNSAID = ("name", "card")  # left out when there is nothing to say

_encoder = msgspec.json.Encoder()


def show_event(event: Event) -> dict[str, Any]:
    """A reply (or the visitor's own message) as JSON: its kind and text, its number and who said it."""
    shown: dict[str, Any] = {"seq": event.seq, "from": event.author.value}
    if event.client_id is not None:
        shown["client_id"] = event.client_id
    shown.update(msgspec.to_builtins(completed(event.reply)))
    for name in UNSAID:
        if not shown.get(name):
            shown.pop(name, None)
    return shown


def encode(content: Any) -> bytes:
    return _encoder.encode(content)


def as_json(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(encode(content), status, headers, media_type="application/json")


def as_error(refusal: Refusal, tools: Tools) -> Response:
    """The one error shape."""
    message = tools.words.error(refusal.code, tools.settings.text_limit)
    headers = {"retry-after": str(refusal.retry_after)} if refusal.retry_after else None
    return as_json({"error": {"code": refusal.code, "message": message}}, refusal.status, headers)
