"""Where the staff begin, and whether the staff's app is well."""

import pytest

from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from tests.chat.logging_in import Browser, cheap_accounts, make_staff


@pytest.fixture
async def staff(settings, store, clock):
    accounts = cheap_accounts(settings, store, clock)
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as web:
        yield web


async def test_with_no_staff_at_all_the_start_page_and_the_log_in_say_how_to_make_the_first_admin(staff):
    for path in ("/", "/logga-in"):
        page = await staff.get(path)
        assert page.status_code == 200
        assert ".venv/bin/lotsen staff add" in page.text


async def test_once_there_is_somebody_the_start_page_asks_to_log_in(staff, store, clock):
    await make_staff(store, clock, Role.admin)
    assert (await staff.get("/")).headers["location"] == "/logga-in"
    assert "staff add" not in (await staff.get("/logga-in")).text


@pytest.mark.parametrize(
    ("role", "first"),
    [(Role.volunteer, "/vakt"), (Role.supervisor, "/vakt"), (Role.admin, "/vakt"), (Role.editor, "/konto")],
)
async def test_who_is_logged_in_comes_to_the_first_place_of_their_menu(staff, role, first):
    await staff.log_in(role)
    assert (await staff.get("/")).headers["location"] == first


async def test_the_menu_holds_only_what_the_role_may_open(staff):
    await staff.log_in(Role.admin)
    assert 'href="/personal"' in (await staff.get("/konto")).text
    await staff.log_in(Role.volunteer)
    assert 'href="/personal"' not in (await staff.get("/konto")).text


async def test_the_staff_app_is_never_framed(staff):
    assert "frame-ancestors 'none'" in (await staff.get("/")).headers["content-security-policy"]


async def test_health_tells_when_the_database_is_away(staff, store):
    assert (await staff.get("/health")).status_code == 200
    store._engine = broken_engine()
    assert (await staff.get("/health")).json()["failing"] == ["chat_store"]
    answer = await staff.get("/")
    assert answer.status_code == 503
    assert "Databasen svarar inte" in answer.text


def broken_engine():
    from sqlalchemy.ext.asyncio import create_async_engine

    return create_async_engine("sqlite+aiosqlite:////finns/inte/alls.db")
