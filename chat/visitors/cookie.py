"""The pass of a visitor without script: conversation and token in a cookie that scripts cannot read."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

NAME = "samtal"
PATH = "/chatt"
GUIDE_COOKIE = "guide"
GUIDE_PATH = "/hitta-stod"


@dataclass(frozen=True)
class Pass:
    conversation_id: str
    token: str


def read_pass(request: Request) -> Pass | None:
    conversation_id, _, token = request.cookies.get(NAME, "").partition(":")
    return Pass(conversation_id, token) if conversation_id and token else None


def write_pass(request: Request, response: Response, visit: Pass) -> None:
    """A session cookie: gone when the browser is closed."""
    response.set_cookie(
        NAME,
        f"{visit.conversation_id}:{visit.token}",
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def clear_pass(response: Response) -> None:
    response.delete_cookie(NAME, path=PATH)


def clear_guide(response: Response) -> None:
    response.delete_cookie(GUIDE_COOKIE, path=GUIDE_PATH)
