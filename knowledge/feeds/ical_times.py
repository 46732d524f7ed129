"""When the events of a calendar happen, on Swedish clocks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]
from icalendar.prop import vBroken

from knowledge.called_off import said_of
from knowledge.entry import Meeting
from knowledge.errors import Unreadable
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.moments import FIRST_YEAR, YEARS_AHEAD
from knowledge.feeds.rules import is_to_come, safe_rule
from knowledge.hours import SWEDEN

AHEAD = timedelta(days=400)
MOST_TIMES = 200
LONGEST = timedelta(days=400)
ALL_DAY = "Hela dagen"


@dataclass(frozen=True)
class Happening:
    """One VEVENT: an event, or the change of one of its times."""

    event: icalendar.Event

    def one(self, name: str) -> Any:
        """The first value of a property that can be read, None when it has none."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[Any]:
        """The values of a property that may be given several times; what cannot be read is left out."""
        found = self.event.get(name)
        values = [] if found is None else found if isinstance(found, list) else [found]
        return [value for value in values if not isinstance(value, vBroken)]

    def moment(self, name: str) -> date | datetime | None:
        """A day, or a moment in the zone in which it is written."""
        found = getattr(self.one(name), "dt", None)
        return found if isinstance(found, date) else None

    def moments(self, name: str) -> list[date | datetime]:
        """All of a list of times."""
        times = [getattr(part, "dt", None) for held in self.all(name) for part in getattr(held, "dts", ())]
        return [found for time_ in times if isinstance(found := time_[0] if isinstance(time_, tuple) else time_, date)]

    def is_cancelled(self) -> bool:
        """By its status, or because the name of this one time says so."""
        alone = self.moment("RECURRENCE-ID") is not None
        said = said_of(str(self.one("SUMMARY") or "")) if alone else None
        return said is not None or str(self.one("STATUS") or "").strip().upper() == "CANCELLED"


@dataclass(frozen=True)
class Timed:
    """An event with the changes of its single times. `place` tells the place of each."""

    main: Happening | None
    changes: tuple[Happening, ...]
    place: Callable[[Happening], int]


