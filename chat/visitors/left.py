"""Who left quickly has left, also when the net was too slow to say so: the script's mark forgets what cookies held."""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.visitors.cookie import GUIDE_COOKIE, NAME, clear_guide, clear_pass

MARK = "lamnat"  # widget/lamna.js sets it
FORGOTTEN = (NAME, GUIDE_COOKIE, MARK)
LEAVES = "/chatt/lamna"  # needs the pass still, to have the conversation deleted


class ForgetLeft:
    """With the mark, no page reads a pass or an answer; both go, and the mark with them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = MutableHeaders(scope=scope) if scope["type"] == "http" else None
        if headers is None or MARK not in headers.get("cookie", ""):
            await self._app(scope, receive, send)
            return
        if scope["path"] != LEAVES:
            headers["cookie"] = _without_pass(headers["cookie"])

        async def send_forgetting(message: Message) -> None:
            if message["type"] == "http.response.start":
                # ours first: what the page itself sets, such as a new visit's pass, comes later and holds
                message["headers"] = [*_forgetting(), *message["headers"]]
            await send(message)

        await self._app(scope, receive, send_forgetting)


def _without_pass(cookie: str) -> str:
    return ";".join(part for part in cookie.split(";") if part.partition("=")[0].strip() not in FORGOTTEN)


def _forgetting() -> list[tuple[bytes, bytes]]:
    response = Response()
    clear_pass(response)
    clear_guide(response)
    response.delete_cookie(MARK)
    return [header for header in response.raw_headers if header[0] == b"set-cookie"]
