"""Accounts on PostgreSQL: every test of tests/chat about logging in, sessions, invitations, people and the audit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from chat.settings import Settings, read_settings
from chat.store import Store
from tests.chat.fakes import Clock
from tests.chat.test_accounts_audit import *  # noqa: F403
from tests.chat.test_accounts_enrol import *  # noqa: F403
from tests.chat.test_accounts_login import *  # noqa: F403
from tests.chat.test_accounts_people import *  # noqa: F403
from tests.chat.test_accounts_sessions import *  # noqa: F403

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def database(new_database: Callable[[], str]) -> str:
    return read_settings({"LOTSEN_CHAT_URL": new_database()}).chat_url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path, database: str) -> Settings:
    return Settings(data=tmp_path, chat_url=database)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Made once and emptied for each test; the audit only by who may do everything."""
    store = Store(database)
    await store.prepare()
    async with store.reach() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        kept = ", ".join(name for name in names if name != "chat_version")
        await connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        await connection.execute(text(f"TRUNCATE {kept} RESTART IDENTITY CASCADE"))
        await connection.execute(text("ALTER TABLE audit ENABLE TRIGGER USER"))
    yield store
    await store.close()
