"""All processes of one Lotsen hold the same secret: the chat database remembers its fingerprint."""

import asyncio

from sqlalchemy import insert, select

from chat.errors import SettingsError, StoreUnavailable
from chat.logs import log
from chat.queue.tables import lease
from chat.settings import Settings
from chat.store import Store
from chat.tokens import fingerprint_of, secret_of

NAME = "secret"
FOR_EVER = 2**62
_HELD = select(lease.c.holder).where(lease.c.name == NAME)


def refuse_a_second_secret(settings: Settings) -> None:
    """Before a start. Raises SettingsError; a database that is away is asked again by nobody."""
    try:
        asyncio.run(_agree(settings))
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))


async def _agree(settings: Settings) -> None:
    store = Store(settings.chat_url)
    try:
        await store.prepare()
        await agree(store, secret_of(settings))
    finally:
        await store.close()


async def agree(store: Store, secret: bytes) -> None:
    """Raises SettingsError when this database knows another secret; the first one is remembered."""
    own = fingerprint_of(secret)
    async with store.reach() as connection:
        held = (await connection.execute(_HELD)).scalar()
    if held is None:
        held = await _hold(store, own)
    if held != own:
        raise SettingsError(
            "LOTSEN_SECRET_FILE: the chat database belongs to another secret; give every process the same file, "
            "or the same LOTSEN_DATA (docs/runbooks/cluster.md says how to change it)"
        )


async def _hold(store: Store, own: str) -> str:
    """Whose fingerprint stands there in the end: another process may write at the same moment."""
    try:
        async with store.write() as connection:
            await connection.execute(insert(lease).values(name=NAME, holder=own, until=FOR_EVER))
            return own
    except StoreUnavailable:
        async with store.reach() as connection:
            return str((await connection.execute(_HELD)).scalar())
