"""What editors are to check again: what is near its time or past it, and what several visitors say is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.engine import Connection

from knowledge.assurance import ACTIVITY_DAYS, HIDDEN_AFTER_DAYS, Recheck, Trust, trust
from knowledge.editor_list import SOON
from knowledge.feedback import LABELS, Reason, pressing
from knowledge.hours import plain_date
from knowledge.models import service, source_record

MOST = 200


@dataclass(frozen=True)
class Due:
    """The first ones to check, and how many there are in all."""

    rows: tuple[Recheck, ...]
    total: int


def due_entries(connection: Connection, today: date) -> Due:
    """What visitors report comes first, then what has waited longest."""
    said = pressing(connection)
    entries = service.join(source_record, source_record.c.service_id == service.c.id)
    wanted = (source_record.c.ref.isnot(None), service.c.status == "active", service.c.review != "withheld",
              or_(_is_late(today), service.c.id.in_(list(said))))  # fmt: skip
    total = connection.execute(select(func.count()).select_from(entries).where(*wanted)).scalar_one()
    first = case((service.c.id.in_(list(said)), 0), (service.c.assured_date.is_(None), 1), else_=2)
    rows = connection.execute(
        select(service.c.id, service.c.name, service.c.assured_date)
        .select_from(entries)
        .where(*wanted)
        .order_by(first, service.c.assured_date, service.c.name, service.c.id)
        .limit(MOST)
    )
    return Due(tuple(_recheck(row, said, today) for row in rows), total)


def reported_facts(connection: Connection, ids: Iterable[str], today: date) -> list[Recheck]:
    """Facts of which several visitors say the same."""
    said = {key: reasons for key, reasons in pressing(connection).items() if key in set(ids)}
    rows = connection.execute(
        select(service.c.id, service.c.name).where(service.c.id.in_(list(said))).order_by(service.c.name)
    )
    return [Recheck(row.id, row.name, today, _told(said[row.id])) for row in rows]


def _is_late(today: date) -> Any:
    limit = today - timedelta(days=ACTIVITY_DAYS) + SOON
    return or_(service.c.assured_date.is_(None), service.c.assured_date <= limit)


def _recheck(row: Any, said: Mapping[str, tuple[Reason, ...]], today: date) -> Recheck:
    due = row.assured_date + timedelta(days=ACTIVITY_DAYS) if row.assured_date else today
    told = [_told(said[row.id])] if row.id in said else []
    return Recheck(row.id, row.name, due, ". ".join([*told, _age(row.assured_date, due, today)]))


def _told(reasons: tuple[Reason, ...]) -> str:
    return f"Flera besökare: {', '.join(LABELS[reason].lower() for reason in reasons)}"


def _age(checked: date | None, due: date, today: date) -> str:
    if checked is None:
        return "Aldrig kontrollerad"
    state = trust(checked, ACTIVITY_DAYS, today)
    if state is Trust.expired:
        return f"Kontrollerad {plain_date(checked)}, för mer än {HIDDEN_AFTER_DAYS} dagar sedan: visas inte"
    if state is Trust.overdue:
        return f"Skulle ha kontrollerats {plain_date(due)}"
    return f"Ska kontrolleras senast {plain_date(due)}"
