"""The admin's pages: who there is, inviting somebody, and taking away what somebody may do."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.staff.accounts.accounts import Accounts
from chat.staff.accounts.errors import LastAdmin, LoginTaken, UnknownStaff
from chat.staff.accounts.form import Form, read_form
from chat.staff.accounts.newcomer import Unfit, read_newcomer
from chat.staff.accounts.people import Person
from chat.staff.accounts.staff import Role, Staff
from chat.staff.accounts.times import at
from chat.staff.accounts.view import accounts_of, go, show

TAKEN = "Det finns redan någon med det användarnamnet."
LAST = "Det går inte: då skulle ingen administratör finnas kvar."
NO_BUTTON = "Knappen finns inte."


async def people_page(request: Request, problem: str = "", status: int = 200, form: Form | None = None) -> Response:
    people = await accounts_of(request).people.everybody()
    sent = form or Form({})
    return show(request, "konto/personal.html", status, people=people, roles=tuple(Role), problem=problem, sent=sent)


async def add(request: Request) -> Response:
    form, accounts = await read_form(request), accounts_of(request)
    try:
        new = read_newcomer(form.get("anvandare"), form.get("namn"), form.get("visas-som"), form.get("roll"))
        person = await accounts.people.add(new.login, new.name, new.pseudonym, new.role, request.state.staff)
    except Unfit as unfit:
        return await people_page(request, str(unfit), 422, form)
    except LoginTaken:
        return await people_page(request, TAKEN, 422, form)
    return _invitation(request, person, await accounts.invitations.invite(person.id))


async def person_page(request: Request, problem: str = "", status: int = 200) -> Response:
    accounts = accounts_of(request)
    try:
        person = await accounts.people.find(request.path_params["id"])
    except UnknownStaff:
        return show(request, "nej.html", 404, sentence="Personen finns inte.")
    sessions = await accounts.sessions.of_person(person.staff.id)
    return show(
        request,
        "konto/person.html",
        status,
        person=person,
        roles=tuple(Role),
        since=at(person.created_at),
        sessions=[at(one.used) for one in sessions],
        problem=problem,
    )


async def change(request: Request) -> Response:
    """One of the person page's buttons."""
    form, accounts, by = await read_form(request), accounts_of(request), request.state.staff
    try:
        person = await accounts.people.find(request.path_params["id"])
        return await _done(request, accounts, person, by, form)
    except UnknownStaff:
        return show(request, "nej.html", 404, sentence="Personen finns inte.")
    except LastAdmin:
        return await person_page(request, LAST, 409)


async def _done(request: Request, accounts: Accounts, person: Person, by: Staff, form: Form) -> Response:
    staff_id, what = person.staff.id, form.get("gor")
    if what == "bjud-in" and person.active:
        return _invitation(request, person.staff, await accounts.invite_anew(person, by))
    if what == "roll" and form.get("roll") in Role.__members__:
        await accounts.change_role(staff_id, Role(form.get("roll")), by)
        return go(f"/personal/{staff_id}", "roll")
    if what == "stang-av":
        await accounts.disable(staff_id, by)
        return go(f"/personal/{staff_id}", "avstangd")
    if what == "oppna":
        await accounts.people.enable(staff_id, by)
        return go(f"/personal/{staff_id}", "oppnad")
    if what == "logga-ut":
        await accounts.revoke(staff_id, by)
        return go(f"/personal/{staff_id}", "avslutade")
    return await person_page(request, NO_BUTTON, 422)


def _invitation(request: Request, person: Staff, token: str) -> Response:
    """The one time that the address is shown."""
    address = f"{accounts_of(request).origin.address(request)}/borja/{token}"
    return show(request, "konto/inbjudan.html", person=person, address=address)


ROUTES = (
    Route("/personal", people_page),
    Route("/personal", add, methods=["POST"]),
    Route("/personal/{id}", person_page),
    Route("/personal/{id}", change, methods=["POST"]),
)
