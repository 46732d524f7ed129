"""Compares two statements of opening hours by what they mean, whichever way they are written."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours

from knowledge.calendar import closed_day
from knowledge.hours import hours_problem

WEEKS_AHEAD = 12
Spans = tuple[tuple[datetime, datetime], ...]


def mean_the_same(one: str, other: str, today: date) -> bool:
    """Whether both are open at the same times in an ordinary week from today on, holidays aside."""
    if hours_problem(one) or hours_problem(other):
        return False
    days = ordinary_days(today)
    return all(_open(one, day) == _open(other, day) for day in days)


def differ_on_holidays(one: str, other: str, today: date) -> bool:
    """Whether both say what holds on holidays, and not the same."""
    if "PH" not in one or "PH" not in other or "PH unknown" in one:
        return False
    day = next((day for day in _ahead(today, 60) if closed_day(day) == "röd dag" and day.weekday() < 5), None)
    return day is not None and _open(one, day) != _open(other, day)


@lru_cache(maxsize=16)
def ordinary_days(today: date) -> tuple[date, ...]:
    """For each day of the week the next one on which nothing is special, nor on the day before."""
    found: dict[int, date] = {}
    for day in _ahead(today, WEEKS_AHEAD):
        if not closed_day(day) and not closed_day(day - timedelta(days=1)):
            found.setdefault(day.weekday(), day)
    return tuple(found[weekday] for weekday in sorted(found))


def _ahead(today: date, weeks: int) -> list[date]:
    return [today + timedelta(days=number) for number in range(weeks * 7)]


@lru_cache(maxsize=20_000)
def _open(hours: str, day: date) -> Spans:
    """From when to when it is open on a day, counted on a clock without a zone."""
    start = datetime.combine(day, time())
    parts = OpeningHours(hours, country="SE").intervals(start, start + timedelta(days=1))
    spans: list[tuple[datetime, datetime]] = []
    for begins, ends, state, _ in parts:
        if str(state) != "open":
            continue
        if spans and spans[-1][1] == begins:
            begins = spans.pop()[0]
        spans.append((begins, ends))
    return tuple(spans)
