"""The log-in page: where it leads, what it says, and what it leaves in the browser."""

import pytest
from sqlalchemy import select

from chat.staff.accounts import tables
from chat.staff.accounts.tries import MOST
from chat.staff.app import create_app
from tests.chat.logging_in import PASSWORD, Browser, cheap_accounts, enrolled, key_of

HOME = "127.0.0.1"


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
async def vera(accounts, clock):
    person = await enrolled(accounts)
    clock.forward(seconds=60)
    return person


@pytest.fixture
async def web(settings, store, clock, accounts):
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as web:
        yield web


async def actions(store):
    async with store.reach() as connection:
        return list((await connection.execute(select(tables.audit.c.action).order_by(tables.audit.c.id))).scalars())


async def try_page(web, login, password, code, **query):
    page = await web.get("/logga-in", params=query)
    sent = {"nyckel": key_of(page), "anvandare": login, "losenord": password, "kod": code}
    return await web.post("/logga-in", params=query, data=sent)


async def test_the_log_in_page_lets_in_and_leads_to_the_page_that_was_asked_for(web, vera):
    asked = await web.get("/konto?x=1")
    assert asked.headers["location"] == "/logga-in?vidare=%2Fkonto%3Fx%3D1"
    answer = await try_page(web, vera.login, PASSWORD, vera.code(), vidare="/konto?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/konto?x=1")
    assert vera.staff.name in (await web.get("/konto")).text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ond.example/konto", "//ond.example", "/\\ond", "\\\\ond", "javascript:alert(1)", "konto", ""],
)
async def test_logging_in_leads_nowhere_else(web, vera, elsewhere):
    answer = await try_page(web, vera.login, PASSWORD, vera.code(), vidare=elsewhere)
    assert answer.headers["location"] == "/"


async def test_the_page_answers_the_same_for_a_known_and_an_unknown_name(web, vera):
    answers = [await try_page(web, login, "fel lösenord", "123456") for login in (vera.login, "varg-utan-konto")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert len({answer.text.replace(vera.login, "X").replace("varg-utan-konto", "X") for answer in answers}) == 1


async def test_after_too_many_tries_the_page_says_how_long_to_wait(web, vera):
    for _ in range(MOST):
        await try_page(web, vera.login, "fel", "0")
    answer = await try_page(web, vera.login, PASSWORD, vera.code())
    assert answer.status_code == 429
    assert "Vänta 15 minuter" in answer.text


async def test_every_field_can_be_pasted_into_and_filled_by_a_password_manager(web):
    page = (await web.get("/logga-in")).text
    for hint in ("username", "current-password", "one-time-code"):
        assert f'autocomplete="{hint}"' in page
    assert "onpaste" not in page
    assert "maxlength" not in page


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_ends_with_the_browser(web, vera):
    answer = await try_page(web, vera.login, PASSWORD, vera.code())
    [cookie] = [each for each in answer.headers.get_list("set-cookie") if each.startswith("personal=")]
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")


async def test_logging_in_gives_a_new_session_whatever_the_browser_had(web, vera):
    web.cookies.set("personal", "planted", domain=HOME, path="/")
    await try_page(web, vera.login, PASSWORD, vera.code())
    assert "planted" not in web.cookies.get("personal", domain=HOME)


async def test_log_in_and_failed_log_in_are_written_down(web, store, vera):
    await try_page(web, vera.login, "fel", "0")
    await try_page(web, vera.login, PASSWORD, vera.code())
    assert (await actions(store))[-2:] == ["login_failed", "login"]


async def test_a_slip_after_logging_out_is_the_only_thing_that_is_said(web):
    page = await web.get("/logga-in?sagt=utloggad")
    assert "Du är utloggad." in page.text
    fields = {"nyckel": key_of(page), "anvandare": "vera", "losenord": "fel", "kod": "000000"}
    answer = await web.post("/logga-in?sagt=utloggad", data=fields)
    assert "stämmer inte" in answer.text and "Du är utloggad." not in answer.text
