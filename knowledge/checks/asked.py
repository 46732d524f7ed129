"""What is looked for on whose pages: numbers and opening hours of lines and entries, the names of programmes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS
from knowledge.entry import Entry, Meeting
from knowledge.entry_store import read_entries
from knowledge.fact_types import Programme, Source, SupportLine
from knowledge.feeds.opening import CODES
from knowledge.hours import hours_problem

What = Literal["nummer", "öppettider", "namn"]
CHANNELS = {"phone": "telefon", "chat": "chatt", "sms": "sms"}
OWN = "egen"  # how a source's `supports` says that the page is the organisation's own
SOON = timedelta(days=30)
MOST_PAGES = 4


@dataclass(frozen=True)
class Wanted:
    """`value` is a number, hours in OSM syntax or a name; `of` tells which channel the hours are of."""

    what: What
    value: str
    of: str = ""


@dataclass(frozen=True)
class Asked:
    """One line, programme or activity. `source` is FACTS or a feed's name; `weight` 0 is the most important."""

    id: str
    name: str
    source: str
    pages: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    due: date
    weight: int = 2
    is_shown: bool = True


FACTS = "lotsen-facts"


def of_lines(lines: Iterable[SupportLine]) -> Iterator[Asked]:
    for line in lines:
        pages = [line.channels.chat_url, line.website, *_own(line.sources, line.website)]
        number = line.channels.phone or line.channels.unverified_phone
        wanted = [Wanted("nummer", number)] if number else []
        due = line.compiled + timedelta(days=LINE_DAYS)
        shown = not line.block_until_verified and line.status == "aktiv"
        weight = {"A": 0, "B": 1, "C": 2}[line.reverify_priority]
        yield _asked(line.id, line.name, FACTS, pages, [*wanted, *_channels(line)], due, weight, shown)


def of_programmes(programmes: Iterable[Programme]) -> Iterator[Asked]:
    for item in programmes:
        link = item.shown.link if item.shown else None
        pages = [link, item.find_local.url if item.find_local.url_seen_in_source else None, *_own(item.sources, link)]
        shown = not item.block_until_verified and item.status == "aktiv"
        yield _asked(item.id, item.name, FACTS, pages, [], item.compiled + timedelta(days=ACTIVITY_DAYS), 2, shown)


def of_entries(entries: Iterable[Entry]) -> Iterator[Asked]:
    for entry in entries:
        if entry.status in ("active", "temporarily closed") and entry.review != "withheld":
            wanted = [Wanted("nummer", phone.number) for phone in entry.phones]
            wanted += [Wanted("öppettider", hours) for hours in _hours(entry)]
            due = entry.checked.on + timedelta(days=ACTIVITY_DAYS) if entry.checked else date.min
            pages = [entry.link, entry.owner.website]
            yield _asked(entry.id, entry.name, entry.provenance.source, pages, wanted, due, 2, True)


def choose(
    lines: Iterable[SupportLine], programmes: Iterable[Programme], connection: Connection | None, *, today: date,
    ids: Sequence[str] = (), sources: Sequence[str] = (), due_only: bool = False, limit: int | None = None,
) -> list[Asked]:  # fmt: skip
    """What is to be looked for, the most urgent first. Without a database only lines and programmes."""
    found: Iterator[Asked] = chain(of_lines(lines), of_programmes(programmes)) if _has_facts(sources) else iter(())
    if connection is not None:
        one = sources[0] if len(sources) == 1 else None
        found = chain(found, of_entries(read_entries(connection, list(ids) or None, source=one)))
    kept = (
        asked
        for asked in found
        if (not ids or asked.id in ids)
        and (not sources or asked.source in sources)
        and (not due_only or asked.due <= today + SOON)
        and (asked.pages or asked.source == FACTS)
    )
    if limit is None:
        return sorted(kept, key=_urgency)
    return nsmallest(limit, kept, key=_urgency)


def _has_facts(sources: Sequence[str]) -> bool:
    return not sources or FACTS in sources


def _urgency(asked: Asked) -> tuple[date, bool, int, str]:
    return asked.due, not asked.is_shown, asked.weight, asked.id


def _asked(asked_id: str, name: str, source: str, pages: Iterable[str | None], wanted: Sequence[Wanted], due: date,
           weight: int, is_shown: bool) -> Asked:  # fmt: skip
    named = {page.rstrip("/"): page for page in reversed([page for page in pages if page])}
    own = tuple(reversed(named.values()))[:MOST_PAGES]
    return Asked(asked_id, name, source, own, tuple(wanted) or (Wanted("namn", name),), due, weight, is_shown)


def _own(sources: Sequence[Source], website: str | None) -> list[str]:
    """Sources that are the organisation's own pages: another's page proves nothing."""
    host = _host(website)
    return [
        source.url for source in sources if OWN in source.supports.casefold() or (host and _host(source.url) == host)
    ]


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _channels(line: SupportLine) -> Iterator[Wanted]:
    """Hours by channel; those that are the same are looked for once."""
    of: dict[str, list[str]] = {}
    for channel, name in CHANNELS.items():
        if hours := getattr(line.hours, channel):
            of.setdefault(hours, []).append(name)
    yield from (Wanted("öppettider", hours, ", ".join(names)) for hours, names in of.items())


def _hours(entry: Entry) -> Iterator[str]:
    if entry.opening_hours and not hours_problem(entry.opening_hours):
        yield entry.opening_hours
    weekly = dict.fromkeys(hours for meeting in entry.meetings if (hours := _weekly(meeting)))
    yield from weekly if not entry.opening_hours else ()


def _weekly(meeting: Meeting) -> str | None:
    """A meeting that comes every week on the same days, as hours: "Th 14:00-16:00"."""
    rule = dict(part.split("=", 1) for part in (meeting.rrule or "").split(";") if "=" in part)
    days = rule.get("BYDAY", CODES[meeting.starts.weekday()]).split(",")
    known = {"FREQ", "BYDAY", "UNTIL", "WKST", "INTERVAL"}
    if rule.get("FREQ") != "WEEKLY" or rule.get("INTERVAL", "1") != "1" or set(rule) - known or meeting.cancelled:
        return None
    if meeting.ends is None or set(days) - set(CODES):
        return None
    return f"{','.join(day.title() for day in days)} {meeting.starts:%H:%M}-{meeting.ends:%H:%M}"


__all__ = ["Asked", "Wanted", "choose", "of_entries", "of_lines", "of_programmes"]
