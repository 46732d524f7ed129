"""What editors are to check again: entries whose time is near or over, and those that visitors say are wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from knowledge.assurance import ACTIVITY_DAYS, HIDDEN_AFTER_DAYS, Recheck, Trust, trust
from knowledge.editor_list import SOON
from knowledge.feedback import LABELS, Reason, pressing
from knowledge.hours import plain_date
from knowledge.models import organization, service, source_record

MOST = 200


@dataclass(frozen=True)
class Due:
    """The first ones to check, and how many there are in all."""

    rows: tuple[Recheck, ...]
    total: int


def due_entries(connection: Connection, today: date) -> Due:
    """What visitors report comes first, then what has waited longest."""
    said = pressing(connection)
    limit = today - timedelta(days=ACTIVITY_DAYS) + SOON
    late = or_(service.c.assured_date.is_(None), service.c.assured_date <= limit)
    rows = connection.execute(
        select(service.c.id, service.c.name, organization.c.name.label("owner"), service.c.assured_date)
        .join(source_record, source_record.c.service_id == service.c.id)
        .join(organization, organization.c.id == service.c.organization_id)
        .where(source_record.c.ref.isnot(None), service.c.status == "active", service.c.review != "withheld")
        .where(or_(late, service.c.id.in_(list(said))))
    )
    found = [(row.id, row.name, row.assured_date) for row in rows]
    found.sort(key=lambda row: (row[0] not in said, row[2] or date.min, row[1]))
    return Due(tuple(_recheck(*row, said, today) for row in found[:MOST]), len(found))


def _recheck(
    service_id: str, name: str, checked: date | None, said: Mapping[str, tuple[Reason, ...]], today: date
) -> Recheck:
    reasons = [f"Flera besökare: {LABELS[reason].lower()}" for reason in said.get(service_id, ())]
    due = checked + timedelta(days=ACTIVITY_DAYS) if checked else today
    return Recheck(service_id, name, due, ". ".join([*reasons, _age(checked, due, today)]))


def _age(checked: date | None, due: date, today: date) -> str:
    if checked is None:
        return "Aldrig kontrollerad"
    state = trust(checked, ACTIVITY_DAYS, today)
    if state is Trust.expired:
        return f"Kontrollerad {plain_date(checked)}, för mer än {HIDDEN_AFTER_DAYS} dagar sedan: visas inte"
    if state is Trust.overdue:
        return f"Skulle ha kontrollerats {plain_date(due)}"
    return f"Ska kontrolleras senast {plain_date(due)}"
