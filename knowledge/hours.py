"""When a line or place is open, said in plain Swedish. Hours are OpenStreetMap syntax with Swedish holidays."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, validate

SWEDEN = ZoneInfo("Europe/Stockholm")
DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
          "oktober", "november", "december")  # fmt: skip


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
    return _opening(_parsed(hours), local)


@lru_cache(maxsize=512)
def hours_problem(hours: str) -> str | None:
    """What is wrong with opening hours as written, None when they can be read."""
    return None if validate(hours) else f"{hours!r} is not in OpenStreetMap's syntax for opening hours"


@lru_cache(maxsize=512)
def _parsed(hours: str) -> OpeningHours:
    return OpeningHours(hours, timezone=SWEDEN, country="SE")


def _opening(parsed: OpeningHours, now: datetime) -> Opening:
    if parsed.is_unknown(now):
        return Opening(None, "helgdag, kan ha andra tider")
    change = parsed.next_change(now)
    if parsed.is_open(now):
        return Opening(True, _open_text(change, now))
    if change is None:
        return Opening(False, "stängt")
    opens = change if parsed.is_open(change) else _next_open(parsed, change)
    return Opening(False, f"öppnar {_when(opens, now)}" if opens else "stängt", opens)


def _next_open(parsed: OpeningHours, after: datetime) -> datetime | None:
    """First opening after a change that was not one (a holiday with unknown hours)."""
    moment: datetime | None = after
    for _ in range(20):
        moment = parsed.next_change(moment) if moment else None
        if moment and parsed.is_open(moment):
            return moment
    return None


def _open_text(closes: datetime | None, now: datetime) -> str:
    if closes is None:
        return "öppet dygnet runt"
    if closes - now > timedelta(hours=20):
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
