"""What is read out of a request: body, token, address; everything bounded."""

from typing import TypeVar
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request

from chat.errors import BodyTooLarge, ForeignForm, Invalid, Malformed, WrongToken
from chat.turn import Tools

Shape = TypeVar("Shape")


def tools_of(request: Request) -> Tools:
    tools: Tools = request.app.state.tools
    return tools


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def token_of(request: Request) -> str:
    """The bearer token. Raises WrongToken when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise WrongToken
    return token.strip()


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge before more than `limit` bytes are held."""
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or int(said) > limit:
        raise BodyTooLarge
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise BodyTooLarge
        parts.append(part)
    return b"".join(parts)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises Malformed."""
    body = await read_body(request, tools_of(request).settings.body_limit)
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:  # UnicodeDecodeError among them
        raise Malformed from None
    return {name: values[-1] for name, values in fields.items()}


def refuse_foreign(request: Request) -> None:
    """A form on somebody else's page may not write here. Raises ForeignForm."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise ForeignForm


async def read_json(request: Request, shape: type[Shape]) -> Shape:
    """The body as this shape. Raises Malformed or Invalid."""
    body = await read_body(request, tools_of(request).settings.body_limit)
    try:
        return msgspec.json.decode(body or b"{}", type=shape)
    except msgspec.ValidationError:
        raise Invalid from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed from None
