"""When a line or place is open, said in plain Swedish. Hours are OpenStreetMap syntax with Swedish holidays."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from knowledge.calendar import closed_day

SWEDEN = ZoneInfo("Europe/Stockholm")
DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
          "oktober", "november", "december")  # fmt: skip

A_YEAR = timedelta(days=370)
MOST_CHANGES = 1_000  # of state within the year that are looked through for the next opening
LONGEST = 1_000  # characters
SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)
OPEN_END = re.compile(r"\d\+")  # "10:00+": nobody knows how long


@dataclass(frozen=True)
class Opening:
    """`is_open` is None when the hours are unknown; `text` is then empty or says why."""

    is_open: bool | None
    text: str
    opens_at: datetime | None = None


UNKNOWN = Opening(None, "")


def opening(hours: str | None, now: datetime) -> Opening:
    """Open or not at `now` (aware, or naive Swedish time), and until or from when."""
    if not hours or hours_problem(hours):
        return UNKNOWN
    local = now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)
    return _opening(hours, local)


@lru_cache(maxsize=512)
def hours_problem(hours: str) -> str | None:
    """What is wrong with opening hours as written, None when they can be read and followed."""
    if len(hours) > LONGEST or not validate(hours):
        return f"{hours[:LONGEST]!r} is not in OpenStreetMap's syntax for opening hours"
    return f"{hours!r} follows the sun; the hours must be given by the clock" if SUN.search(hours) else None


@lru_cache(maxsize=512)
def _parsed(hours: str) -> OpeningHours:
    return OpeningHours(hours, timezone=SWEDEN, country="SE")


def _opening(hours: str, now: datetime) -> Opening:
    """Looks a year ahead and no further: the library would look until the year 9999 for hours that never come again."""
    found = islice(_parsed(hours).intervals(now, now + A_YEAR), MOST_CHANGES)
    coming = (each for each in found if each[0].timestamp() < each[1].timestamp())  # a night in spring lacks an hour
    _, until, state, _ = next(coming)
    if state == State.UNKNOWN:
        return Opening(None, "helgdag, kan ha andra tider" if closed_day(now.date()) else "tiderna är osäkra")
    if state == State.OPEN:
        closes = until if until < now + A_YEAR and not (OPEN_END.search(hours) and _is_midnight(until)) else None
        return Opening(True, _open_text(closes, now, always=until >= now + A_YEAR))
    opens = next((starts for starts, _, later, _ in coming if later == State.OPEN), None)
    return Opening(False, f"öppnar {_when(opens, now)}" if opens else "stängt", opens)


def _is_midnight(moment: datetime) -> bool:
    return moment.hour == moment.minute == 0


def _open_text(closes: datetime | None, now: datetime, *, always: bool) -> str:
    if always:
        return "öppet dygnet runt"
    if closes is None or closes - now > timedelta(hours=20):
        return "öppet nu"
    return f"öppet nu, stänger kl. {clock(closes)}"


def _when(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days == 0:
        return f"kl. {clock(moment)}"
    if days == 1:
        return f"i morgon kl. {clock(moment)}"
    if days < 7:
        return f"{DAYS[moment.weekday()]} kl. {clock(moment)}"
    return f"{plain_date(moment.date(), with_year=False)} kl. {clock(moment)}"


def clock(moment: datetime) -> str:
    """14, or 14.30."""
    return f"{moment.hour}.{moment.minute:02d}" if moment.minute else str(moment.hour)


def plain_date(day: date, *, with_year: bool = True) -> str:
    """21 november 2026."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")
