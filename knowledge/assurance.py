"""How long a fact may be trusted: when it is due to be checked again, overdue, or too old to be shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from knowledge.fact_types import Evidence, Facts, SupportLine
from knowledge.hours import plain_date

LINE_DAYS = 90
ACTIVITY_DAYS = 180
HIDDEN_AFTER_DAYS = 365


class Trust(str, Enum):
    """State of a fact: current, overdue (ranked lower and marked), expired (no longer suggested)."""

    current = "current"
    overdue = "overdue"
    expired = "expired"


@dataclass(frozen=True)
class Recheck:
    """One row of the editor's list: what to check again, by when, and why."""

    id: str
    name: str
    due: date
    reason: str


def trust(checked: date, days: int, today: date) -> Trust:
    """State of something that was last checked on a day and holds for a number of days."""
    age = (today - checked).days
    if age > HIDDEN_AFTER_DAYS:
        return Trust.expired
    return Trust.overdue if age > days else Trust.current


def checked_text(checked: date, days: int, today: date, verb: str = "Sammanställt") -> str:
    """Sammanställt 21 november 2026, and that it needs a new check when it is overdue."""
    text = f"{verb} {plain_date(checked)}"
    return text if trust(checked, days, today) is Trust.current else f"{text}, ska kontrolleras igen"


def recheck_list(facts: Facts, today: date) -> list[Recheck]:
    """Everything shown that is due within a month, or rests on old sources; the most urgent first."""
    everything: list[tuple[Evidence, int]] = [(line, LINE_DAYS) for line in facts.lines.values()]
    everything += [(programme, ACTIVITY_DAYS) for programme in facts.programmes.values()]
    rows = [_recheck(fact, days, today) for fact, days in everything]
    return sorted((row for row in rows if row.reason), key=lambda row: (row.due, row.id))


def _recheck(fact: Evidence, days: int, today: date) -> Recheck:
    due = fact.compiled + timedelta(days=days)
    reasons = ["bygger på gamla källor"] if fact.stale else []
    reasons += ["låg tillit"] if fact.confidence == "low" else []
    reasons += ["snart dags"] if (due - today).days <= 30 else []
    reasons += ["viktig linje"] if isinstance(fact, SupportLine) and fact.reverify_priority == "A" and reasons else []
    return Recheck(fact.id, fact.name, due, ", ".join(reasons))
