"""The visitors' API (docs/openapi.yaml): begin, write, read again, forget; and what is wrong with an activity."""

import secrets

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from chat import conversations
from chat.errors import Internal, NotFound, TooMany
from chat.logs import log
from chat.pipeline import answer
from chat.turn import Incoming
from chat.visitors.activity_pages import activities_of
from chat.visitors.requests import address_of, read_json, token_of, tools_of
from chat.visitors.shapes import NewConversation, NewMessage, NewReport, as_json, show_event


async def begin(request: Request) -> Response:
    wish = await read_json(request, NewConversation)
    token, saved = await conversations.begin(tools_of(request), address_of(request), wish.region, wish.start)
    replies = [show_event(event) for event in saved.events]
    return as_json({"id": saved.conversation.id, "token": token, "replies": replies}, 201)


async def write(request: Request) -> Response:
    token = token_of(request)
    message = await read_json(request, NewMessage)
    incoming = Incoming(
        conversation_id=request.path_params["id"],
        token=token,
        text=message.text,
        client_id=message.client_id or secrets.token_urlsafe(12),
        address=address_of(request),
    )
    outcome = await answer(incoming, tools_of(request))
    replies = [show_event(event) for event in outcome.replies]
    return as_json({"replies": replies, "owner": outcome.owner.value})


async def writes(request: Request) -> Response:
    """The visitor is writing to a person just now; nobody else is told, and not what."""
    await conversations.tell_of_writing(tools_of(request), request.path_params["id"], token_of(request))
    return Response(status_code=204)


async def read(request: Request) -> Response:
    conversation, events = await conversations.read(tools_of(request), request.path_params["id"], token_of(request))
    shown = [show_event(event) for event in events]
    return as_json({"id": conversation.id, "owner": conversation.owner.value, "events": shown})


async def forget(request: Request) -> Response:
    await conversations.forget(tools_of(request), request.path_params["id"], token_of(request))
    return Response(status_code=204)


async def report(request: Request) -> Response:
    """Keeps what a visitor says is wrong with an activity."""
    wait = request.app.state.report_limit.wait(address_of(request))
    if wait is not None:
        raise TooMany(retry_after=wait)
    wish = await read_json(request, NewReport)
    try:
        kept = await run_in_threadpool(activities_of(request).report, request.path_params["id"], wish.reason.value)
    except SQLAlchemyError as error:
        log.warning("report_not_kept", error=type(error).__name__)
        raise Internal from None
    if not kept:
        raise NotFound
    return Response(status_code=204)
