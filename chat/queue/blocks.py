"""Who may not ask for people for the rest of the day; a supervisor decides it, and may take it back."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.queue.shapes import Blocked
from chat.queue.tables import blocked, handover
from chat.upsert import insert_or

CHAT, ADDRESS = "conversation:", "address:"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def keys_of(conversation_id: str, address_hash: str | None) -> list[str]:
    return [f"{CHAT}{conversation_id}", *([f"{ADDRESS}{address_hash}"] if address_hash else [])]


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


async def read_blocks(connection: AsyncConnection, now: int) -> tuple[Blocked, ...]:
    """Those of today, the latest first."""
    ours = blocked.c.key.startswith(CHAT, autoescape=True), blocked.c.until > now
    rows = await connection.execute(select(blocked).where(*ours).order_by(blocked.c.at.desc(), blocked.c.key))
    return tuple(Blocked(conversation_id=row.key.removeprefix(CHAT), by_name=row.by_name, at=row.at) for row in rows)


async def lift(connection: AsyncConnection, conversation_id: str) -> bool:
    """The chat and the address it came from may ask again; False when nothing shut them out."""
    is_chat = blocked.c.key == f"{CHAT}{conversation_id}"
    written = (await connection.execute(select(blocked).where(is_chat))).first()
    if written is None:
        return False
    of_chat = select(handover.c.address_hash).where(handover.c.conversation_id == conversation_id)
    address_hash = (await connection.execute(of_chat)).scalar()
    these = blocked.c.key.in_(keys_of(conversation_id, address_hash))
    if address_hash is None:  # the chat is deleted: the address was written at the same moment
        together = blocked.c.at == written.at, blocked.c.by_name == written.by_name
        these = or_(these, and_(blocked.c.key.startswith(ADDRESS), *together))
    await connection.execute(delete(blocked).where(these))
    return True


async def drop_old_blocks(connection: AsyncConnection, now: int) -> None:
    await connection.execute(delete(blocked).where(blocked.c.until <= now))


def end_of_day(now: int) -> int:
    tomorrow = datetime.fromtimestamp(now, STOCKHOLM).date() + timedelta(days=1)
    return int(datetime.combine(tomorrow, time(), STOCKHOLM).timestamp())
