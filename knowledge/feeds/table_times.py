"""What the columns tid, start and slut of one row say together: meetings, or opening hours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from msgspec import structs

from knowledge.entry import Meeting
from knowledge.errors import Unreadable
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.moments import is_clock, read_hours
from knowledge.feeds.plain_text import cut, plain_line
from knowledge.feeds.swedish_times import Time, read_times
from knowledge.feeds.table_rule import Belongings, take_apart
from knowledge.recurrence_rule import occurrences, rule_problem

ANCHOR = date(2024, 1, 1)  # a Monday; from here rules are counted when nobody says since when they hold
A_DAY = timedelta(days=1)
OSM_MARKS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "24/7")


@dataclass(frozen=True)
class When:
    """`unread` is the text of a time that was not understood."""

    meetings: tuple[Meeting, ...] = ()
    opening_hours: str | None = None
    unread: str | None = None


@dataclass(frozen=True)
class _Edge:
    """One of the columns start and slut: a day, a clock time, or both."""

    day: date | None = None
    clock: time | None = None


def read_when(draft: Drafting, row: Mapping[str, str], place: int, checked: date | None) -> When:
    """Never raises; what cannot be used is noted. `checked` tells since when a rule without a start surely holds."""
    start, end = _edge(draft, "start", row), _edge(draft, "slut", row)
    text = plain_line(row.get("tid", ""))
    if not text:
        return When(_once(draft, start, end, place))
    if _is_hours(text):
        return _open(draft, text, start, end)
    rest = Belongings()
    try:
        if is_rule := "FREQ=" in text.upper():
            text, rest = take_apart(text)
        found = _rule_of(text) if is_rule else read_times(text, draft.reading.today)
    except Unreadable as problem:
        draft.note("tid", f"“{cut(text, 60)}” {problem}")
        return When(unread=text)
    if isinstance(found, Time):
        by_rule = _meetings(draft, (found,), start, end, place, checked, None)
        return When(tuple(rest.given_to(meeting) for meeting in by_rule))
    if found.hours:
        return _open(draft, found.hours, start, end)
    return When(tuple(_meetings(draft, found.times, start, end, place, checked, found.note)))


def _edge(draft: Drafting, column: str, row: Mapping[str, str]) -> _Edge:
    text = plain_line(row.get(column, ""))
    if not text:
        return _Edge()
    if is_clock(text):
        return _Edge(clock=draft.clock(column, text))
    found = draft.day_and_clock(column, text)
    return _Edge(*found) if found else _Edge()


def _is_hours(text: str) -> bool:
    if not any(mark in text for mark in OSM_MARKS) or "FREQ=" in text.upper():
        return False
    try:
        return bool(read_hours(text))
    except Unreadable:
        return False


def _open(draft: Drafting, hours: str, start: _Edge, end: _Edge) -> When:
    if start != _Edge() or end != _Edge():
        draft.note("start", "start och slut används inte när tid är öppettider")
    return When(opening_hours=hours)


def _rule_of(text: str) -> Time:
    """A rule as it is written, without what stands before it. Raises Unreadable."""
    rule = text.upper().removeprefix("RRULE:").replace(" ", "")
    if problem := rule_problem(rule):
        raise Unreadable(f"är en upprepning som inte går att använda. {problem}")
    return Time(rule=rule, counts_weeks="INTERVAL=" in rule or "COUNT=" in rule)


def _once(draft: Drafting, start: _Edge, end: _Edge, place: int) -> tuple[Meeting, ...]:
    if start.day is None:
        if start.clock or end != _Edge():
            draft.note("start", "dagen saknas; skriv till exempel 2026-12-03 14:00, eller fyll i tid")
        return ()
    begins = datetime.combine(start.day, start.clock or time())
    last = end.day or start.day
    ends = datetime.combine(last, end.clock or time(23, 59)) if end != _Edge() else None
    if ends and ends <= begins and end.day is None:
        ends += A_DAY  # from 20 to 02
    if ends and ends <= begins:
        draft.note("slut", f"{last} ligger före start; slutet togs inte med")
        ends = None
    return (Meeting(starts=begins, ends=ends, place=place),)


def _meetings(draft: Drafting, times: tuple[Time, ...], start: _Edge, end: _Edge, place: int, checked: date | None,
              note: str | None) -> list[Meeting]:  # fmt: skip
    found = (_meeting(draft, one, start, end, place, checked) for one in times)
    return [structs.replace(meeting, note=note) for meeting in found if meeting]


def _meeting(draft: Drafting, one: Time, start: _Edge, end: _Edge, place: int, checked: date | None) -> Meeting | None:
    one = replace(one, begins=one.begins or start.clock, ends=one.ends or (None if one.begins else end.clock))
    if one.day:
        begins = datetime.combine(one.day, one.begins or time())
        return Meeting(starts=begins, ends=_ends(begins, one.ends), place=place)
    if one.counts_weeks and start.day is None:
        draft.note("start", "första dagen behövs när det inte är varje vecka eller månad; tiden togs inte med")
        return None
    rule = _with_last_day(one.rule or "", end.day)
    since = datetime.combine(start.day or checked or ANCHOR, one.begins or time())
    first = next(occurrences(rule, since, since), None)
    if first is None:
        draft.note("tid", "det blir ingen gång mellan start och slut; tiden togs inte med")
        return None
    return Meeting(starts=first, ends=_ends(first, one.ends), rrule=rule, place=place)


def _with_last_day(rule: str, last: date | None) -> str:
    if last is None or "UNTIL=" in rule or "COUNT=" in rule:
        return rule
    return f"{rule};UNTIL={last:%Y%m%d}T235959"


def _ends(begins: datetime, clock: time | None) -> datetime | None:
    if clock is None:
        return None
    ends = datetime.combine(begins.date(), clock)
    return ends if ends > begins else ends + A_DAY
