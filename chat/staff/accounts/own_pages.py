"""One's own account: where one is logged in, the password, and new paper codes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.staff.accounts.errors import TooManyTries, WeakPassword, WrongSecret
from chat.staff.accounts.form import read_form
from chat.staff.accounts.login_pages import WAIT
from chat.staff.accounts.times import at
from chat.staff.accounts.view import accounts_of, go, minutes, session_of, show

WRONG = "Lösenordet eller koden stämmer inte. Inget är ändrat."
UNLIKE = "De två nya lösenorden är inte lika. Inget är ändrat."


async def own_page(request: Request, problem: str = "", status: int = 200) -> Response:
    accounts, mine = accounts_of(request), session_of(request)
    person = await accounts.people.find(mine.staff.id)
    sessions = [
        {"begun": at(one.begun), "used": at(one.used), "here": one.id_hash == mine.id_hash}
        for one in await accounts.sessions.of_person(mine.staff.id)
    ]
    return show(request, "konto/konto.html", status, login=person.login, sessions=sessions, problem=problem)


async def change_password(request: Request) -> Response:
    form, accounts = await read_form(request), accounts_of(request)
    new = form.get("nytt")
    if new != form.get("nytt-igen"):
        return await own_page(request, UNLIKE, 422)
    try:
        await accounts.login.change_password(session_of(request), form.get("losenord"), form.get("kod"), new)
    except WeakPassword as weak:
        return await own_page(request, str(weak), 422)
    except WrongSecret:
        return await own_page(request, WRONG, 422)
    except TooManyTries as wait:
        return await own_page(request, WAIT.format(wait=minutes(wait.seconds)), 429)
    return go("/konto", "losenord")


async def new_codes(request: Request) -> Response:
    form, accounts = await read_form(request), accounts_of(request)
    try:
        codes = await accounts.login.new_paper_codes(session_of(request), form.get("losenord"), form.get("kod"))
    except WrongSecret:
        return await own_page(request, WRONG, 422)
    except TooManyTries as wait:
        return await own_page(request, WAIT.format(wait=minutes(wait.seconds)), 429)
    return show(request, "konto/reservkoder.html", codes=codes, first=False)


async def log_out_elsewhere(request: Request) -> Response:
    accounts, mine = accounts_of(request), session_of(request)
    await accounts.revoke(mine.staff.id, mine.staff, but=mine.id_hash)
    return go("/konto", "utloggad-overallt")


ROUTES = (
    Route("/konto", own_page),
    Route("/konto/losenord", change_password, methods=["POST"]),
    Route("/konto/reservkoder", new_codes, methods=["POST"]),
    Route("/konto/logga-ut-overallt", log_out_elsewhere, methods=["POST"]),
)
