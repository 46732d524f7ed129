"""How the account pages answer: a page in the staff's frame, or a way on."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chat.pages import Pages
from chat.staff.accounts.accounts import Accounts
from chat.staff.accounts.sessions import Session
from chat.staff.frame import framed

SAID = {
    "utloggad": "Du är utloggad.",
    "utloggad-overallt": "Du är utloggad överallt utom här.",
    "kvar": "Du är kvar inloggad.",
    "losenord": "Lösenordet är bytt. Du är utloggad på alla andra ställen.",
    "roll": "Rollen är ändrad. Den gäller från nästa klick.",
    "avstangd": "Kontot är avstängt och alla inloggningar är avslutade.",
    "oppnad": "Kontot är öppet igen.",
    "avslutade": "Alla inloggningar är avslutade.",
}


def accounts_of(request: Request) -> Accounts:
    accounts: Accounts = request.app.state.accounts
    return accounts


def session_of(request: Request) -> Session:
    """Of somebody who is logged in; the gate has seen to it."""
    session: Session = request.state.session
    return session


def show(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    pages: Pages = request.app.state.pages
    said = SAID.get(request.query_params.get("sagt", ""), "")
    return pages.show(request, template, status, **{**framed(request, request.app.state.menu), "said": said, **context})


def go(path: str, said: str = "") -> Response:
    return RedirectResponse(path + (f"?{urlencode({'sagt': said})}" if said else ""), 303)


def minutes(seconds: int) -> str:
    """A wait in words, rounded up."""
    whole = -(-seconds // 60)
    if seconds <= 60:
        return f"{seconds} sekunder" if seconds > 1 else "en sekund"
    return f"{whole} minuter"
