"""The line's opening hours as a supervisor writes them: a row for each day, kept in OpenStreetMap's syntax."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
NAMES = {"Mo": "Måndag", "Tu": "Tisdag", "We": "Onsdag", "Th": "Torsdag", "Fr": "Fredag", "Sa": "Lördag",
         "Su": "Söndag", "PH": "Helgdagar"}  # fmt: skip
SHORT = {"Mo": "mån", "Tu": "tis", "We": "ons", "Th": "tors", "Fr": "fre", "Sa": "lör", "Su": "sön",
         "PH": "helgdagar"}  # fmt: skip
WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
RULE = re.compile(r"([A-Za-z,-]+) (off|(\d{2}:\d{2})-(\d{2}:\d{2}))")


class WrongTime(ValueError):
    """A time that cannot be read, or a day with only one of two; the sentence is for the one who wrote it."""


@dataclass(frozen=True)
class Span:
    """From and until, as 18:00; until may be past midnight."""

    opens: str
    closes: str


Week = Mapping[str, Span | None]  # by the names in DAYS; None is closed


def read_week(fields: Mapping[str, str]) -> Week:
    """The rows of the form: `fran-Mo` and `till-Mo`. Raises WrongTime."""
    return {day: _read_day(day, fields.get(f"fran-{day}", ""), fields.get(f"till-{day}", "")) for day in DAYS}


def to_osm(week: Week) -> str:
    """`Mo-Fr 18:00-21:00; Sa-Su off; PH off`: days that are alike and follow each other stand together."""
    weekdays = "; ".join(f"{_days(days, '-')} {_osm_span(span)}" for days, span in _runs(week))
    return f"{weekdays}; PH {_osm_span(week['PH'])}"


def from_osm(hours: str) -> Week | None:
    """The week of hours that this module wrote; None for hours of another hand."""
    week: dict[str, Span | None] = {}
    for rule in filter(None, hours.split("; ")):
        found = RULE.fullmatch(rule)
        days = _expand(found[1]) if found else None
        if found is None or days is None:
            return None
        week.update(dict.fromkeys(days, Span(found[3], found[4]) if found[3] else None))
    return week if set(week) == set(DAYS) else None


def in_words(week: Week) -> str:
    """`Öppet mån–fre 18–21. Stängt lör–sön och helgdagar.`"""
    runs = [*_runs(week), ((("PH",)), week["PH"])]
    opened = [f"{_days(days, '–', SHORT)} {_plain(span)}" for days, span in runs if span]
    closed = [_days(days, "–", SHORT) for days, span in runs if not span]
    parts = [f"Öppet {_listed(opened)}." if opened else "", f"Stängt {_listed(closed)}." if closed else ""]
    return " ".join(filter(None, parts))


def _read_day(day: str, opens: str, closes: str) -> Span | None:
    if not opens.strip() and not closes.strip():
        return None
    if not opens.strip() or not closes.strip():
        raise WrongTime(f"{NAMES[day]}: skriv både när linjen öppnar och när den stänger, eller ingetdera.")
    span = Span(_time(day, opens), _time(day, closes))
    if span.opens == span.closes:
        raise WrongTime(f"{NAMES[day]}: linjen öppnar och stänger samtidigt.")
    return span


def _time(day: str, text: str) -> str:
    found = WRITTEN.fullmatch(text.strip())
    if found is None or int(found[1]) > 24 or int(found[2] or 0) > 59 or (int(found[1]) == 24 and int(found[2] or 0)):
        raise WrongTime(f"{NAMES[day]}: ”{text.strip()[:20]}” är inget klockslag. Skriv till exempel 18 eller 18.30.")
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def _runs(week: Week) -> Iterator[tuple[tuple[str, ...], Span | None]]:
    for span, days in groupby(DAYS[:7], key=lambda day: week[day]):
        yield tuple(days), span


def _days(days: tuple[str, ...], dash: str, names: Mapping[str, str] | None = None) -> str:
    said = [names[day] if names else day for day in days]
    return said[0] if len(said) == 1 else f"{said[0]}{dash}{said[-1]}"


def _expand(text: str) -> tuple[str, ...] | None:
    first, _, last = text.partition("-")
    if first not in DAYS or (last and last not in DAYS):
        return None
    begin = DAYS.index(first)
    return DAYS[begin : DAYS.index(last or first) + 1] or None


def _osm_span(span: Span | None) -> str:
    return f"{span.opens}-{span.closes}" if span else "off"


def _plain(span: Span) -> str:
    if (span.opens, span.closes) == ("00:00", "24:00"):
        return "dygnet runt"
    return "–".join(_clock(time) for time in (span.opens, span.closes))


def _clock(time: str) -> str:
    hour, minute = time.split(":")
    return str(int(hour)) if minute == "00" else f"{int(hour)}.{minute}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} och {parts[-1]}"
