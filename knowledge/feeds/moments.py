"""Reads days and clock times as people and feeds write them, on Swedish clocks."""

import re
from datetime import date, datetime, time

from knowledge.errors import Unreadable
from knowledge.hours import MONTHS, SWEDEN, hours_problem

FIRST_YEAR = 1990
YEARS_AHEAD = 10
LONGEST_HOURS = 500
SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.]?(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
SWEDISH = re.compile(
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)[a-zåäö]*\.?\s+(?:den\s+)?)?(\d{1,2})(?::e|:a|e)?\s*(?:/\s*(\d{1,2})|\.(\d{1,2})\.|-(\d{1,2})-|\s([a-zåäö]{3,9})\.?)"
    r"[\s,/-]*(\d{4})(?:[\s,]+(?:kl\.?|klockan)?\s*(\d{1,2})(?:[:.](\d{2}))?)?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?:kl\.?|klockan)?\s*(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?", re.IGNORECASE)


def read_moment(raw: str, today: date) -> tuple[date, time | None]:
    """The day and, where one is given, the clock time. Raises Unreadable."""
    text = raw.strip()
    found = ISO.fullmatch(text)
    if found:
        return _within(_from_iso(found, text), today)
    found = SWEDISH.fullmatch(text)
    if not found:
        raise Unreadable("är inte ett datum som går att läsa; skriv till exempel 2026-12-03 eller 2026-12-03 14:00")
    day, slash, dot, dash, name, year, hour, minute = found.groups()
    month = SHORT_MONTHS.get(name[:3].lower()) if name else int(slash or dot or dash)
    if month is None:
        raise Unreadable(f"har en månad som inte finns: {name}")
    return _within((_day(int(year), month, int(day)), _time(hour, minute)), today)


def read_clock(raw: str) -> time | None:
    """A clock time alone. Raises Unreadable."""
    found = CLOCK.fullmatch(raw.strip())
    if not found:
        raise Unreadable("är inte ett klockslag; skriv till exempel 14:00")
    return _clock(found.group(1), found.group(2))


def is_clock(raw: str) -> bool:
    """Whether the text looks like a clock time and nothing else."""
    return CLOCK.fullmatch(raw.strip()) is not None


def _from_iso(found: re.Match[str], text: str) -> tuple[date, time | None]:
    year, month, day, hour, minute, _, zone = found.groups()
    on, at = _day(int(year), int(month), int(day)), _time(hour, minute)
    if at is None or zone is None:
        return on, at
    offset = "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        local = datetime.fromisoformat(f"{on}T{at}{offset}").astimezone(SWEDEN)
    except (ValueError, OverflowError):
        raise Unreadable(f"har en tidszon som inte finns: {zone}") from None
    return local.date(), local.time()


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"är en dag som inte finns ({day}/{month} {year})") from None


def _time(hour: str | None, minute: str | None) -> time | None:
    return None if hour is None else _clock(hour, minute)


def _clock(hour: str, minute: str | None) -> time:
    if (int(hour), int(minute or 0)) == (24, 0):
        return time(23, 59)
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Unreadable(f"är ett klockslag som inte finns ({hour}:{minute or '00'})") from None


def _within(found: tuple[date, time | None], today: date) -> tuple[date, time | None]:
    year = found[0].year
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD:
        raise Unreadable(f"ligger år {year}, vilket inte kan stämma")
    return found


def read_hours(raw: str) -> str:
    """Opening hours in OpenStreetMap's syntax. Raises Unreadable."""
    if len(raw) > LONGEST_HOURS or hours_problem(raw):
        raise Unreadable("är inte öppettider i OpenStreetMaps form, till exempel Mo-Fr 10:00-16:00")
    return raw
