"""What the staff's app says today."""

import httpx
import pytest

from chat.staff.app import create_app


@pytest.fixture
async def staff(settings, store, clock):
    transport = httpx.ASGITransport(app=create_app(settings, store=store, clock=clock))
    async with httpx.AsyncClient(transport=transport, base_url="http://staff") as client:
        yield client


async def test_the_start_page_says_that_nobody_is_on_duty_and_counts_open_chats(staff, visitor):
    page = (await staff.get("/")).text
    assert "Ingen." in page
    assert "<strong>1</strong> öppet samtal" in page


async def test_the_staff_app_is_never_framed(staff):
    assert "frame-ancestors 'none'" in (await staff.get("/")).headers["content-security-policy"]


async def test_health_tells_when_the_database_is_away(staff, store):
    assert (await staff.get("/health")).status_code == 200
    store._engine = broken_engine()
    assert (await staff.get("/health")).json()["failing"] == ["chat_store"]
    assert "Databasen svarar inte" in (await staff.get("/")).text


def broken_engine():
    from sqlalchemy.ext.asyncio import create_async_engine

    return create_async_engine("sqlite+aiosqlite:////finns/inte/alls.db")
