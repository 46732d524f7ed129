"""`lotsen staff`: let people in and out from the machine where Lotsen runs; passwords are asked for, never given."""

import io
import sys
from typing import Annotated

import segno
import typer
from rich.table import Table

from chat.staff.accounts.accounts import Accounts
from chat.staff.accounts.errors import InvitationGone, LastAdmin, LoginTaken, UnknownStaff, WeakPassword, WrongSecret
from chat.staff.accounts.invitations import Enrolled, Invited
from chat.staff.accounts.newcomer import Newcomer, Unfit, read_newcomer
from chat.staff.accounts.passwords import check_new, plain
from chat.staff.accounts.people import Person
from chat.staff.accounts.second_step import address
from chat.staff.accounts.staff import LABELS
from lotsen.errors import LotsenError
from lotsen.plainly import console, plainly
from lotsen.staff_accounts import has_staff, staff_settings, with_accounts

staff_app = typer.Typer(no_args_is_help=True, help="Personal: lägg till, lista, stäng av, återställ, logga ut.")
TRIES = 5
Who = Annotated[str, typer.Argument(help="Användarnamnet.")]
Link = Annotated[bool, typer.Option("--link", help="Visa en engångslänk i stället för att fråga här.")]


class NotDone(LotsenError):
    """What was asked for could not be done; nothing is changed."""


@staff_app.command("add")
@plainly
def add(
    login: Annotated[str, typer.Option(help="Användarnamn att logga in med.")] = "",
    name: Annotated[str, typer.Option(help="Namnet som kollegor och historiken visar.")] = "",
    shown: Annotated[str, typer.Option(help="Namnet som besökare ser.")] = "",
    role: Annotated[str, typer.Option(help="volunteer, supervisor, editor eller admin.")] = "",
    link: Link = False,
) -> None:
    """Lägg till någon: fråga efter lösenord och visa bilden för telefonen, eller ge en länk."""
    newcomer = _ask_who(login, name, shown, role)

    async def work(accounts: Accounts) -> str:
        try:
            person = await accounts.people.add(newcomer.login, newcomer.name, newcomer.pseudonym, newcomer.role)
        except LoginTaken:
            raise NotDone(f"Det finns redan någon med användarnamnet {newcomer.login}.") from None
        return await accounts.invitations.invite(person.id)

    token = with_accounts(work)
    console.print(f"{newcomer.name} är tillagd som {newcomer.role.label.lower()}.", highlight=False)
    _begin(token, link)


@staff_app.command("list")
@plainly
def list_all() -> None:
    """Visa alla och vad de får göra."""

    async def work(accounts: Accounts) -> tuple[Person, ...]:
        return await accounts.people.everybody()

    people = with_accounts(work)
    if not people:
        console.print(
            "Ingen personal finns ännu. Gör den första administratören: .venv/bin/lotsen staff add", soft_wrap=True
        )
        return
    table = Table("Användarnamn", "Namn", "Visas som", "Roll", "Läge")
    for one in people:
        table.add_row(one.login, one.staff.name, one.staff.pseudonym, one.staff.role.label, _state(one))
    console.print(table)


@staff_app.command("disable")
@plainly
def disable(login: Who) -> None:
    """Stäng av någon: inloggningarna slutar gälla genast."""

    async def work(accounts: Accounts) -> Person:
        person = await _find(accounts, login)
        try:
            await accounts.disable(person.staff.id, None)
        except LastAdmin:
            raise NotDone("Det går inte: då skulle ingen administratör finnas kvar.") from None
        return person

    console.print(f"{with_accounts(work).staff.name} är avstängd och utloggad överallt.", highlight=False)


@staff_app.command("reset")
@plainly
def reset(login: Who, link: Link = False) -> None:
    """Nytt lösenord och ny telefon för någon; det gamla slutar gälla genast. Öppnar också ett avstängt konto."""

    async def work(accounts: Accounts) -> tuple[Person, str]:
        person = await _find(accounts, login)
        if not person.active:
            await accounts.people.enable(person.staff.id, None)
        return person, await accounts.invite_anew(person, None)

    person, token = with_accounts(work)
    console.print(f"Det gamla lösenordet och appen för {person.staff.name} gäller inte längre.", highlight=False)
    _begin(token, link)


