"""The counts of the hours, read from the chat database and put together by day and by hour of the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import func, select

from chat.queue.tables import COUNTS, hour_count
from chat.store import Store
from knowledge.hours import SWEDEN


@dataclass(frozen=True)
class Count:
    """Numbers of chats; `waited` is seconds of all who were answered, `within_*` are minutes and cumulative."""

    asked: int = 0
    answered: int = 0
    given_up: int = 0
    lost: int = 0
    waited: int = 0
    within_1: int = 0
    within_5: int = 0
    within_15: int = 0
    within_30: int = 0

    @property
    def mean_wait(self) -> int | None:
        """Seconds; None when nobody was answered."""
        return round(self.waited / self.answered) if self.answered else None

    @property
    def answered_share(self) -> int | None:
        """Per cent of those who asked."""
        return round(100 * self.answered / self.asked) if self.asked else None

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True)
class Hour:
    begins: datetime  # Swedish time
    count: Count


async def read_hours(store: Store, since: int, until: int) -> tuple[Hour, ...]:
    """Hours in which something happened, `since` ≤ begin < `until` in seconds since 1970. Raises StoreUnavailable."""
    asked = select(hour_count).where(hour_count.c.hour >= since, hour_count.c.hour < until).order_by("hour")
    async with store.reach() as connection:
        rows = (await connection.execute(asked)).mappings().all()
    return tuple(
        Hour(datetime.fromtimestamp(row["hour"], SWEDEN), Count(**{name: row[name] for name in COUNTS})) for row in rows
    )


async def read_total(store: Store) -> Count:
    """All hours together, added up by the database. Raises StoreUnavailable."""
    summed = select(*(func.coalesce(func.sum(hour_count.c[name]), 0).label(name) for name in COUNTS))
    async with store.reach() as connection:
        row = (await connection.execute(summed)).mappings().one()
    return Count(**{name: int(row[name]) for name in COUNTS})


def total(hours: Iterable[Hour]) -> Count:
    return sum((hour.count for hour in hours), Count())


def by_clock(hours: Sequence[Hour]) -> tuple[Count, ...]:
    """24 counts; the twice-told hour of a clock change falls together."""
    return tuple(total(hour for hour in hours if hour.begins.hour == clock) for clock in range(24))


def by_day(hours: Sequence[Hour]) -> tuple[tuple[date, Count], ...]:
    days = sorted({hour.begins.date() for hour in hours})
    return tuple((day, total(hour for hour in hours if hour.begins.date() == day)) for day in days)
