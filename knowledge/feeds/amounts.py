"""Reads numbers, sums of money, and values that are not text to begin with."""

import math
import re
from datetime import date, time

from knowledge.errors import Unreadable

NUMBER = re.compile(r"[+-]?\d{1,9}(?:[ \u00a0]?\d{3})*(?:[.,]\d{1,15})?")
AMOUNT = re.compile(r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,6})(?:[.,](\d{1,2}))?\s*(?:kr|kronor|sek|:-)?\.?", re.IGNORECASE)
FREE = re.compile(
    r"(?:gratis|fri entré|fritt inträde|kostnadsfri|kostnadsfritt|ingen kostnad|utan kostnad|free)[.!]?", re.IGNORECASE
)


def as_text(raw: object) -> str:
    """A raw value as text: None and anything nested are empty, true and false are "ja" and "nej"."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "ja" if raw else "nej"
    if isinstance(raw, float):
        return f"{raw:.10g}" if math.isfinite(raw) else ""
    if isinstance(raw, int):
        return str(raw) if abs(raw) < 10**20 else ""
    return str(raw) if isinstance(raw, (date, time)) else ""


def read_number(text: str, low: float, high: float) -> float:
    """A number within bounds; comma and full stop both mark decimals. Raises Unreadable."""
    if not NUMBER.fullmatch(text):
        raise Unreadable("är inte ett tal")
    found = float(re.sub(r"\s", "", text).replace(",", "."))
    if not low <= found <= high:
        raise Unreadable(f"ska ligga mellan {low:g} och {high:g}")
    return found


def read_amount(text: str) -> float | None:
    """A sum of money when the text is nothing else; words for free are 0; None for other words."""
    if FREE.fullmatch(text):
        return 0.0
    found = AMOUNT.fullmatch(text)
    if not found:
        return None
    return float(re.sub(r"\s", "", found.group(1)) + "." + (found.group(2) or "0"))
