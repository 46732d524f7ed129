"""Recurrence rules of feeds, written the way Lotsen keeps them: few parts, in one order, on Swedish clocks."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from knowledge.errors import Unreadable
from knowledge.recurrence_rule import occurrences, rule_problem

ORDER = (
    "FREQ",
    "INTERVAL",
    "UNTIL",
    "COUNT",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
MEANS_NOTHING = {"INTERVAL": "1", "WKST": "MO"}
CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
WORD = re.compile(r"[A-Z0-9+-]{1,12}")
MOST_VALUES = 60

Parts = Mapping[str, Sequence[object]]


def safe_rule(parts: Parts, starts: datetime) -> str:
    """The rule, counted from `starts`. Raises Unreadable.

    `parts` are upper-case names with their values; UNTIL is a day, or a moment on Swedish clocks.
    """
    held = {name: _values(parts, name) for name in (*ORDER, *CLOCK)}
    if held["UNTIL"]:
        held["COUNT"] = []
    if any(held[name] and held[name] != [str(part)] for name, part in zip(CLOCK, _clock(starts), strict=True)):
        raise Unreadable("upprepas flera gånger om dagen, vilket inte går att ta in")
    written = {name: ",".join(held[name]) for name in ORDER if held[name]}
    rule = ";".join(f"{name}={text}" for name, text in written.items() if MEANS_NOTHING.get(name) != text)
    if problem := rule_problem(rule):
        raise Unreadable(f"går inte att använda: {problem}")
    return rule


def parts_of(text: str) -> dict[str, list[object]]:
    """The parts of a rule as it is written: "FREQ=WEEKLY;BYDAY=MO,TH". UNTIL stays text."""
    found: dict[str, list[object]] = {}
    for part in text.strip().removeprefix("RRULE:").split(";"):
        name, _, values = part.partition("=")
        found[name.strip().upper()] = [value.strip() for value in values.split(",") if value.strip()]
    return found


def first_to_come(rule: str, anchor: datetime, today: date) -> datetime | None:
    """The first time of a rule that is counted from an anchor; None when nothing of it is still to come."""
    starts = next(occurrences(rule, anchor, anchor), None)
    return starts if starts is not None and is_to_come(rule, starts, today) else None


def is_to_come(rule: str, starts: datetime, today: date) -> bool:
    """Whether a safe rule happens any more."""
    return next(occurrences(rule, starts, datetime.combine(today, time())), None) is not None


def _clock(starts: datetime) -> tuple[int, int, int]:
    return starts.hour, starts.minute, starts.second


def _values(parts: Parts, name: str) -> list[str]:
    found = [_written(value) for value in list(parts.get(name) or ())[:MOST_VALUES] if value is not None]
    for text in found:
        if not WORD.fullmatch(text) and name != "UNTIL":
            raise Unreadable("är en upprepning som inte går att läsa")
    return found[:1] if name in ("FREQ", "INTERVAL", "UNTIL", "COUNT", "WKST") else found


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y%m%dT%H%M%S}"
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    return str(value).strip().upper().removeprefix("+")