@staff_app.command("revoke")
@plainly
def revoke(login: Who) -> None:
    """Logga ut någon överallt."""

    async def work(accounts: Accounts) -> Person:
        person = await _find(accounts, login)
        await accounts.revoke(person.staff.id, None)
        return person

    console.print(f"{with_accounts(work).staff.name} är utloggad överallt.", highlight=False)


async def _find(accounts: Accounts, login: str) -> Person:
    try:
        return await accounts.people.named(login)
    except UnknownStaff:
        raise NotDone(f"Ingen har användarnamnet {login}. Se alla med: .venv/bin/lotsen staff list") from None


def _ask_who(login: str, name: str, shown: str, role: str) -> Newcomer:
    """What was not given is asked for; the first one is an admin unless something else is said."""
    name = name or _ask("Namn (kollegor ser det)")
    shown = shown or _ask("Visas för besökare som", name.split()[0] if name.split() else None)
    login = login or _ask("Användarnamn")
    roles = ", ".join(f"{one.value} = {label.lower()}" for one, label in LABELS.items())
    role = role or _ask(f"Roll ({roles})", "volunteer" if has_staff() else "admin")
    try:
        return read_newcomer(login, name, shown, role)
    except Unfit as unfit:
        raise NotDone(str(unfit)) from None


def _begin(token: str, link: bool) -> None:
    """On to the one-time address, or all of it here."""
    if link:
        settings = staff_settings()
        origin = settings.staff_origin or f"http://127.0.0.1:{settings.staff_port}"
        console.print("Öppna den här länken. Den gäller i ett dygn och kan användas en gång:")
        console.print(f"{origin}/borja/{token}", highlight=False, soft_wrap=True)
        return
    enrolled = _enrol(token)
    console.print("\nReservkoder, om telefonen är borta. Varje kod gäller en gång. De visas bara nu:\n")
    for code in enrolled.codes:
        console.print(f"  {code}", highlight=False)
    console.print("\nKlart. Logga in på personalens sida.")


def _enrol(token: str) -> Enrolled:
    async def look(accounts: Accounts) -> Invited:
        return await accounts.invitations.open(token)

    invited = with_accounts(look)
    password = _ask_password(invited.login)
    _show_picture(invited)
    for _ in range(TRIES):
        enrolled = _try_code(token, password, _ask("Koden som appen visar nu"))
        if enrolled:
            return enrolled
        console.print("Koden stämmer inte. Vänta på nästa kod i appen och skriv den.")
    raise NotDone(f"Det blev fel {TRIES} gånger. Börja om med: .venv/bin/lotsen staff reset {invited.login}")


def _try_code(token: str, password: str, code: str) -> Enrolled | None:
    async def work(accounts: Accounts) -> Enrolled | None:
        try:
            return await accounts.invitations.enrol(token, password, code)
        except WrongSecret:
            return None
        except InvitationGone:
            raise NotDone("Länken har använts eller blivit för gammal.") from None

    return with_accounts(work)


def _ask_password(login: str) -> str:
    """Twice, without showing it."""
    console.print(
        "Välj ett lösenord med minst 12 tecken. Fyra ord som går att minnas räcker. Det syns inte när du skriver."
    )
    for _ in range(TRIES):
        password = plain(typer.prompt("Lösenord", hide_input=True))
        try:
            check_new(password, login)
        except WeakPassword as weak:
            console.print(str(weak))
            continue
        if plain(typer.prompt("Samma lösenord igen", hide_input=True)) == password:
            return password
        console.print("De två lösenorden är inte lika.")
    raise NotDone(f"Det blev fel {TRIES} gånger. Börja om med: .venv/bin/lotsen staff reset {login}")


def _show_picture(invited: Invited) -> None:
    picture = io.StringIO()
    segno.make(address(invited.secret, invited.login), error="l").terminal(out=picture, compact=True)
    console.print("\nÖppna appen för inloggningskoder i telefonen, lägg till ett konto och ta bilden:\n")
    sys.stdout.write(picture.getvalue())
    console.print(f"\nEller skriv nyckeln i appen: {invited.secret}\n", highlight=False)


def _ask(question: str, default: str | None = None) -> str:
    return str(typer.prompt(question, default=default))


def _state(person: Person) -> str:
    if not person.active:
        return "Avstängd"
    return "Kan logga in" if person.enrolled else "Har inte valt lösenord"
