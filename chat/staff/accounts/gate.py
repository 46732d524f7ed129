"""The one way in: host, session, role and form key are checked here, before any page sees a request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.errors import BodyTooLarge, StoreUnavailable
from chat.logs import log
from chat.staff.accounts.doors import FORM_LIMIT, Door, Doors
from chat.staff.accounts.form import FIELD, HEADER, VISIT_COOKIE, Form, VisitKeys, is_same, parse_form
from chat.staff.accounts.origin import Origin
from chat.staff.accounts.sessions import Session, Sessions
from chat.staff.accounts.watch import Watch
from chat.visitors.requests import read_body

SAFE = ("GET", "HEAD", "OPTIONS")
LOGIN = "/logga-in"
WHY = {
    "wrong_host": (403, "Personalens sidor finns inte under det här namnet."),
    "foreign": (403, "Formuläret kom från en annan webbplats."),
    "wrong_role": (403, "Den sidan är inte öppen för din roll."),
    "old_form": (403, "Sidan har varit öppen för länge. Gå tillbaka, ladda om sidan och försök igen."),
    "not_found": (404, "Sidan finns inte."),
    "method": (405, "Det går inte."),
    "too_large": (413, "Det blev för mycket text på en gång."),
    "malformed": (400, "Formuläret gick inte att läsa."),
    "not_logged_in": (401, "Du är inte inloggad längre. Logga in igen."),
    "store_unavailable": (503, "Databasen svarar inte just nu. Försök igen om en stund."),
}


class Refused(Exception):
    """The gate stays shut; `code` is a key of WHY."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Visit:
    """What the gate found out about one request."""

    session: Session | None
    key: str  # of the forms on the page
    nonce: str = ""  # of a browser that is not logged in
    is_new: bool = False


class Gate:
    def __init__(
        self,
        app: ASGIApp,
        *,
        doors: Doors,
        sessions: Sessions,
        visit_keys: VisitKeys,
        origin: Origin,
        clock: Callable[[], datetime],
        refusal: Callable[[Request, int, str], Response],
    ) -> None:
        self._app, self._doors, self._sessions = app, doors, sessions
        self._visit_keys, self._origin, self._clock = visit_keys, origin, clock
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._meet(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _meet(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        scope.setdefault("state", {}).update(staff=None, session=None, key="", form=Form({}))
        try:
            answer: ASGIApp = await self._let_in(request)
        except Refused as refused:
            answer = self._say(request, refused.code)
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
            answer = self._say(request, "store_unavailable")
        await answer(scope, receive, send)

    async def _let_in(self, request: Request) -> ASGIApp:
        """What answers this request: a refusal, or the app. Raises Refused."""
        door = self._find(request)
        if door is None:
            return RedirectResponse(request.url.path + "/", 307)
        if door.rule.plain:
            return self._app
        if not self._origin.is_host(request):
            raise Refused("wrong_host")
        visit = await self._visit(request, door)
        if visit.session is None and not door.rule.nobody:
            return self._ask_to_log_in(request)
        if visit.session and not door.rule.lets(visit.session.staff.role):
            raise Refused("wrong_role")
        body = await self._read(request, visit) if request.method not in SAFE else None
        session = visit.session
        request.scope["state"].update(session=session, staff=session.staff if session else None, key=visit.key)
        return self._through(visit, body)

    def _find(self, request: Request) -> Door | None:
        """None: the same address with a slash is a page."""
        door = self._doors.find(request.scope)
        if door is not None:
            return door
        if self._doors.knows_path(request.scope):
            raise Refused("method")
        if self._doors.find({**request.scope, "path": request.url.path + "/"}):
            return None
        raise Refused("not_found")

    async def _visit(self, request: Request, door: Door) -> Visit:
        session = await self._sessions.of(request.cookies.get(self._origin.cookie, ""), touch=not door.rule.quiet)
        if session is not None:
            return Visit(session, session.csrf)
        known = request.cookies.get(VISIT_COOKIE, "")
        nonce = known or self._visit_keys.new_nonce()
        return Visit(None, self._visit_keys.of(nonce), nonce, is_new=not known)

    async def _read(self, request: Request, visit: Visit) -> bytes:
        """The body of a form, whose key must be that of the session or of this browser."""
        if not self._origin.is_from_here(request):
            raise Refused("foreign")
        try:
            body = await read_body(request, FORM_LIMIT)
        except BodyTooLarge:
            raise Refused("too_large") from None
        try:
            form = Form({}) if _is_json(request) else parse_form(body)
        except ValueError:  # UnicodeDecodeError among them
            raise Refused("malformed") from None
        if not is_same(visit.key, request.headers.get(HEADER, "") or form.get(FIELD)):
            raise Refused("old_form")
        request.scope["state"]["form"] = form
        return body

    def _through(self, visit: Visit, body: bytes | None) -> ASGIApp:
        async def run(scope: Scope, receive: Receive, send: Send) -> None:
            receive = receive if body is None else _again(body, receive)
            if visit.session:
                watch = Watch(self._sessions, visit.session, self._clock, receive, send)
                await watch.run(self._app, scope)
            else:
                await self._app(scope, receive, self._marking(visit, send))

        return run

    def _marking(self, visit: Visit, send: Send) -> Send:
        """Gives a browser that is not logged in the cookie that its forms are bound to."""

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start" and visit.is_new:
                MutableHeaders(scope=message).append("set-cookie", self._origin.set_cookie(VISIT_COOKIE, visit.nonce))
            await send(message)

        return mark

    def _ask_to_log_in(self, request: Request) -> Response:
        if request.method != "GET" or not _wants_page(request):
            return self._say(request, "not_logged_in")
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{LOGIN}?vidare={quote(wanted, safe='')}", 303)

    def _say(self, request: Request, code: str) -> Response:
        status, sentence = WHY[code]
        log.info("refused", code=code, status=status, method=request.method)
        if _wants_page(request):
            return self._refusal(request, status, sentence)
        return JSONResponse({"error": {"code": code, "message": sentence}}, status)


def _wants_page(request: Request) -> bool:
    """A script asks for something else than a page, and says so."""
    accept = request.headers.get("accept", "*/*")
    return "text/html" in accept or ("json" not in accept and "event-stream" not in accept)


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("application/json")


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Hands the body that was read here to the app."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
