"""ASGI middleware: the headers that every answer carries, and the net for unforeseen errors."""

from collections.abc import Callable, Mapping, Sequence

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.logs import log, where


def policy(frame_ancestors: Sequence[str]) -> str:
    """The content security policy: nothing inline, nothing from elsewhere."""
    ancestors = " ".join(frame_ancestors) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        f"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    )


class SafeHeaders:
    """`frames` says who may frame a page, by the `partner` that its address names; "" is every other address."""

    def __init__(self, app: ASGIApp, frames: Mapping[str, Sequence[str]]) -> None:
        self._app = app
        self._policies = {partner: policy(ancestors) for partner, ancestors in frames.items()}
        self._headers = {
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
            "cross-origin-opener-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers["content-security-policy"] = self._policy(scope)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, send_safely)

    def _policy(self, scope: Scope) -> str:
        partner = QueryParams(scope.get("query_string", b"")).get("partner", "")
        return self._policies.get(partner, self._policies[""])


class QuietFailure:
    """Answers an unforeseen error and keeps it from the server's log, which would print its message."""

    def __init__(self, app: ASGIApp, answer: Callable[[], Response]) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            if scope["type"] != "http":
                raise
            log.error("unforeseen_error", error=type(error).__name__, at=where(error))
            if not begun:
                await self._answer()(scope, receive, send)
