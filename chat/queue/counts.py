"""The line's numbers by the hour, without text: how many asked, were answered, gave up, and how long they waited."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.queue.tables import hour_count
from chat.upsert import insert_or

HOUR = 3600
BUCKETS = ((60, "within_1"), (300, "within_5"), (900, "within_15"), (1800, "within_30"))  # seconds; cumulative


async def count(connection: AsyncConnection, now: int, **more: int) -> None:
    """Adds to the counts of the hour that `now` (seconds since 1970) lies in."""
    hour = now - now % HOUR
    await connection.execute(insert_or(connection, hour_count).values(hour=hour).on_conflict_do_nothing())
    added = {name: hour_count.c[name] + number for name, number in more.items()}
    await connection.execute(update(hour_count).where(hour_count.c.hour == hour).values(**added))


def waited(seconds: int) -> dict[str, int]:
    """What one wait adds to the counts."""
    return {"waited": max(0, seconds), **{name: 1 for most, name in BUCKETS if seconds <= most}}
