"""Reads what a page says for machines, by schema.org: opening hours and telephone numbers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from knowledge.feeds.opening import CODES, Week
from knowledge.hours import hours_problem

MOST_PARTS = 20_000
LONGEST = 300
MOST = 50
DAYS = dict(
    zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "publicholidays"), CODES,
        strict=True)
)  # fmt: skip
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


@dataclass(frozen=True)
class Structured:
    phones: tuple[str, ...]
    hours: tuple[str, ...]


def read_structured(scripts: Iterable[str], said: Mapping[str, list[str]]) -> Structured:
    """`scripts` are JSON-LD, `said` what microdata name openingHours and telephone. What is broken is left out."""
    phones, hours = list(said.get("telephone", ())), [list(said.get("openingHours", ()))]
    for script in scripts:
        for part in _parts(script):
            phones += _texts(part.get("telephone"))
            hours += [_texts(part.get("openingHours")), _week(part.get("openingHoursSpecification"))]
    return Structured(tuple(phone[:40] for phone in phones[:MOST]), tuple(_hours(hours)))


def _hours(found: list[list[str]]) -> Iterator[str]:
    """Each statement by itself, and those of one place together."""
    for statements in found[:MOST]:
        readable = [text for text in statements[:14] if len(text) <= LONGEST and not hours_problem(text)]
        joined = ", ".join(readable)
        if len(readable) > 1 and not hours_problem(joined):
            yield joined
        yield from readable


def _parts(script: str) -> Iterator[dict[str, Any]]:
    """Every object in it, at most so many, however deep."""
    try:
        waiting: list[Any] = [json.loads(script.strip().removesuffix(";"))]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _week(value: Any) -> list[str]:
    """Specifications that hold always, as one statement; those for a season or a holiday are left out."""
    week = Week()
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and not item.get("validFrom"):
            days = item.get("dayOfWeek")
            names = [_day(day) for day in (days if isinstance(days, list) else [days])]
            week.add([name for name in names if name], _clock(item.get("opens")), _clock(item.get("closes")))
    written = week.written()
    return [written] if written else []


def _day(value: Any) -> str | None:
    name = value.get("@id") if isinstance(value, dict) else value
    return DAYS.get(name.rsplit("/", 1)[-1].casefold()) if isinstance(name, str) else None


def _clock(value: Any) -> time | None:
    found = CLOCK.match(value) if isinstance(value, str) else None
    return time(int(found[1]) % 24, int(found[2])) if found and int(found[1]) <= 24 and int(found[2]) < 60 else None
