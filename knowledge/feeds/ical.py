"""Reads iCalendar files: every event with its repetitions, changes and cancellations becomes one entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

import icalendar
from icalendar.timezone import tzp

from knowledge.errors import FeedError
from knowledge.feeds.ical_entry import CalendarFacts, entry_item
from knowledge.feeds.ical_times import Happening
from knowledge.feeds.reading import Document, Item, Problem, Reading
from knowledge.feeds.refs import made_ref, short_ref
from knowledge.feeds.spool import Spool
from knowledge.feeds.text_files import open_text

LONGEST_LINE = 100_000
LONGEST_BLOCK = 400_000  # signs of one event; what is longer is no event
MOST_EVENTS = 200_000
MOST_ZONES = 200
UID = re.compile(r"^UID[^:\n]*:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)


class IcalReader:
    """Every event of a calendar, in the order in which the file first names it."""

    def read(self, document: Document, reading: Reading) -> Iterator[Item]:
        with Spool() as spool:
            calendar = _sort(document, spool)
            if not calendar.is_calendar:
                raise FeedError("Filen är inte en kalender i formatet iCalendar.")
            if calendar.is_cut_off:
                raise FeedError("Kalenderfilen är inte hel: den slutar mitt i.")
            _learn_zones(calendar.zones)
            told = CalendarFacts(document.address, calendar.name, calendar.zone)
            past = 0
            for number, key in enumerate(spool, start=1):
                item = _item(f"händelse {number}", key, spool.texts(key), told, reading)
                past += item is None
                if item:
                    yield item
            yield from _summary(past, calendar.left_out)


@dataclass
class _Calendar:
    """What stands in the file around the events."""

    is_calendar: bool = False
    is_cut_off: bool = False
    name: str | None = None
    zone: str | None = None
    zones: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def _sort(document: Document, spool: Spool) -> _Calendar:
    """Lays the events aside by their UID, for a change of one may stand anywhere in the file."""
    calendar, count = _Calendar(), 0
    with open_text(document.path) as stream:
        for kind, text in _blocks(stream, calendar):
            if kind == "VEVENT":
                count += 1
                if count > MOST_EVENTS:
                    raise FeedError(f"Kalendern har fler än {MOST_EVENTS} händelser.")
                spool.add(_key(text), text)
            elif kind == "VTIMEZONE":
                calendar.zones = [*calendar.zones, text][:MOST_ZONES]
            else:
                calendar.left_out[kind] = calendar.left_out.get(kind, 0) + 1
    return calendar


def _blocks(stream: TextIO, calendar: _Calendar) -> Iterator[tuple[str, str]]:
    """Kind and text of every component of the calendar; the text is empty where it is too long or has no end."""
    kind, lines, size, has_end = "", list[str](), 0, False
    for line in iter(lambda: stream.readline(LONGEST_LINE), ""):
        word = line.rstrip().lstrip("\ufeff").upper()
        if kind == "VEVENT" == word.removeprefix("BEGIN:"):
            yield kind, ""
            lines, size = [], 0
        elif kind:
            size += len(line)
            if word == f"END:{kind}":
                yield kind, "".join(lines) if size <= LONGEST_BLOCK else ""
                kind = ""
            elif size <= LONGEST_BLOCK:
                lines.append(line)
        elif word.startswith("BEGIN:") and word != "BEGIN:VCALENDAR":
            kind, lines, size = word.removeprefix("BEGIN:"), [], 0
        else:
            calendar.is_calendar = calendar.is_calendar or word == "BEGIN:VCALENDAR"
            has_end = has_end or word == "END:VCALENDAR"
            _note_calendar(calendar, line)
    calendar.is_cut_off = bool(kind) or not has_end


def _note_calendar(calendar: _Calendar, line: str) -> None:
    name, _, value = line.partition(":")
    name = name.split(";")[0].strip().upper()
    if name in ("X-WR-CALNAME", "NAME") and calendar.name is None:
        calendar.name = value.strip()
    elif name == "X-WR-TIMEZONE":
        calendar.zone = value.strip()


def _key(text: str) -> str:
    found = UID.search(text)
    uid = re.sub(r"\n[ \t]", "", found.group(1)).strip() if found else ""
    return f"uid {uid}" if uid else f"text {text}"


def _learn_zones(zones: list[str]) -> None:
    """Makes the calendar's own zones known; those of another calendar are forgotten."""
    tzp.use_default()
    for text in zones:
        try:
            tzp.cache_timezone_component(icalendar.Timezone.from_ical(f"BEGIN:VTIMEZONE\n{text}END:VTIMEZONE\n"))
        except Exception:  # noqa: S112 (the library fails in many ways; the event's own reading tells of it)
            continue


def _item(where: str, key: str, texts: list[str], told: CalendarFacts, reading: Reading) -> Item | None:
    """The entry of one event, a problem, or None when it is over."""
    ref = short_ref(key.removeprefix("uid ")) if key.startswith("uid ") else made_ref(key)
    happenings = [found for text in texts if (found := _parsed(text))]
    if not happenings or ref is None:
        return Item(ref, problems=(Problem(where, "VEVENT", "Händelsen går inte att läsa.", dropped=True),))
    return entry_item(where, ref, happenings, told, reading)


def _parsed(text: str) -> Happening | None:
    if not text:
        return None
    try:
        return Happening(icalendar.Event.from_ical(f"BEGIN:VEVENT\n{text}END:VEVENT\n"))
    except Exception:
        return None


def _summary(past: int, left_out: dict[str, int]) -> Iterator[Item]:
    said = []
    if past:
        said.append(f"{past} händelser har redan varit och är inte med.")
    for kind, count in left_out.items():
        if kind in ("VTODO", "VJOURNAL", "VFREEBUSY"):
            said.append(f"{count} poster av slaget {kind} är inte händelser och är inte med.")
    if said:
        yield Item(None, problems=tuple(Problem("kalendern", "", text) for text in said))
