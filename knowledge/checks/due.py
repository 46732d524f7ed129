"""Everything that waits for an editor's eye: reported, hidden, overdue, soon due, and what may not be shown yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from sqlalchemy.engine import Connection

from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS, Trust, recheck_list, trust
from knowledge.complete import lacks
from knowledge.editor_list import LACKING, Sought, find_entries
from knowledge.entry_store import read_entries
from knowledge.fact_types import Evidence, Facts, SupportLine
from knowledge.feedback import LABELS, unhandled
from knowledge.hours import plain_date
from knowledge.rechecks import due_entries

MOST_LACKING = 200
PAGE = 40


class State(IntEnum):
    """The most urgent first."""

    reported = 0
    hidden = 1
    overdue = 2
    soon = 3
    old_sources = 4
    blocked = 5
    lacking = 6


STATES: Mapping[State, str] = {
    State.reported: "besökare säger att det är fel",
    State.hidden: "visas inte längre",
    State.overdue: "skulle ha kontrollerats",
    State.soon: "dags inom en månad",
    State.old_sources: "bygger på gamla källor",
    State.blocked: "visas inte förrän kontrollerad",
    State.lacking: "saknar uppgifter",
}


@dataclass(frozen=True)
class DueRow:
    """One thing to look at: by when, why, and where one can look. `important` lines go before others."""

    id: str
    name: str
    kind: str
    state: State
    due: date
    reason: str
    important: bool = False
    phone: str = ""
    page: str = ""


def due_rows(facts: Facts, evidence: Iterable[Evidence], connection: Connection | None, today: date) -> list[DueRow]:
    """The whole list, the most urgent first. `evidence` is every fact on file, also what is withheld."""
    reasons = {row.id: row.reason for row in recheck_list(facts, today)}
    rows = [
        row for fact in evidence if (row := _fact(fact, reasons.get(fact.id, ""), fact.id in facts.withheld, today))
    ]
    if connection is not None:
        rows += _of_database(connection, today)
    return sorted(rows, key=lambda row: (row.state, not row.important, row.due, row.name.casefold(), row.id))


def _fact(fact: Evidence, reason: str, is_withheld: bool, today: date) -> DueRow | None:
    """None for what need not be looked at now, and for what exists no more."""
    is_line = isinstance(fact, SupportLine)
    days = LINE_DAYS if is_line else ACTIVITY_DAYS
    state = _state(fact, days, reason, is_withheld, today)
    if state is None:
        return None
    return DueRow(
        id=fact.id,
        name=fact.name,
        kind="linje" if is_line else "program",
        state=state,
        due=fact.compiled + timedelta(days=days),
        reason=reason if not is_withheld else (fact.note or ""),
        important=isinstance(fact, SupportLine) and fact.reverify_priority == "A",
        phone=(fact.channels.phone or "") if isinstance(fact, SupportLine) else "",
        page=fact.sources[0].url if fact.sources else "",
    )


def _state(fact: Evidence, days: int, reason: str, is_withheld: bool, today: date) -> State | None:
    if is_withheld:
        return State.blocked if fact.status != "nedlagd" else None
    held = trust(fact.compiled, days, today)
    if held is not Trust.current:
        return State.hidden if held is Trust.expired else State.overdue
    if (fact.compiled + timedelta(days=days) - today).days <= 30:
        return State.soon
    return State.old_sources if reason else None


def _of_database(connection: Connection, today: date) -> Iterator[DueRow]:
    """Entries: what visitors say is wrong, what is due, and what lacks something; each in one row."""
    seen: set[str] = set()
    for reported in unhandled(connection):
        said = ", ".join(f"{LABELS[reason].lower()} ({count})" for reason, count in reported.reasons.items())
        yield DueRow(reported.service_id, reported.name, "anmält", State.reported, _day(reported.first), said,
                     reported.is_pressing)  # fmt: skip
        seen.add(reported.service_id)
    for row in due_entries(connection, today).rows:
        if row.id not in seen:
            yield DueRow(row.id, row.name, "aktivitet", _late(row.due, today), row.due, row.reason)
            seen.add(row.id)
    yield from (row for row in _lacking(connection, today) if row.id not in seen)


def _late(due: date, today: date) -> State:
    held = trust(due - timedelta(days=ACTIVITY_DAYS), ACTIVITY_DAYS, today)
    if held is Trust.current:
        return State.soon
    return State.hidden if held is Trust.expired else State.overdue


def _lacking(connection: Connection, today: date) -> Iterator[DueRow]:
    """The first of those that are not shown because something is missing, with what that is."""
    ids: list[str] = []
    for page in range(1, MOST_LACKING // PAGE + 1):
        listed = find_entries(connection, Sought(state=LACKING, page=page), today)
        ids += [row.id for row in listed.rows]
        if page >= listed.pages:
            break
    for entry in read_entries(connection, ids) if ids else ():
        missing = lacks(entry, today)
        if missing:
            yield DueRow(entry.id, entry.name, "aktivitet", State.lacking, today, " ".join(missing), False,
                         entry.phones[0].number if entry.phones else "", entry.link or "")  # fmt: skip


def _day(moment: datetime) -> date:
    return moment.date()


def due_text(row: DueRow, today: date) -> str:
    """When it should be done, as one says it."""
    if row.state is State.reported:
        return f"anmält {plain_date(row.due)}"
    if row.state is State.lacking:
        return ""
    return plain_date(row.due)
