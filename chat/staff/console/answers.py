"""How the console answers: a page, a way on, or a refusal; a script gets the same as JSON."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chat.errors import IllegalMove, StoreUnavailable
from chat.logs import log
from chat.queue.errors import (
    AlreadyTaken,
    BadHours,
    IsBlocked,
    NoRoom,
    NoSuchChat,
    NotAvailable,
    NotWaiting,
    NotYours,
    QueueRefusal,
    ReasonNeeded,
    WarningNeeded,
)
from chat.staff.console.desk import console_of
from chat.staff.frame import framed
from chat.visitors.shapes import as_json

STATUS: Mapping[type[QueueRefusal], int] = {
    AlreadyTaken: 409,
    BadHours: 422,
    IsBlocked: 409,
    NoRoom: 409,
    NoSuchChat: 404,
    NotAvailable: 409,
    NotWaiting: 409,
    NotYours: 403,
    ReasonNeeded: 422,
    WarningNeeded: 409,
}


class Unfit(QueueRefusal):
    """What was sent cannot be used; `code` is a key of the refusals in words.yml."""

    def __init__(self, code: str, status: int = 422) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def show(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    console = console_of(request)
    said = console.words.of("said", request.query_params.get("sagt"))
    always = {**framed(request, request.app.state.menu), "said": said}
    return console.pages.show(request, template, status, **{**always, **context})


def go(request: Request, path: str, said: str = "", query: Mapping[str, str | list[str]] | None = None) -> Response:
    """On to a page of ours; `said` is the key of the sentence shown there."""
    page, _, mark = path.partition("#")
    values = {**(query or {}), **({"sagt": said} if said else {})}
    address = page + (f"?{urlencode(values, doseq=True)}" if values else "") + (f"#{mark}" if mark else "")
    if wants_json(request):
        return as_json({"go": address, "said": console_of(request).words.of("said", said)})
    return RedirectResponse(address, 303)


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


async def refuse(request: Request, error: Exception) -> Response:
    """Says what cannot be done and who has the chat, with a way on."""
    code, status = _told(error)
    sentence = _sentence(request, error, code)
    if wants_json(request):
        return as_json({"error": {"code": code, "message": sentence}}, status)
    return show(request, "konsol/hinder.html", status, sentence=sentence, back=_back(request, error))


def _back(request: Request, error: Exception) -> str:
    """The chat that it was about, when it is still this person's and only something was missing."""
    is_theirs = isinstance(error, Unfit | ReasonNeeded | WarningNeeded) and "id" in request.path_params
    return f"/samtal/{request.path_params['id']}" if is_theirs else ""


def _told(error: Exception) -> tuple[str, int]:
    if isinstance(error, StoreUnavailable):
        log.error("store_unavailable", part="chat_store", reason=str(error))
        return "store_unavailable", 503
    if isinstance(error, IllegalMove):
        return "illegal_move", 409
    if isinstance(error, Unfit):
        return error.code, error.status
    assert isinstance(error, QueueRefusal)  # noqa: S101 (the handler is registered for these)
    return error.code, STATUS[type(error)]


def _sentence(request: Request, error: Exception, code: str) -> str:
    words = console_of(request).words
    if isinstance(error, AlreadyTaken):
        code = code if error.by_name else "already_taken_nobody"
        return words.of("refusals", code).format(name=error.by_name)
    if isinstance(error, NotYours) and error.by_name:
        return words.of("refusals", "not_yours_name").format(name=error.by_name)
    return words.of("refusals", code)
