"""Log in with the start-up password and a name for the history; log out; nobody else gets further."""

import secrets
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette_admin.auth import AdminUser, AuthProvider
from starlette_admin.base import BaseAdmin

from chat.settings import is_loopback
from chat.staff.directory.desk import BASE, Desk, Form, Go
from chat.staff.directory.page import read_form

LONGEST_NAME = 60
WRONG = "Lösenordet stämmer inte. Det står i fönstret där Lotsen startades."
WAIT = "För många försök. Vänta en kvart, eller starta om Lotsen och använd det nya lösenordet."
NAMELESS = "Skriv ditt namn. Det står sedan i historiken vid det som du ändrar."


class Access(AuthProvider):
    """starlette-admin asks this before each of its pages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(login_path="/logga-in", logout_path="/logga-ut")
        self._desk = desk

    async def is_authenticated(self, request: Request) -> bool:
        request.state.session = session = self._desk.sessions.of(request)
        return session is not None

    def get_admin_user(self, request: Request) -> AdminUser | None:
        return AdminUser(username=request.state.session.name)

    async def render_login(self, request: Request, admin: BaseAdmin) -> Response:
        if request.method == "GET":
            return self._page(request, admin)
        form = await read_form(request, self._desk)
        problem = await self._problem(form)
        if problem:
            return self._page(request, admin, problem, form.get("namn"), 422)
        session = self._desk.sessions.begin(_clean(form.get("namn")))
        response = RedirectResponse(_next(request), 303)
        self._desk.sessions.write(request, response, session.id)
        return response

    async def render_logout(self, request: Request, admin: BaseAdmin) -> Response:
        await read_form(request, self._desk)
        self._desk.sessions.end(self._desk.sessions.id_of(request))
        response = RedirectResponse(Go("/logga-in", "utloggad").address(), 303)
        response.delete_cookie("personal", path=BASE)
        return response

    def get_logout_route(self, admin: BaseAdmin) -> Route:
        """Only by a form: a link or picture elsewhere must not log anybody out."""
        route = super().get_logout_route(admin)
        return Route(self.logout_path, route.endpoint, methods=["POST"])

    async def _problem(self, form: Form) -> str | None:
        if not _clean(form.get("namn")):
            return NAMELESS
        if not self._desk.password.may_try():
            return WAIT
        right = await run_in_threadpool(self._desk.password.matches, form.get("losenord"))
        return None if right else WRONG

    def _page(
        self, request: Request, admin: BaseAdmin, problem: str = "", name: str = "", status: int = 200
    ) -> Response:
        sessions = self._desk.sessions
        session_id = sessions.id_of(request) or secrets.token_urlsafe(24)
        context = {"title": "Logga in", "problem": problem, "name": name, "token": sessions.form_token(session_id),
                   "said": "Du är utloggad." if request.query_params.get("sagt") == "utloggad" else ""}  # fmt: skip
        response = admin.templates.TemplateResponse(request, "login.html", context, status)
        sessions.write(request, response, session_id)
        return response


def refuse_foreign(request: Request) -> None:
    """Only our own pages, under a loopback name: what another site or a rebound name sends is refused."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if not is_loopback(host):
        raise HTTPException(403, "Personalens sidor finns bara på den här datorn.")
    if request.method == "POST" and not _is_from_here(request):
        raise HTTPException(403, "Formuläret kom från en annan webbplats.")


def _is_from_here(request: Request) -> bool:
    """Told by the browser, or by an older one through where the form stood. The form's token is asked for besides."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site == "same-origin"
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _clean(name: str) -> str:
    return " ".join("".join(sign for sign in name if sign.isprintable()).split())[:LONGEST_NAME]


def _next(request: Request) -> str:
    """Back to the page that was asked for, if it is one of ours."""
    wanted = urlsplit(request.query_params.get("next", ""))
    if wanted.path.startswith(f"{BASE}/") and "\\" not in wanted.path and not wanted.path.startswith("//"):
        return wanted.path + (f"?{wanted.query}" if wanted.query else "")
    return f"{BASE}/"
