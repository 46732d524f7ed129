"""The staff's accounts as the command reaches them: over the chat database, whether or not Lotsen runs."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from typing import TypeVar

from chat.bus import Bus
from chat.errors import SettingsError, StoreUnavailable
from chat.queue.queue import Queue
from chat.settings import Settings, read_settings
from chat.staff.accounts.accounts import Accounts, open_accounts
from chat.staff.accounts.leaving import into
from chat.store import Store
from lotsen.errors import LotsenError

Found = TypeVar("Found")


class NoStore(LotsenError):
    """The chat database cannot be reached, or its settings are wrong."""


def with_accounts(work: Callable[[Accounts], Awaitable[Found]]) -> Found:
    """Does some work with the accounts, on tables that are up to date. Raises NoStore."""
    return asyncio.run(_work(staff_settings(), work))


def staff_settings() -> Settings:
    """Raises NoStore."""
    try:
        return read_settings()
    except SettingsError as error:
        raise NoStore(f"En inställning är fel: {error}") from None


def has_staff() -> bool:
    """True also while the database is away: nobody is then told to add a first admin."""

    async def look(accounts: Accounts) -> bool:
        return not await accounts.people.is_empty()

    try:
        return with_accounts(look)
    except NoStore:
        return True


async def _work(settings: Settings, work: Callable[[Accounts], Awaitable[Found]]) -> Found:
    store = Store(settings.chat_url)
    try:
        await store.prepare()
        accounts = open_accounts(settings, store, _now)
        accounts.put_back = into(Queue(store, Bus(), _now, settings), at_once=False)
        return await work(accounts)
    except StoreUnavailable as error:
        raise NoStore(f"Databasen för samtal och personal går inte att nå ({error}).") from None
    finally:
        await store.close()


def _now() -> datetime:
    return datetime.now(timezone.utc)
