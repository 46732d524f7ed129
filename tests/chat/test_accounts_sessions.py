"""How long somebody stays logged in, and everything that ends it."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chat.settings import Settings
from chat.staff.accounts.errors import WrongSecret
from chat.staff.accounts.sessions import COARSE, IDLE, LONGEST, Sessions
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from chat.store import Store
from tests.chat.fakes import Clock
from tests.chat.logging_in import PASSWORD, Browser, cheap_accounts, enrolled, key_of, make_staff

JSON = {"accept": "application/json"}


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
def app(settings, store, clock, accounts):
    return create_app(settings, store=store, clock=clock, accounts=accounts)


@pytest.fixture
async def web(app):
    async with Browser(app) as web:
        yield web


async def is_in(web):
    return (await web.get("/konto")).status_code == 200


async def test_half_an_hour_without_a_click_ends_it(web, clock):
    await web.log_in(Role.volunteer)
    for _ in range(5):
        clock.forward(minutes=29, seconds=59)
        assert await is_in(web)
    clock.forward(seconds=IDLE + COARSE + 1)
    assert not await is_in(web)


async def test_twelve_hours_end_it_however_busy_somebody_is(web, clock):
    await web.log_in(Role.volunteer)
    for _ in range(12 * 4 - 1):
        clock.forward(minutes=15)
        assert await is_in(web)
    clock.forward(minutes=15)
    assert not await is_in(web)


async def test_what_a_page_asks_for_by_itself_keeps_nobody_in(web, clock):
    await web.log_in(Role.volunteer)
    for _ in range(31):
        clock.forward(minutes=1)
        await web.get("/session", headers=JSON)
    assert not await is_in(web)


async def test_one_key_keeps_somebody_in_by_page_and_by_script(web, clock):
    await web.log_in(Role.volunteer)
    clock.forward(minutes=29)
    assert (await web.get("/session", headers=JSON)).json()["idle_seconds"] == 60
    answer = await web.post("/session", headers={**JSON, "x-nyckel": web.key})
    assert answer.json() == {"idle_seconds": IDLE, "longest_seconds": LONGEST - 29 * 60}
    clock.forward(minutes=29)
    page = await web.get("/session")
    assert "Du loggas ut om 60 sekunder" in page.text
    assert (await web.post("/session", data={"nyckel": key_of(page)})).headers["location"] == "/session?sagt=kvar"
    clock.forward(minutes=29)
    assert await is_in(web)


async def test_staying_never_goes_beyond_twelve_hours(web, clock):
    await web.log_in(Role.volunteer)
    for _ in range(25):
        clock.forward(minutes=28)
        await web.post("/session", data={"nyckel": web.key})
    left = (await web.get("/session", headers=JSON)).json()
    assert left["idle_seconds"] == left["longest_seconds"] == 20 * 60


async def test_logging_out_ends_it_for_good_and_a_link_cannot_do_it(web):
    await web.log_in(Role.volunteer)
    cookie = web.cookies["personal"]
    assert (await web.get("/logga-ut")).status_code == 405
    assert (await web.post("/logga-ut", data={"nyckel": web.key})).headers["location"] == "/logga-in?sagt=utloggad"
    web.cookies.set("personal", cookie, domain="127.0.0.1", path="/")
    assert not await is_in(web)


async def test_another_process_over_the_same_database_knows_the_session(web, settings, store, clock):
    await web.log_in(Role.volunteer)
    async with Browser(create_app(settings, store=store, clock=clock)) as other:
        other.cookies = web.cookies
        assert await is_in(other)


async def test_logging_out_everywhere_leaves_only_this_browser(web, app, store, clock):
    person = await web.log_in(Role.volunteer)
    sessions = Sessions(store, clock)
    others = [await sessions.begin(person) for _ in range(3)]
    await web.fill("/konto/logga-ut-overallt", page="/konto")
    assert [await sessions.of(token) for token in others] == [None] * 3
    assert await is_in(web)


async def test_an_admin_can_log_somebody_out_and_it_holds_at_the_next_click(web, app):
    person = await web.log_in(Role.volunteer)
    async with Browser(app) as admin:
        await admin.log_in(Role.admin)
        await admin.fill(f"/personal/{person.id}", gor="logga-ut")
    assert not await is_in(web)


async def test_closing_an_account_ends_its_sessions_and_puts_its_chats_back(web, app, accounts):
    put_back = []

    async def remember(person):
        put_back.append(person.id)

    accounts.put_back = remember
    person = await web.log_in(Role.volunteer)
    async with Browser(app) as admin:
        await admin.log_in(Role.admin)
        await admin.fill(f"/personal/{person.id}", gor="stang-av")
    assert not await is_in(web)
    assert put_back == [person.id]


async def test_a_closed_account_has_no_session_even_if_its_row_were_left(web, store, clock):
    person = await web.log_in(Role.volunteer)
    async with store.reach() as connection:
        await connection.exec_driver_sql(f"update staff set active = {store_false(store)} where id = '{person.id}'")
    assert not await is_in(web)


def store_false(store):
    return "false" if store._engine.dialect.name == "postgresql" else "0"


async def test_a_changed_role_holds_from_the_next_click(web, app):
    person = await web.log_in(Role.volunteer)
    async with Browser(app) as admin:
        await admin.log_in(Role.admin)
        assert (await web.get("/granskning")).status_code == 403
        await admin.fill(f"/personal/{person.id}", gor="roll", roll="supervisor")
        assert (await web.get("/granskning")).status_code == 200
        await admin.fill(f"/personal/{person.id}", gor="roll", roll="volunteer")
        assert (await web.get("/granskning")).status_code == 403


async def test_a_new_password_logs_out_everywhere_else_and_the_old_one_is_gone(web, accounts, clock, store):
    person = await enrolled(accounts)
    clock.forward(seconds=60)
    elsewhere = await accounts.sessions.begin(person.staff)
    web.cookies.set("personal", await accounts.sessions.begin(person.staff), domain="127.0.0.1", path="/")
    sent = {"losenord": PASSWORD, "kod": person.code(), "nytt": "helt andra ord nu", "nytt_igen": "helt andra ord nu"}
    answer = await web.fill("/konto/losenord", page="/konto", **sent)
    assert answer.headers["location"] == "/konto?sagt=losenord"
    assert await accounts.sessions.of(elsewhere) is None
    assert await is_in(web)
    clock.forward(seconds=60)
    assert await accounts.login.let_in(person.login, "helt andra ord nu", person.code(), "127.0.0.1") == person.staff


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"losenord": "fel lösenord"}, "stämmer inte"),
        ({"kod": "000000"}, "stämmer inte"),
        ({"nytt": "kort", "nytt_igen": "kort"}, "minst 12 tecken"),
        ({"nytt_igen": "något helt annat"}, "inte lika"),
    ],
)
async def test_a_password_is_not_changed_by_somebody_who_only_found_the_browser_open(
    web, accounts, clock, changed, said
):
    person = await enrolled(accounts)
    clock.forward(seconds=60)
    web.cookies.set("personal", await accounts.sessions.begin(person.staff), domain="127.0.0.1", path="/")
    sent = {"losenord": PASSWORD, "kod": person.code(), "nytt": "helt andra ord nu", "nytt_igen": "helt andra ord nu"}
    answer = await web.fill("/konto/losenord", page="/konto", **(sent | changed))
    assert answer.status_code == 422
    assert said in answer.text
    clock.forward(seconds=60)
    assert await accounts.login.let_in(person.login, PASSWORD, person.code(), "127.0.0.1") == person.staff


async def test_new_paper_codes_are_shown_once_and_the_old_ones_stop_working(web, accounts, clock):
    person = await enrolled(accounts)
    clock.forward(seconds=60)
    web.cookies.set("personal", await accounts.sessions.begin(person.staff), domain="127.0.0.1", path="/")
    answer = await web.fill("/konto/reservkoder", page="/konto", losenord=PASSWORD, kod=person.code())
    codes = answer.text.split("<code>")[1:]
    assert len(codes) == 10
    new = codes[0].split("<")[0]
    assert new not in (await web.get("/konto")).text
    assert await accounts.login.let_in(person.login, PASSWORD, new, "127.0.0.1") == person.staff
    with pytest.raises(WrongSecret):
        await accounts.login.let_in(person.login, PASSWORD, person.codes[0], "127.0.0.1")


@pytest.mark.deep
@hypothesis_settings(max_examples=15, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 2_400), st.booleans()), min_size=1, max_size=40))
def test_whatever_the_clicks_somebody_is_in_exactly_until_idle_or_the_twelfth_hour(steps, tmp_path_factory):
    """A click keeps somebody in, being asked by a page does not; 15 s of grace is all that may differ."""

    async def walk():
        folder = tmp_path_factory.mktemp("walk")
        settings = Settings(data=folder, chat_url=f"sqlite+aiosqlite:///{folder / 'chat.db'}")
        store, clock = Store(settings.chat_url), Clock()
        await store.prepare()
        sessions = Sessions(store, clock)
        token = await sessions.begin(await make_staff(store, clock))
        clicked, begun, out = clock().timestamp(), clock().timestamp(), False
        for gap, is_click in steps:
            clock.forward(seconds=gap)
            now = clock().timestamp()
            found = await sessions.of(token, touch=is_click) is not None
            idle, old = now - clicked, now - begun >= LONGEST
            if out or old or idle > IDLE + COARSE:
                assert not found
                out = True
            elif idle <= IDLE:
                assert found
            if found and is_click:
                clicked = now
            out = out or not found
        await store.close()

    asyncio.run(walk())
