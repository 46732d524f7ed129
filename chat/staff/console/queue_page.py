"""The queue as a list: the second view, which never changes while it is read."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from chat.queue.shapes import Waiting
from chat.staff.console.answers import show
from chat.staff.console.desk import Console, console_of
from chat.staff.console.times import waited


@dataclass(frozen=True)
class QueueRow:
    id: str
    kind: str
    risk: str
    waited: str
    marks: tuple[str, ...]


async def queue(request: Request) -> Response:
    console = console_of(request)
    waiting = await console.queue.waiting(console.now())
    return show(request, "konsol/ko.html", rows=[_row(console, one) for one in waiting])


def queue_state(console: Console, waiting: tuple[Waiting, ...]) -> dict[str, Any]:
    """What the page's script is told: who waits and how long, nothing of what was said."""
    return {"rows": [{"id": one.conversation_id, "waited": waited(one.waited)} for one in waiting]}


def _row(console: Console, one: Waiting) -> QueueRow:
    words = console.words
    kind = words.of("kinds", one.kind) if one.risk != "none" else ""
    marks = (words.of("returned", one.returned), "Verkar ha lämnat" if one.left else "")
    return QueueRow(
        id=one.conversation_id,
        kind=kind or words.of("why", one.reason) or words.of("why", "wish"),
        risk=words.of("risk", one.risk),
        waited=waited(one.waited),
        marks=tuple(filter(None, marks)),
    )
