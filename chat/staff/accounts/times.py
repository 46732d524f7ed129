"""Moments in Swedish time, as the account pages say them."""

from datetime import date, datetime, time

from knowledge.hours import SWEDEN


def at(seconds: int) -> str:
    """2026-11-24 kl. 12.05"""
    return f"{datetime.fromtimestamp(seconds, SWEDEN):%Y-%m-%d kl. %H.%M}"


def day_begins(text: str) -> int | None:
    """Seconds since 1970 when a day of the form 2026-11-24 begins in Sweden; None for what is no day."""
    try:
        return int(datetime.combine(date.fromisoformat(text), time(), SWEDEN).timestamp())
    except ValueError:
        return None
