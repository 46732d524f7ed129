"""The admin's pages: who there is, who may do what, and that nobody is locked out for good."""

import asyncio

import pytest

from chat.staff.accounts.errors import LastAdmin, LoginTaken, UnknownStaff
from chat.staff.accounts.newcomer import Unfit, read_newcomer
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from tests.chat.logging_in import Browser, cheap_accounts, enrolled, make_staff

GIVEN = {"anvandare": "siv", "namn": "Siv Ek", "visas_som": "Siv", "roll": "volunteer"}


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
async def web(settings, store, clock, accounts):
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as web:
        yield web


async def test_the_list_says_who_there_is_and_how_it_stands(web, accounts, store, clock):
    await web.log_in(Role.admin)
    gone = await make_staff(store, clock, Role.editor)
    await accounts.disable(gone.id, None)
    page = (await web.get("/personal")).text
    assert "Ada Ström" in page
    assert "Har inte börjat" in page
    assert page.index("Gun Berg") < page.index("Avstängd")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"anvandare": "a"}, "2 till 60 tecken"),
        ({"anvandare": "siv ek"}, "2 till 60 tecken"),
        ({"anvandare": "siv/../ek"}, "2 till 60 tecken"),
        ({"namn": " \u200b "}, "Skriv namnet"),
        ({"namn": "x" * 61}, "Skriv namnet"),
        ({"visas_som": ""}, "besökare ska se"),
        ({"roll": "kung"}, "Välj en roll"),
        ({"anvandare": "admin-0"}, "finns redan"),
    ],
)
async def test_a_newcomer_that_does_not_fit_is_refused_and_what_was_written_stays(web, changed, said):
    await web.log_in(Role.admin)
    answer = await web.fill("/personal", **(GIVEN | changed))
    assert answer.status_code == 422
    assert said in answer.text
    if "namn" not in changed:
        assert 'value="Siv Ek"' in answer.text


async def test_a_name_with_signs_of_html_is_shown_as_text(web):
    await web.log_in(Role.admin)
    await web.fill("/personal", **(GIVEN | {"namn": "<script>alert(1)</script>"}))
    assert "<script>" not in (await web.get("/personal")).text


async def test_two_who_add_the_same_name_at_once_give_one_person(accounts):
    tries = [accounts.people.add("siv", "Siv Ek", "Siv", Role.volunteer) for _ in range(4)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert len(await accounts.people.everybody()) == 1
    assert sum(isinstance(each, LoginTaken) for each in answers) == 3


async def test_a_login_name_is_the_same_in_capitals(accounts):
    await accounts.people.add("Siv", "Siv Ek", "Siv", Role.volunteer)
    with pytest.raises(LoginTaken):
        await accounts.people.add(" SIV ", "Siv Berg", "Siv", Role.volunteer)


async def test_the_last_admin_can_neither_be_closed_nor_become_something_else(accounts):
    ada = (await enrolled(accounts, Role.admin)).staff
    for step in (accounts.people.disable(ada.id, None), accounts.people.change_role(ada.id, Role.editor, None)):
        with pytest.raises(LastAdmin):
            await step
    assert (await accounts.people.find(ada.id)).active
    second = (await enrolled(accounts, Role.admin, "bo")).staff
    await accounts.people.change_role(ada.id, Role.editor, None)
    with pytest.raises(LastAdmin):
        await accounts.people.disable(second.id, None)


async def test_an_admin_who_has_not_begun_is_no_admin_to_rely_on(accounts, store, clock):
    ada = (await enrolled(accounts, Role.admin)).staff
    await make_staff(store, clock, Role.admin, "bo")
    with pytest.raises(LastAdmin):
        await accounts.people.disable(ada.id, None)


async def test_two_admins_who_close_each_other_at_once_do_not_both_succeed(accounts):
    ada = (await enrolled(accounts, Role.admin)).staff
    bo = (await enrolled(accounts, Role.admin, "bo")).staff
    tries = (accounts.people.disable(ada.id, bo), accounts.people.disable(bo.id, ada))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(each).__name__ for each in answers) == ["LastAdmin", "Staff"]


async def test_the_page_says_why_the_last_admin_stays(web, accounts):
    ada = (await enrolled(accounts, Role.admin)).staff
    await web.log_in(Role.admin)
    answer = await web.fill(f"/personal/{ada.id}", gor="stang-av")
    assert answer.status_code == 409
    assert "ingen administratör" in answer.text


async def test_an_account_is_closed_and_opened_again(web, accounts, clock):
    person = await enrolled(accounts)
    clock.forward(seconds=60)
    await web.log_in(Role.admin)
    await web.fill(f"/personal/{person.staff.id}", gor="stang-av")
    assert "Öppna kontot igen" in (await web.get(f"/personal/{person.staff.id}")).text
    await web.fill(f"/personal/{person.staff.id}", gor="oppna")
    assert await accounts.login.let_in(person.login, "fyra ord i rad", person.code(), "127.0.0.1") == person.staff


async def test_a_person_who_is_not_there_is_said(web, accounts):
    await web.log_in(Role.admin)
    for strange in ("finns-inte", "%00", "x" * 200, "%25", "'"):
        assert (await web.get(f"/personal/{strange}")).status_code == 404
    assert (await web.post("/personal/finns-inte", data={"nyckel": web.key, "gor": "stang-av"})).status_code == 404
    with pytest.raises(UnknownStaff):
        await accounts.people.find("finns-inte")


async def test_a_button_that_does_not_exist_changes_nothing(web, accounts):
    person = await web.log_in(Role.admin)
    for sent in ({"gor": "allt"}, {"gor": "roll", "roll": "kung"}, {}):
        assert (await web.fill(f"/personal/{person.id}", **sent)).status_code == 422
    assert (await accounts.people.find(person.id)).staff.role is Role.admin


async def test_who_becomes_somebody_without_chats_has_theirs_put_back(web, accounts, store, clock):
    put_back = []

    async def remember(person):
        put_back.append(person.id)

    accounts.put_back = remember
    person = await make_staff(store, clock)
    await web.log_in(Role.admin)
    await web.fill(f"/personal/{person.id}", gor="roll", roll="supervisor")
    assert put_back == []
    await web.fill(f"/personal/{person.id}", gor="roll", roll="editor")
    assert put_back == [person.id]


def test_names_lose_what_cannot_be_seen():
    assert read_newcomer("siv", " Siv\u200b\n Ek ", "Siv\x00", "admin").name == "Siv Ek"
    with pytest.raises(Unfit):
        read_newcomer("siv", "\u200b\u200b", "Siv", "admin")
