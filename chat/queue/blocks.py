"""Who may not ask for people for the rest of the day; a supervisor decides it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.queue.tables import blocked
from chat.upsert import insert_or

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def keys_of(conversation_id: str, address_hash: str | None) -> list[str]:
    return [f"conversation:{conversation_id}", *([f"address:{address_hash}"] if address_hash else [])]


async def is_blocked(connection: AsyncConnection, conversation_id: str, address_hash: str | None, now: int) -> bool:
    wanted = blocked.c.key.in_(keys_of(conversation_id, address_hash)), blocked.c.until > now
    return (await connection.execute(select(blocked.c.key).where(*wanted).limit(1))).first() is not None


async def write_block(
    connection: AsyncConnection, conversation_id: str, address_hash: str | None, by_name: str, now: int
) -> None:
    """Until the end of the day in Sweden: the hash of an address means nothing after that."""
    for key in keys_of(conversation_id, address_hash):
        row = {"key": key, "until": end_of_day(now), "by_name": by_name, "at": now}
        await connection.execute(insert_or(connection, blocked).values(row).on_conflict_do_nothing())


async def drop_old_blocks(connection: AsyncConnection, now: int) -> None:
    await connection.execute(delete(blocked).where(blocked.c.until <= now))


def end_of_day(now: int) -> int:
    tomorrow = datetime.fromtimestamp(now, STOCKHOLM).date() + timedelta(days=1)
    return int(datetime.combine(tomorrow, time(), STOCKHOLM).timestamp())
