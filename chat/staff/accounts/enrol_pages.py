"""The one-time address: choose a password, take the picture with the phone, and write down the paper codes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.staff.accounts.errors import InvitationGone, WeakPassword, WrongSecret
from chat.staff.accounts.form import read_form
from chat.staff.accounts.invitations import Invited
from chat.staff.accounts.login_pages import write_cookies
from chat.staff.accounts.second_step import picture
from chat.staff.accounts.view import accounts_of, show

UNLIKE = "De två lösenorden är inte lika. Skriv samma lösenord i båda rutorna."
WRONG_CODE = "Koden stämmer inte. Vänta på nästa kod i appen. Skriv den, och lösenordet igen i båda rutorna."


async def enrol_page(request: Request) -> Response:
    try:
        invited = await accounts_of(request).invitations.open(request.path_params["token"])
    except InvitationGone:
        return _gone(request)
    return _page(request, invited)


async def enrol(request: Request) -> Response:
    form, invitations = await read_form(request), accounts_of(request).invitations
    token, password = request.path_params["token"], form.get("losenord")
    try:
        invited = await invitations.open(token)
        if password != form.get("losenord-igen"):
            return _page(request, invited, UNLIKE)
        enrolled = await invitations.enrol(token, password, form.get("kod"))
    except InvitationGone:
        return _gone(request)
    except WeakPassword as weak:
        return _page(request, invited, str(weak))
    except WrongSecret:
        return _page(request, invited, WRONG_CODE)
    response = show(request, "konto/reservkoder.html", codes=enrolled.codes, first=True)
    write_cookies(request, response, await accounts_of(request).sessions.begin(enrolled.staff))
    return response


async def qr(request: Request) -> Response:
    """The picture as a file of its own: the pages allow nothing inline."""
    try:
        invited = await accounts_of(request).invitations.open(request.path_params["token"])
    except InvitationGone:
        return Response(status_code=404)
    return Response(picture(invited.secret, invited.login), media_type="image/svg+xml")


def _page(request: Request, invited: Invited, problem: str = "") -> Response:
    secret = " ".join(invited.secret[at : at + 4] for at in range(0, len(invited.secret), 4))
    status = 422 if problem else 200
    return show(
        request,
        "konto/borja.html",
        status,
        invited=invited,
        secret=secret,
        token=request.path_params["token"],
        problem=problem,
    )


def _gone(request: Request) -> Response:
    return show(request, "konto/borja_borta.html", 404)


ROUTES = (
    Route("/borja/{token}", enrol_page),
    Route("/borja/{token}", enrol, methods=["POST"]),
    Route("/borja/{token}/qr.svg", qr),
)
