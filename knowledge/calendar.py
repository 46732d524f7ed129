"""The Swedish holidays at which loneliness is felt most, by date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

SOON = 35  # days ahead from which a holiday colours what is said
EVES = {"Julafton": "jul", "Nyårsafton": "nyår", "Påskdagen": "påsk", "Midsommarafton": "midsommar"}


def holiday_soon(today: date, within: int = SOON) -> str | None:
    """The next of jul, nyår, påsk and midsommar when it comes within so many days; None otherwise."""
    coming = [(day, name) for year in (today.year, today.year + 1) for day, name in _eves(year) if day >= today]
    day, name = min(coming)
    return name if (day - today).days <= within else None


@lru_cache(maxsize=4)
def _eves(year: int) -> tuple[tuple[date, str], ...]:
    """The days that matter; the eves are in the library's category "optional"."""
    calendar = holidays.country_holidays("SE", years=year, categories=("public", "optional"), language="sv")
    return tuple((day, EVES[part]) for day, names in calendar.items() for part in names.split("; ") if part in EVES)
