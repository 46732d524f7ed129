"""Opening hours of a week, written in OpenStreetMap's syntax."""

from collections.abc import Iterable
from datetime import time

from knowledge.hours import hours_problem

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "PH")
LATEST = time(23, 59)


class Week:
    """Collects the hours of each day."""

    def __init__(self) -> None:
        self._hours: dict[str, list[tuple[time, time]]] = {}

    def add(self, days: Iterable[str], opens: time | None, closes: time | None) -> None:
        """Open on these days (MO, TU, ..., PH for holidays); without a closing time until the day ends."""
        if opens is not None:
            for day in days:
                span = (opens, closes or LATEST)
                if span not in self._hours.setdefault(day, []):
                    self._hours[day].append(span)

    def written(self) -> str | None:
        """ "Mo-Fr 10:00-16:00; Sa 10:00-14:00"; None when it is never open, or cannot be written."""
        groups: dict[str, list[str]] = {}
        for day in CODES:
            if day in self._hours:
                groups.setdefault(",".join(map(_span, sorted(self._hours[day]))), []).append(day)
        text = "; ".join(f"{_days(days)} {spans}" for spans, days in groups.items())
        return text if text and not hours_problem(text) else None


def _span(span: tuple[time, time]) -> str:
    opens, closes = span
    if closes == opens or (opens, closes) == (time(), LATEST):
        return "00:00-24:00"
    return f"{opens:%H:%M}-{'24:00' if closes in (time(), LATEST) else f'{closes:%H:%M}'}"


def _days(days: list[str]) -> str:
    """Mo-Fr,Su: days that follow one another as a stretch."""
    found: list[list[int]] = []
    for number in (CODES.index(day) for day in days):
        if found and found[-1][-1] == number - 1 and number < 7:
            found[-1].append(number)
        else:
            found.append([number])
    names = [code if code == "PH" else code.title() for code in CODES]
    return ",".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in found)
