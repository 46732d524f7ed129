"""Writes what is to be checked as tasks that an editor's own calendar can show."""

from collections.abc import Iterable
from datetime import datetime, timezone
from hashlib import sha256

from icalendar import Calendar, Todo

from knowledge.checks.due import STATES, DueRow, State

PRIORITY = {State.reported: 1, State.hidden: 1, State.overdue: 2, State.soon: 5, State.old_sources: 6}  # RFC 5545: 1-9
LEAST = 9


def as_tasks(rows: Iterable[DueRow], now: datetime) -> bytes:
    """An iCalendar file with one VTODO for each row. The same row has the same UID next time, so nothing is doubled."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lotsen//Kontroll av katalogen//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Lotsen: att kontrollera")
    for row in rows:
        calendar.add_component(_task(row, now.astimezone(timezone.utc)))
    content: bytes = calendar.to_ical()
    return content


def _task(row: DueRow, now: datetime) -> Todo:
    task = Todo()
    task.add("uid", f"{sha256(row.id.encode()).hexdigest()[:24]}@kontroll.lotsen")
    task.add("dtstamp", now)
    task.add("summary", f"Kontrollera {row.name}")
    task.add("due", row.due)
    task.add("status", "NEEDS-ACTION")
    task.add("priority", 1 if row.important and row.state < State.soon else PRIORITY.get(row.state, LEAST))
    task.add("categories", [STATES[row.state]])
    task.add("description", "\n".join(_told(row)))
    if row.page:
        task.add("url", row.page)
    return task


def _told(row: DueRow) -> list[str]:
    why = row.reason if row.reason.startswith(STATES[row.state]) else f"{STATES[row.state]}. {row.reason}"
    lines = [f"{row.kind.capitalize()}: {why}", f"Telefon: {row.phone}" if row.phone else "",
             f"Id: {row.id}"]  # fmt: skip
    return [line for line in lines if line]
