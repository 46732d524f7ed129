"""A recurrence rule of RFC 5545 read with care: whoever wrote it, the work it costs is bounded.

Rules come from feeds, so they may be endless, impossible or absurd. Clock times are Swedish and without a zone, so that
a meeting at 14 stays at 14 when the clock is changed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from knowledge.hours import SWEDEN

LONGEST = 500  # characters of a rule
HORIZON = timedelta(days=750)  # how far ahead a rule is followed
MOST_TIMES_A_DAY = 24
MOST_COUNTED = 5_000  # a rule with a larger COUNT is taken as endless
MOST_INTERVAL = 1_000
FIRST_YEAR, LAST_YEAR = 1901, 2096
SOME_DAY = datetime(2024, 1, 1)

EVERY = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYYEARDAY",
         "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND"}  # fmt: skip
WHICH_DAY = {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLAIN = {"FREQ", "INTERVAL", "BYDAY", "WKST"}
PART = re.compile(r"([A-Z]+)=([A-Z0-9,+\-]+)")
UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")


class NotARule(ValueError):
    """The text is no rule that Lotsen follows; the message says why in plain Swedish."""


@dataclass(frozen=True)
class Rule:
    """A rule that can be followed. `parts` are as written, without COUNT and UNTIL."""

    parts: Mapping[str, str]
    every: str
    interval: int
    count: int | None
    until: datetime | None


def rule_problem(text: str) -> str | None:
    """What is wrong with a rule, in plain Swedish; None when it can be followed."""
    read = _read(text)
    return read if isinstance(read, str) else None


def rule_of(text: str) -> Rule | None:
    """The rule, None when it cannot be followed."""
    read = _read(text)
    return read if isinstance(read, Rule) else None


def occurrences(text: str, starts: datetime, floor: datetime) -> Iterator[datetime]:
    """The times of a rule counted from `starts`, those from `floor` on, in order, within the horizon."""
    rule = rule_of(text)
    if rule is None:
        return iter((starts,) if starts >= floor else ())
    first = max(starts, floor)
    if not FIRST_YEAR <= starts.year <= first.year <= LAST_YEAR or not (_whenever(rule) or _ever(text, starts)):
        return iter(())
    last = min(_end(text, starts) or datetime.max, first + HORIZON)
    moved = _moved(rule, starts, first)
    found = _weeks(rule, moved) if _is_plainly_weekly(rule) else _walk(rule, starts, moved)
    return takewhile(lambda moment: moment <= last, (moment for moment in found if moment >= first))


@lru_cache(maxsize=2048)
def _read(text: str) -> Rule | str:
    try:
        rule = _rule(text.strip().removeprefix("RRULE:"))
        comes = next(_walk(rule, SOME_DAY, SOME_DAY), None)
    except NotARule as problem:
        return str(problem)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
        return "Upprepningen går inte att läsa."
    return "Upprepningen inträffar aldrig." if comes is None and rule.interval == 1 else rule


def _rule(text: str) -> Rule:
    if len(text) > LONGEST:
        raise NotARule("Upprepningen är för lång.")
    parts: dict[str, str] = {}
    for piece in text.upper().rstrip(";").split(";"):
        match = PART.fullmatch(piece)
        if match is None or match[1] not in KNOWN or match[1] in parts:
            raise NotARule("Upprepningen går inte att läsa.")
        parts[match[1]] = match[2]
    return _checked(parts)


def _checked(parts: dict[str, str]) -> Rule:
    every, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", "1"))
    if every in TOO_OFTEN:
        raise NotARule("Upprepningen är tätare än en gång om dagen.")
    if every not in EVERY or not 1 <= interval <= MOST_INTERVAL:
        raise NotARule("Upprepningen går inte att läsa.")
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(set(parts.get(name, "0").split(",")))
    if times > MOST_TIMES_A_DAY:
        raise NotARule("Upprepningen har för många tider om dagen.")
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    if count is not None and int(count) < 1:
        raise NotARule("Upprepningen har inga tillfällen.")
    return Rule(parts, every, interval, int(count) if count else None, _until(until) if until else None)


def _until(text: str) -> datetime:
    """The end on Swedish clocks; a date alone means all of that day."""
    match = UNTIL.fullmatch(text)
    if match is None:
        raise NotARule("Upprepningens slut går inte att läsa.")
    day = datetime.strptime(match[1], "%Y%m%d")
    if match[2] is None:
        return datetime.combine(day, time.max)
    moment = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")
    if not match[3] or moment.year >= LAST_YEAR:
        return moment
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(SWEDEN).replace(tzinfo=None)


@lru_cache(maxsize=2048)
def _end(text: str, starts: datetime) -> datetime | None:
    """When the last of the times is, None when there is no end that matters."""
    rule = rule_of(text)
    if rule is None or rule.count is None or rule.count > MOST_COUNTED:
        return rule.until if rule else None
    times = list(islice(_walk(rule, starts, starts), rule.count))
    return times[-1] if len(times) == rule.count else None


def _whenever(rule: Rule) -> bool:
    """Does it come true whatever day it is counted from? That it does from some day was seen when it was read."""
    return rule.interval == 1 and rule.every in ("DAILY", "WEEKLY")


@lru_cache(maxsize=2048)
def _ever(text: str, starts: datetime) -> bool:
    """Does the rule ever come true? Remembered, for looking through decades in vain takes 15 ms."""
    rule = rule_of(text)
    return rule is not None and next(_walk(rule, starts, starts), None) is not None


def _moved(rule: Rule, starts: datetime, first: datetime) -> datetime:
    """A start near `first` from which the rule gives the same times, so that years are not walked through."""
    if rule.every in ("DAILY", "WEEKLY"):
        step = timedelta(days=rule.interval * (7 if rule.every == "WEEKLY" else 1))
        return starts + (first - starts) // step * step
    months = rule.interval * (12 if rule.every == "YEARLY" else 1)
    passed = (first.year - starts.year) * 12 + first.month - starts.month
    if passed < months:
        return starts
    month = starts.year * 12 + starts.month - 1 + passed // months * months
    return starts.replace(year=month // 12, month=1 if rule.every == "YEARLY" else month % 12 + 1, day=1)


def _is_plainly_weekly(rule: Rule) -> bool:
    """ "Every second Tuesday and Thursday": what most meetings are, and needs no library."""
    days = rule.parts.get("BYDAY", WEEK[0]).split(",")
    return rule.every == "WEEKLY" and rule.parts.keys() <= PLAIN and set(days) <= set(WEEK)


def _weeks(rule: Rule, moved: datetime) -> Iterator[datetime]:
    """The times of such a rule from `moved` on, without an end."""
    first = WEEK.index(rule.parts.get("WKST", WEEK[0]))
    days = rule.parts["BYDAY"].split(",") if "BYDAY" in rule.parts else [WEEK[moved.weekday()]]
    offsets = sorted({(WEEK.index(day) - first) % 7 for day in days})
    start = moved.replace(microsecond=0)
    week, step = start - timedelta(days=(start.weekday() - first) % 7), timedelta(weeks=rule.interval)
    while True:
        for offset in offsets:
            moment = week + timedelta(days=offset)
            if moment >= start:
                yield moment
        week += step


def _walk(rule: Rule, starts: datetime, moved: datetime) -> Iterator[datetime]:
    """The rule's times from `moved` on.

    dateutil looks for a next time until the year 9999, which takes seconds for a rule that never comes true. The
    calendar repeats every 28 years between 1901 and 2099, and every 400: so the walk is laid where few years are left.
    """
    years = 9957 + (moved.year - FIRST_YEAR) % 28 - moved.year
    for moment in _dateutil(rule, starts, moved.replace(year=moved.year + years)):
        yield moment.replace(year=moment.year - years)


def _dateutil(rule: Rule, starts: datetime, moved: datetime | None = None) -> Iterator[datetime]:
    """The library's rule, with the day written out that it would take from the start."""
    parts = dict(rule.parts)
    if not WHICH_DAY & parts.keys() and rule.every in ("MONTHLY", "YEARLY"):
        parts["BYMONTHDAY"] = str(starts.day)
        if rule.every == "YEARLY":
            parts.setdefault("BYMONTH", str(starts.month))
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    return iter(_parsed(text).replace(dtstart=moved or starts))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> rrule:
    return rrulestr(text, dtstart=SOME_DAY)
