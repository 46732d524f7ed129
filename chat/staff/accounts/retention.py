"""Takes away what is past its time: dead sessions, old invitations and tries, and the oldest rows of the audit."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete, insert

from chat.errors import StoreUnavailable
from chat.logs import log
from chat.staff.accounts.accounts import Accounts
from chat.staff.accounts.tables import audit, audit_clearing

PAUSE = 3_600  # seconds


async def keep_tidying(accounts: Accounts) -> None:
    """Runs for as long as the staff's app does."""
    while True:
        try:
            await tidy(accounts)
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
        await asyncio.sleep(PAUSE)


async def tidy(accounts: Accounts) -> None:
    await accounts.sessions.forget_old()
    await accounts.invitations.forget_old()
    await accounts.names.forget_old()
    await clear_audit(accounts)


async def clear_audit(accounts: Accounts) -> None:
    """Deletes what is older than the setting says.

    The database's triggers refuse every other delete. They let pass what is older than the row that stands in
    `audit_clearing`, and never the last 30 days; the row lives only inside this transaction, so nobody else sees it.
    """
    before = int((accounts.clock() - timedelta(days=accounts.keep_audit_days)).timestamp())
    async with accounts.store.reach() as connection:
        await connection.execute(insert(audit_clearing), [{"before": before}])
        await connection.execute(delete(audit).where(audit.c.at < before))
        await connection.execute(delete(audit_clearing))
