"""`lotsen staff`: the first admin, and letting people in and out, from the terminal."""

import asyncio
import re
import sys
from datetime import datetime, timezone

import pyotp
import pytest
from typer.testing import CliRunner

from chat.settings import read_settings
from chat.staff.accounts import passwords, second_step
from chat.staff.accounts.accounts import open_accounts
from chat.staff.accounts.errors import WrongSecret
from chat.staff.accounts.sessions import Sessions
from chat.staff.accounts.staff import Role
from chat.store import Store
from lotsen.cli import app
from tests.chat.logging_in import cheap_passwords

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "fyra ord i rad"
ADD = ("add", "--name", "Ada Ström", "--shown", "Ada", "--login", "ada", "--role", "admin")


def now():
    return datetime.now(timezone.utc)


@pytest.fixture(autouse=True)
def place(monkeypatch, tmp_path):
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
    for name in ("LOTSEN_CHAT_URL", "LOTSEN_STAFF_ORIGIN", "LOTSEN_STAFF_PORT", "LOTSEN_SECRET_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(second_step, "new_secret", lambda: SECRET)
    monkeypatch.setattr(passwords, "strong_hasher", lambda: cheap_passwords()._hasher)


def staff(*words, typed=""):
    found = CliRunner().invoke(app, ["staff", *words], input=typed)
    return found.exit_code, found.output


def code(at=None):
    return pyotp.TOTP(SECRET).at(at or now())


def over_accounts(work):
    async def run():
        store = Store(read_settings().chat_url)
        await store.prepare()
        try:
            return await work(open_accounts(read_settings(), store, now, passwords=cheap_passwords()))
        finally:
            await store.close()

    return asyncio.run(run())


def add_ada():
    return staff(*ADD, typed=f"{PASSWORD}\n{PASSWORD}\n{code()}\n")


def test_the_first_admin_is_asked_for_everything_and_never_sees_the_password_again():
    typed = f"Ada Ström\n\nada\n\n{PASSWORD}\n{PASSWORD}\n{code()}\n"
    status, said = staff("add", typed=typed)
    assert status == 0, said
    assert "Ada Ström är tillagd som administratör." in said
    assert PASSWORD not in said
    assert len(re.findall(r"^  [a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$", said, re.MULTILINE)) == 10
    assert "█" in said or "▀" in said
    assert SECRET in said


def test_who_was_added_gets_in_with_password_and_a_paper_code():
    _, said = add_ada()
    paper = re.findall(r"^  ([a-z0-9-]{14})$", said, re.MULTILINE)[0]
    person = over_accounts(lambda accounts: accounts.login.let_in("ada", PASSWORD, paper, "127.0.0.1"))
    assert person.role is Role.admin


def test_a_password_is_never_an_option_or_in_the_environment():
    _, said = staff("add", "--help")
    assert "lösen" not in said.replace("fråga efter lösenord", "")
    assert staff(*ADD, "--password", "x")[0] != 0
    assert "password" not in " ".join(sys.argv)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("kort\n" * 5, "minst 12 tecken"),
        (f"{PASSWORD}\nnågot helt annat\n" * 5, "inte lika"),
        (f"{PASSWORD}\n{PASSWORD}\n" + "000000\n" * 5, "Koden stämmer inte"),
    ],
)
def test_after_five_slips_it_says_how_to_begin_again(typed, said):
    status, shown = staff(*ADD, typed=typed)
    assert status == 1
    assert said in shown
    assert "lotsen staff reset ada" in shown
    assert "Traceback" not in shown


def test_one_slip_is_asked_about_again():
    status, said = staff(*ADD, typed=f"kort\n{PASSWORD}\nfel\n{PASSWORD}\n{PASSWORD}\n000000\n{code()}\n")
    assert status == 0, said


def test_a_link_can_be_given_in_place_of_asking(monkeypatch):
    status, said = staff(*ADD, "--link")
    assert status == 0
    [token] = re.findall(r"http://127\.0\.0\.1:8001/borja/([\w-]+)", said)
    assert over_accounts(lambda accounts: accounts.invitations.open(token)).login == "ada"
    monkeypatch.setenv("LOTSEN_STAFF_ORIGIN", "https://personal.example.se")
    assert "https://personal.example.se/borja/" in staff("reset", "ada", "--link")[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--role", "kung"), "Välj en roll: volunteer, supervisor, editor, admin"),
        (("--login", "a b"), "Användarnamnet behöver 2 till 60 tecken"),
        (("--shown", "x"), "vad besökare ska se"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence(wrong, said):
    status, shown = staff(*ADD, *wrong)
    assert status == 1
    assert said in " ".join(shown.split())


def test_a_name_that_is_taken_is_said():
    staff(*ADD, "--link")
    status, said = staff(*ADD, "--link")
    assert status == 1
    assert "Det finns redan någon med användarnamnet ada." in said


def test_the_list_says_who_there_is():
    assert "lotsen staff add" in staff("list")[1]
    staff(*ADD, "--link")
    shown = staff("list")[1]
    for word in ("ada", "Ada Ström", "Administratör", "Har inte valt"):
        assert word in shown


@pytest.mark.parametrize("command", ["disable", "reset", "revoke"])
def test_somebody_who_is_not_there_is_said(command):
    status, said = staff(command, "varg")
    assert status == 1
    assert "Ingen har användarnamnet varg." in said


def test_the_last_admin_stays():
    add_ada()
    status, said = staff("disable", "ada")
    assert status == 1
    assert "ingen administratör" in said


def test_disabling_and_revoking_end_the_sessions_at_once():
    add_ada()
    staff("add", "--name", "Vera Holm", "--shown", "Vera", "--login", "vera", "--role", "volunteer", "--link")

    async def begin(accounts):
        vera = await accounts.people.named("vera")
        return await accounts.sessions.begin(vera.staff)

    async def is_live(accounts, token):
        return await Sessions(accounts.store, now).of(token) is not None

    for command in ("revoke", "disable"):
        token = over_accounts(begin)
        assert over_accounts(lambda accounts, token=token: is_live(accounts, token))
        assert staff(command, "vera")[0] == 0
        assert not over_accounts(lambda accounts, token=token: is_live(accounts, token))


def test_a_reset_makes_the_old_worthless_and_opens_a_closed_account():
    _, said = add_ada()
    paper = re.findall(r"^  ([a-z0-9-]{14})$", said, re.MULTILINE)
    assert staff("reset", "ada", "--link")[0] == 0
    with pytest.raises(WrongSecret):
        over_accounts(lambda accounts: accounts.login.let_in("ada", PASSWORD, paper[0], "127.0.0.1"))


def test_a_database_that_is_away_is_one_sentence(monkeypatch):
    monkeypatch.setenv("LOTSEN_CHAT_URL", "postgresql://ingen@127.0.0.1:9/borta")
    status, said = staff("list")
    assert status == 1
    assert "går inte att nå" in " ".join(said.split())
    monkeypatch.setenv("LOTSEN_CHAT_URL", "mysql://x")
    assert "LOTSEN_CHAT_URL" in staff("list")[1]
