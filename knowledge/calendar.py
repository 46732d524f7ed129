"""Swedish holidays by date: those at which loneliness is felt most, and those on which much is closed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

SOON = 35  # days ahead from which a holiday colours what is said
EVES = {"Julafton": "jul", "Nyårsafton": "nyår", "Påskdagen": "påsk", "Midsommarafton": "midsommar"}
FULL_EVES = ("Julafton", "Nyårsafton", "Midsommarafton", "Påskafton")
ORDINARY = ("Söndag", "Pingstafton")  # days that the library lists and on which places keep their hours


def holiday_soon(today: date, within: int = SOON) -> str | None:
    """The next of jul, nyår, påsk and midsommar when it comes within so many days; None otherwise."""
    coming = [(day, name) for year in (today.year, today.year + 1) for day, name in _eves(year) if day >= today]
    day, name = min(coming)
    return name if (day - today).days <= within else None


def closed_day(day: date) -> str | None:
    """Why much may be closed on a day: "röd dag", "julafton", "nära en röd dag", "mellandagarna"; None otherwise."""
    names = _names(day.year, public=True).get(day, ())
    if names:
        return "röd dag"
    eves = _names(day.year, public=False).get(day, ())
    for name in eves:
        if name in FULL_EVES:
            return name.lower()
    if eves:
        return "nära en röd dag"
    return "mellandagarna" if day.month == 12 and 27 <= day.day <= 30 else None


@lru_cache(maxsize=4)
def _eves(year: int) -> tuple[tuple[date, str], ...]:
    """The days that matter; the eves are in the library's category "optional"."""
    calendar = holidays.country_holidays("SE", years=year, categories=("public", "optional"), language="sv")
    return tuple((day, EVES[part]) for day, names in calendar.items() for part in names.split("; ") if part in EVES)


@lru_cache(maxsize=16)
def _names(year: int, *, public: bool) -> dict[date, tuple[str, ...]]:
    calendar = holidays.country_holidays(
        "SE", years=year, categories=("public",) if public else ("optional",), language="sv"
    )
    named = {day: tuple(part for part in names.split("; ") if part not in ORDINARY) for day, names in calendar.items()}
    return {day: names for day, names in named.items() if names}
