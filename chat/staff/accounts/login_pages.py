"""Log in, log out, and stay logged in."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.errors import TooManyTries, WrongSecret
from chat.staff.accounts.form import VISIT_COOKIE, read_form
from chat.staff.accounts.gate import LOGIN
from chat.staff.accounts.view import accounts_of, go, minutes, session_of, show
from chat.visitors.requests import address_of
from chat.visitors.shapes import as_json

WRONG = (
    "Något av det du skrev stämmer inte: användarnamnet, lösenordet eller koden. "
    "En kod gäller i en halv minut och bara en gång."
)
WAIT = "Det har blivit för många försök. Vänta {wait} och försök igen."


async def login_page(request: Request) -> Response:
    accounts = accounts_of(request)
    if request.state.staff:
        return RedirectResponse(_next(request), 303)
    return show(request, "konto/logga_in.html", login="", first=await accounts.people.is_empty())


async def log_in(request: Request) -> Response:
    form, accounts = await read_form(request), accounts_of(request)
    login = form.get("anvandare")[:100]
    try:
        person = await accounts.login.let_in(
            login, form.get("losenord")[:1_000], form.get("kod")[:100], address_of(request)
        )
    except WrongSecret:
        return show(request, "konto/logga_in.html", 422, login=login, first=False, problem=WRONG)
    except TooManyTries as wait:
        problem = WAIT.format(wait=minutes(wait.seconds))
        return show(request, "konto/logga_in.html", 429, login=login, first=False, problem=problem)
    return welcome(request, await accounts.sessions.begin(person), _next(request))


def welcome(request: Request, token: str, path: str) -> Response:
    """On to a page with a session of one's own."""
    response = RedirectResponse(path, 303)
    write_cookies(request, response, token)
    return response


def write_cookies(request: Request, response: Response, token: str) -> None:
    """The new session in place of what the browser had, so that nobody can have put one there before."""
    origin = accounts_of(request).origin
    response.headers.append("set-cookie", origin.set_cookie(origin.cookie, token))
    response.headers.append("set-cookie", origin.clear_cookie(VISIT_COOKIE))


async def log_out(request: Request) -> Response:
    accounts, session = accounts_of(request), session_of(request)
    await accounts.sessions.end(session.id_hash)
    await write(accounts.store, session.staff, Action.logout, at=accounts.now())
    response = go(LOGIN, "utloggad")
    response.headers.append("set-cookie", accounts.origin.clear_cookie(accounts.origin.cookie))
    return response


async def session_page(request: Request) -> Response:
    """How long somebody may stay, as a page and for a script. Asking does not make it longer."""
    if _wants_json(request):
        return as_json(_left(request))
    return show(request, "konto/kvar.html", left=minutes(max(_left(request)["idle_seconds"], 0)))


async def stay(request: Request) -> Response:
    """One key: the person is still here."""
    accounts, session = accounts_of(request), session_of(request)
    await accounts.sessions.extend(session)
    if _wants_json(request):
        return as_json({**_left(request), "idle_seconds": session.ends_after_click(accounts.now()) - accounts.now()})
    return go("/session", "kvar")


def _left(request: Request) -> dict[str, int]:
    session, now = session_of(request), accounts_of(request).now()
    return {"idle_seconds": min(session.idle_ends(), session.ends()) - now, "longest_seconds": session.ends() - now}


def _wants_json(request: Request) -> bool:
    return "json" in request.headers.get("accept", "")


def _next(request: Request) -> str:
    """Back to the page that was asked for, if it is one of ours."""
    wanted = urlsplit(request.query_params.get("vidare", ""))
    path = wanted.path
    if wanted.scheme or wanted.netloc or "\\" in path or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path + (f"?{wanted.query}" if wanted.query else "")


ROUTES = (
    Route(LOGIN, login_page),
    Route(LOGIN, log_in, methods=["POST"]),
    Route("/logga-ut", log_out, methods=["POST"]),
    Route("/session", session_page),
    Route("/session", stay, methods=["POST"]),
)
