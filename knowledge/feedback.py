"""What visitors say is wrong with an activity: one of a few fixed reasons and a time, never a text or a person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from knowledge.editing import note
from knowledge.models import feedback, service

PRESSING = 3  # unhandled reports of the same reason that put the activity on the re-check list


class Reason(str, Enum):
    closed = "closed"
    wrong_time = "wrong_time"
    wrong_place = "wrong_place"
    wrong_phone = "wrong_phone"
    costs_money = "costs_money"
    unfriendly = "unfriendly"
    other = "other"


LABELS: Mapping[Reason, str] = {
    Reason.closed: "Det finns inte längre",
    Reason.wrong_time: "Tiden stämmer inte",
    Reason.wrong_place: "Platsen stämmer inte",
    Reason.wrong_phone: "Telefonnumret stämmer inte",
    Reason.costs_money: "Det kostar, fast det inte står",
    Reason.unfriendly: "Jag blev dåligt bemött",
    Reason.other: "Något annat",
}


@dataclass(frozen=True)
class Reported:
    """All reports of one activity: how many of each reason, and when the first and the last came."""

    service_id: str
    name: str
    reasons: Mapping[Reason, int]
    first: datetime
    last: datetime
    handled: datetime | None = None

    @property
    def count(self) -> int:
        return sum(self.reasons.values())

    @property
    def is_pressing(self) -> bool:
        return any(count >= PRESSING for count in self.reasons.values())


def report(connection: Connection, service_id: str, reason: str, now: datetime) -> bool:
    """Keeps one report. False when there is no such activity; ValueError when the reason is not a Reason.

    Whoever calls sees to it that nobody reports without end.
    """
    wanted = Reason(reason)
    known = connection.execute(select(service.c.id).where(service.c.id == service_id)).scalar()
    if known is None:
        return False
    row = {"id": uuid4().hex, "service_id": service_id, "reason": wanted.value, "received": now, "handled": None}
    connection.execute(insert(feedback), [row])
    return True


def unhandled(connection: Connection, service_id: str | None = None) -> list[Reported]:
    """By activity: what presses first, then the most reports, then the newest."""
    found = list(_grouped(connection, feedback.c.handled.is_(None), service_id))
    return sorted(found, key=lambda item: (item.is_pressing, item.count, item.last), reverse=True)


def handled(connection: Connection, service_id: str | None = None) -> list[Reported]:
    """By activity, the last handled first."""
    found = list(_grouped(connection, feedback.c.handled.isnot(None), service_id))
    return sorted(found, key=lambda item: item.handled or item.last, reverse=True)


def pressing(connection: Connection) -> dict[str, tuple[Reason, ...]]:
    """Activities that several visitors say the same of, with what they say."""
    count = func.count()
    rows = connection.execute(
        select(feedback.c.service_id, feedback.c.reason)
        .where(feedback.c.handled.is_(None))
        .group_by(feedback.c.service_id, feedback.c.reason)
        .having(count >= PRESSING)
        .order_by(feedback.c.service_id, feedback.c.reason)
    )
    found: dict[str, tuple[Reason, ...]] = {}
    for row in rows:
        found[row.service_id] = (*found.get(row.service_id, ()), Reason(row.reason))
    return found


def mark_handled(connection: Connection, service_id: str, *, by: str, now: datetime) -> int:
    """All open reports of an activity are handled; how many they were. Who did it stands in the history."""
    open_ones = (feedback.c.service_id == service_id) & feedback.c.handled.is_(None)
    reasons = Counter(connection.execute(select(feedback.c.reason).where(open_ones)).scalars())
    if not reasons:
        return 0
    connection.execute(update(feedback).where(open_ones).values(handled=now))
    said = ", ".join(f"{LABELS[Reason(name)]} ({count})" for name, count in sorted(reasons.items()))
    note(connection, service_id, "feedback", said, None, by=by, now=now)
    return sum(reasons.values())


def _grouped(connection: Connection, which: Any, service_id: str | None) -> Iterator[Reported]:
    wanted = (
        select(feedback.c.service_id, service.c.name, feedback.c.reason, func.count().label("times"),
               func.min(feedback.c.received).label("first"), func.max(feedback.c.received).label("last"),
               func.max(feedback.c.handled).label("handled"))
        .join(service, service.c.id == feedback.c.service_id)
        .where(which)
        .group_by(feedback.c.service_id, service.c.name, feedback.c.reason)
        .order_by(feedback.c.service_id, feedback.c.reason)
    )  # fmt: skip
    if service_id is not None:
        wanted = wanted.where(feedback.c.service_id == service_id)
    by_id: dict[str, list[Any]] = {}
    for row in connection.execute(wanted):
        by_id.setdefault(row.service_id, []).append(row)
    for found_id, rows in by_id.items():
        yield _reported(found_id, rows)


def _reported(service_id: str, found: list[Any]) -> Reported:
    return Reported(
        service_id,
        found[0].name,
        {Reason(row.reason): row.times for row in found},
        min(row.first for row in found),
        max(row.last for row in found),
        max((row.handled for row in found if row.handled), default=None),
    )
