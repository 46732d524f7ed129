"""The one-time address: a password, an app, ten codes on paper; used once, within a day."""

import asyncio
import re

import pyotp
import pytest
from defusedxml import ElementTree

from chat.staff.accounts.errors import InvitationGone, WeakPassword, WrongSecret
from chat.staff.accounts.second_step import address
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from tests.chat.logging_in import PASSWORD, Browser, cheap_accounts, enrolled, key_of, make_staff

HOME = "127.0.0.1"


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
async def web(settings, store, clock, accounts):
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as web:
        yield web


@pytest.fixture
async def token(accounts, store, clock):
    return await accounts.invitations.invite((await make_staff(store, clock)).id)


async def code_for(accounts, token, clock):
    return pyotp.TOTP((await accounts.invitations.open(token)).secret).at(clock())


async def send(web, token, code, password=PASSWORD, again=None):
    page = await web.get(f"/borja/{token}")
    sent = {
        "nyckel": key_of(page),
        "losenord": password,
        "losenord-igen": password if again is None else again,
        "kod": code,
    }
    return await web.post(f"/borja/{token}", data=sent)


async def test_from_the_address_to_being_logged_in_with_ten_codes(web, accounts, token, clock):
    answer = await send(web, token, await code_for(accounts, token, clock))
    assert len(re.findall(r"<code>[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}</code>", answer.text)) == 10
    assert "Vera Holm" in (await web.get("/konto")).text


async def test_the_codes_are_shown_once(web, accounts, token, clock):
    shown = re.findall(r"<code>([^<]+)</code>", (await send(web, token, await code_for(accounts, token, clock))).text)
    for path in (f"/borja/{token}", "/konto", "/"):
        page = (await web.get(path)).text
        assert not any(code in page for code in shown)


async def test_the_address_works_once_even_for_two_at_the_same_moment(accounts, token, clock):
    code = await code_for(accounts, token, clock)
    tries = [accounts.invitations.enrol(token, f"{PASSWORD} {n}", code) for n in range(4)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, InvitationGone) for each in answers) == 3


async def test_the_address_works_for_a_day(web, accounts, token, clock):
    clock.forward(hours=23, minutes=59)
    assert (await web.get(f"/borja/{token}")).status_code == 200
    clock.forward(minutes=2)
    page = await web.get(f"/borja/{token}")
    assert page.status_code == 404
    assert "Länken gäller inte längre" in page.text
    assert (await web.get(f"/borja/{token}/qr.svg")).status_code == 404
    with pytest.raises(InvitationGone):
        await accounts.invitations.enrol(token, PASSWORD, "000000")


async def test_a_new_invitation_makes_the_old_one_worthless(accounts, token, store, clock):
    person = (await accounts.invitations.open(token)).staff
    await accounts.invitations.invite(person.id)
    with pytest.raises(InvitationGone):
        await accounts.invitations.open(token)


async def test_looking_at_the_page_does_not_use_it_up(web, token):
    for _ in range(3):
        assert (await web.get(f"/borja/{token}")).status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "code", "said"),
    [
        ("kort", None, None, "minst 12 tecken"),
        (PASSWORD, "fyra ord i rat", None, "inte lika"),
        (PASSWORD, None, "000000", "Vänta på nästa kod"),
        (PASSWORD, None, "", "Vänta på nästa kod"),
    ],
)
async def test_a_slip_is_said_and_nothing_is_used_up(web, accounts, token, clock, password, again, code, said):
    right = await code_for(accounts, token, clock)
    answer = await send(web, token, right if code is None else code, password, again)
    assert answer.status_code == 422
    assert said in answer.text
    assert (await send(web, token, right)).status_code == 200


async def test_a_wrong_code_or_password_raises_before_anything_is_written(accounts, token):
    with pytest.raises(WrongSecret):
        await accounts.invitations.enrol(token, PASSWORD, "1")
    with pytest.raises(WeakPassword):
        await accounts.invitations.enrol(token, "kort", "1")
    assert await accounts.invitations.open(token)


async def test_the_picture_is_a_file_of_its_own_that_the_policy_allows(web, accounts, token):
    page = await web.get(f"/borja/{token}")
    assert f'src="/borja/{token}/qr.svg"' in page.text
    assert "data:" not in page.text
    picture = await web.get(f"/borja/{token}/qr.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["cache-control"] == "no-store"
    assert "style" not in picture.text
    ElementTree.fromstring(picture.content)


def test_the_picture_holds_issuer_name_and_secret():
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert address(secret, "vera") == f"otpauth://totp/Lotsen:vera?secret={secret}&issuer=Lotsen"


@pytest.mark.parametrize("token", ["finns-inte", "x" * 500, "%00", "..%2f", "å"])
async def test_an_address_that_never_was_one_leads_nowhere(web, token):
    assert (await web.get(f"/borja/{token}")).status_code == 404


async def test_a_reset_takes_everything_away_at_once(accounts, clock):
    person = await enrolled(accounts)
    clock.forward(seconds=60)
    session = await accounts.sessions.begin(person.staff)
    known = await accounts.people.find(person.staff.id)
    token = await accounts.invite_anew(known, None)
    assert await accounts.sessions.of(session) is None
    for code in (person.code(), person.codes[0]):
        with pytest.raises(WrongSecret):
            await accounts.login.let_in(person.login, PASSWORD, code, HOME)
    new = await accounts.invitations.open(token)
    assert new.secret != person.secret


async def test_a_reset_opens_a_name_that_was_locked_by_too_many_tries(accounts, clock):
    person = await enrolled(accounts)
    for _ in range(5):
        with pytest.raises(WrongSecret):
            await accounts.login.let_in(person.login, "fel", "0", HOME)
    token = await accounts.invite_anew(await accounts.people.find(person.staff.id), None)
    invited = await accounts.invitations.open(token)
    await accounts.invitations.enrol(token, PASSWORD, pyotp.TOTP(invited.secret).at(clock()))
    clock.forward(seconds=60)
    assert await accounts.login.let_in(person.login, PASSWORD, pyotp.TOTP(invited.secret).at(clock()), HOME)


async def test_closing_an_account_takes_its_invitation_away(accounts, token):
    person = (await accounts.invitations.open(token)).staff
    await accounts.disable(person.id, None)
    with pytest.raises(InvitationGone):
        await accounts.invitations.open(token)
    await accounts.people.enable(person.id, None)
    with pytest.raises(InvitationGone):
        await accounts.invitations.open(token)


async def test_a_form_of_another_browser_does_not_enrol(web, settings, store, clock, accounts, token):
    """The key of the form is bound to the browser that was shown it."""
    code = await code_for(accounts, token, clock)
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as other:
        key = key_of(await other.get(f"/borja/{token}"))
    await web.get(f"/borja/{token}")
    answer = await web.post(
        f"/borja/{token}", data={"nyckel": key, "losenord": PASSWORD, "losenord-igen": PASSWORD, "kod": code}
    )
    assert answer.status_code == 403


async def test_only_an_admin_invites_and_the_address_is_shown_once(web, accounts):
    await web.log_in(Role.admin)
    sent = {"anvandare": "Siv.Ek", "namn": "Siv Ek", "visas_som": "Siv", "roll": "volunteer"}
    answer = await web.fill("/personal", **sent)
    [token] = re.findall(r"http://127\.0\.0\.1:8001/borja/([\w-]+)", answer.text)
    assert (await accounts.invitations.open(token)).login == "siv.ek"
    people = (await web.get("/personal")).text
    assert "Siv Ek" in people
    assert token not in people
