"""The visitors' API (docs/openapi.yaml): begin, write, read again, forget."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from chat import conversations
from chat.pipeline import answer
from chat.turn import Incoming
from chat.visitors.requests import address_of, read_json, token_of, tools_of
from chat.visitors.shapes import NewConversation, NewMessage, as_json, show_event


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


async def read(request: Request) -> Response:
    conversation, events = await conversations.read(tools_of(request), request.path_params["id"], token_of(request))
    shown = [show_event(event) for event in events]
    return as_json({"id": conversation.id, "owner": conversation.owner.value, "events": shown})


async def forget(request: Request) -> Response:
    await conversations.forget(tools_of(request), request.path_params["id"], token_of(request))
    return Response(status_code=204)