class Calendar:
    """Turns the times of one event into meetings. `floating` is the zone of times that are written without one."""

    def __init__(self, draft: Drafting, floating: tzinfo | None = None) -> None:
        self._draft = draft
        self._today = draft.reading.today
        self._floating = floating

    def meetings(self, timed: Timed) -> tuple[Meeting, ...]:
        """What is to come; empty when all of it is over, or cannot be read (which is noted then)."""
        try:
            found = self._all(timed)
        except Unreadable as problem:
            self._draft.note("DTSTART", f"Tiden {problem}", dropped=True)
            return ()
        return tuple(one for one in found if self._is_to_come(one))[:MOST_TIMES]

    def _all(self, timed: Timed) -> list[Meeting]:
        main = timed.main
        first = self._single(main, timed) if main else None
        singles = [one for change in timed.changes if (one := self._single(change, timed))]
        if main is None:
            return singles
        if first is None:
            raise Unreadable("saknas eller går inte att läsa")
        if not main.all("RRULE") and not main.moments("RDATE"):
            return singles or [first]
        if self._is_plain(timed):
            return [self._repeated(first, timed), *singles]
        return self._listed(first, timed)

    def _is_to_come(self, one: Meeting) -> bool:
        if one.rrule and is_to_come(one.rrule, one.starts, self._today):
            return True
        length = one.ends - one.starts if one.ends else timedelta()
        return any(starts + length >= datetime.combine(self._today, time()) for starts in (one.starts, *one.extra))

    def _single(self, happening: Happening, timed: Timed) -> Meeting | None:
        written = happening.moment("DTSTART")
        if written is None:
            return None
        starts, all_day = self._swedish(written), not isinstance(written, datetime)
        return Meeting(starts=starts, ends=self._end(happening, starts, all_day), place=timed.place(happening),
                       cancelled=happening.is_cancelled(), note=ALL_DAY if all_day else None)  # fmt: skip

    def _end(self, happening: Happening, starts: datetime, all_day: bool) -> datetime | None:
        written, lasts = happening.moment("DTEND"), getattr(happening.one("DURATION"), "dt", None)
        length = lasts if isinstance(lasts, timedelta) else None
        if written is not None:
            try:
                length = self._swedish(written) - starts
            except Unreadable:
                length = timedelta(-1)
        if length is not None and not timedelta() <= length <= LONGEST:
            self._draft.note("DTEND", "Sluttiden kan inte stämma och är inte med.")
            length = None
        if all_day:
            return starts + max(length or timedelta(), timedelta(days=1)) - timedelta(minutes=1)
        return starts + length if length else None

    def _is_plain(self, timed: Timed) -> bool:
        """Whether a rule on Swedish clocks says the same as the calendar does."""
        main, written = timed.main, timed.main.moment("DTSTART") if timed.main else None
        if main is None or len(main.all("RRULE")) > 1 or main.all("EXRULE"):
            return False
        zone = written.tzinfo if isinstance(written, datetime) else SWEDEN
        onward = any(_reaches_on(change) for change in timed.changes)
        return not onward and _keeps_swedish_clock(zone or self._floating or SWEDEN, self._today.year)

    def _repeated(self, first: Meeting, timed: Timed) -> Meeting:
        main = timed.main
        assert main is not None  # noqa: S101 (for the type checker; _is_plain has seen to it)
        changed = [self._start(first, written) for one in timed.changes if (written := one.moment("RECURRENCE-ID"))]
        off = sorted({self._start(first, written) for written in main.moments("EXDATE")} | set(changed))
        extra = sorted({self._start(first, written) for written in main.moments("RDATE")} - set(off) - {first.starts})
        rule = next((self._rule(held, first.starts) for held in main.all("RRULE")), None)
        return _remade(first, rule, tuple(off[-MOST_TIMES:]), tuple(extra[-MOST_TIMES:]))

    def _start(self, first: Meeting, written: date | datetime) -> datetime:
        """A start of the event; where only a day is told, at its usual time."""
        found = self._swedish(written)
        return found if isinstance(written, datetime) else datetime.combine(found, first.starts.time())

    def _rule(self, held: Any, starts: datetime) -> str | None:
        try:
            parts = {str(name).upper(): values for name, values in held.items()}
            ends = [self._swedish(one) if isinstance(one, datetime) else one for one in _listed(parts.get("UNTIL"))]
            return safe_rule({**{name: _listed(values) for name, values in parts.items()}, "UNTIL": ends}, starts)
        except Unreadable as problem:
            self._draft.note("RRULE", f"Upprepningen {problem}; bara första gången är med")
        except (AttributeError, TypeError, ValueError):
            self._draft.note("RRULE", "Upprepningen går inte att läsa; bara första gången är med")
        return None

    def _listed(self, first: Meeting, timed: Timed) -> list[Meeting]:
        """Each time by itself, as far as a year ahead: for what a rule on Swedish clocks cannot say."""
        main = timed.main
        if main is None or not all(self._rule(held, first.starts) for held in main.all("RRULE")):
            return [first]
        calendar = icalendar.Calendar()
        for happening in (main, *timed.changes):
            calendar.add_component(happening.event)
        begin = datetime.combine(self._today, time())
        try:
            events = recurring_ical_events.of(calendar).between(begin, begin + AHEAD)
        except Exception:
            self._draft.note("RRULE", "Upprepningen går inte att läsa; bara första gången är med")
            return [first]
        found = [self._single(Happening(event), timed) for event in events[:MOST_TIMES]]
        return _gathered([one for one in found if one])

    def _swedish(self, moment: date | datetime) -> datetime:
        """A day (its first minute) or a moment on Swedish clocks, without a zone. Raises Unreadable."""
        if not FIRST_YEAR <= moment.year <= self._today.year + YEARS_AHEAD:
            raise Unreadable(f"ligger år {moment.year}, vilket inte kan stämma")
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time())
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._floating or SWEDEN)
        return aware.astimezone(SWEDEN).replace(tzinfo=None, second=0, microsecond=0)


def _remade(first: Meeting, rule: str | None, off: tuple[datetime, ...], extra: tuple[datetime, ...]) -> Meeting:
    return Meeting(starts=first.starts, ends=first.ends, rrule=rule, exdates=off, extra=extra,
                   cancelled=first.cancelled, place=first.place, note=first.note)  # fmt: skip


def _gathered(found: list[Meeting]) -> list[Meeting]:
    """Times of the same length at the same place as one meeting with further starts."""
    groups: dict[object, list[Meeting]] = {}
    for one in sorted(found, key=lambda item: item.starts):
        length = one.ends - one.starts if one.ends else None
        groups.setdefault((length, one.place, one.cancelled, one.note), []).append(one)
    return [_remade(group[0], None, (), tuple(one.starts for one in group[1:])) for group in groups.values()]


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _reaches_on(change: Happening) -> bool:
    return "RANGE" in getattr(change.one("RECURRENCE-ID"), "params", {})


@lru_cache(maxsize=256)
def _keeps_swedish_clock(zone: tzinfo, year: int) -> bool:
    """Whether clocks in the zone show what Swedish ones do, from this year on."""
    if zone is SWEDEN:
        return True
    sample = (datetime(year, 1, 3, 12) + timedelta(days=9 * step) for step in range(120))
    try:
        return all(zone.utcoffset(moment) == SWEDEN.utcoffset(moment) for moment in sample)
    except (ValueError, OverflowError, AttributeError):
        return False
