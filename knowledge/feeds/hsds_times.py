"""HSDS schedules as meetings or as opening hours.

The standard has one table for both. What repeats every week and has no first day is taken for opening hours, and so is
what holds for most days of the week; the rest is meetings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.entry import Meeting
from knowledge.errors import Unreadable
from knowledge.feeds.hsds_clock import read_days, read_hour
from knowledge.feeds.hsds_rule import with_rule
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.opening import Week
from knowledge.feeds.rules import first_to_come, safe_rule
from knowledge.feeds.swedish_times import read_times
from knowledge.feeds.table_times import ANCHOR, read_when

LONGEST_NOTE = 200
MOST_DAYS = 4  # held on so many days of the week it is open rather than it happens
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Times:
    """`said` are texts about times that could not be read."""

    meetings: tuple[Meeting, ...] = ()
    opening_hours: str | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Schedule:
    """One schedule with clean values. `begins` is the first day that it names."""

    place: int
    freq: str | None
    days: tuple[str, ...]
    interval: int
    begins: date | None
    ends: date | None
    opens: time | None
    closes: time | None
    parts: tuple[tuple[str, str], ...]
    note: str | None
    is_dated: bool

    def is_weekly(self) -> bool:
        """Every week alike, on days without a number before them, without an end."""
        weekly = self.freq in (None, "WEEKLY") and bool(self.days) and self.interval == 1 and not self.parts
        whole = all(len(day) == 2 for day in self.days) and self.ends is None and bool(self.opens and self.closes)
        return weekly and whole


def read_schedules(schedules: Iterable[tuple[Fields, int]]) -> Times:
    """All schedules of a service, each with the index of its place. What is over is left out."""
    found: dict[_Schedule, Fields] = {}
    said: dict[str, None] = {}
    spoken = Times()
    for fields, place in schedules:
        schedule = _schedule(fields, place)
        if _says_nothing(schedule):
            text = fields.line("description", "notes", longest=LONGEST_NOTE)
            spoken = spoken if not text else _spoken(fields, text, place, spoken, said)
        elif not schedule.ends or schedule.ends >= fields.draft.reading.today:
            found.setdefault(schedule, fields)
    return _composed(found, spoken, tuple(said))


def _open_hours(found: Iterable[_Schedule]) -> set[_Schedule]:
    """Those that say when it is open: weekly without a first day, or weekly on most days taken together."""
    weekly = [one for one in found if one.is_weekly()]
    days: dict[int, set[str]] = {}
    for one in weekly:
        days.setdefault(one.place, set()).update(one.days)
    return {one for one in weekly if not one.is_dated or len(days[one.place]) >= MOST_DAYS}


def _composed(found: dict[_Schedule, Fields], spoken: Times, said: tuple[str, ...]) -> Times:
    weeks: dict[int, Week] = {}
    meetings, is_open = list(spoken.meetings), _open_hours(found)
    for schedule, fields in found.items():
        if schedule in is_open:
            weeks.setdefault(schedule.place, Week()).add(schedule.days, schedule.opens, schedule.closes)
        elif meeting := _meeting(schedule, fields):
            meetings.append(meeting)
    main = min(weeks, default=0)
    hours = weeks[main].written() if main in weeks else spoken.opening_hours
    for schedule, fields in found.items():  # the entry has hours for one place only
        if schedule in is_open and weeks[schedule.place].written() != hours:
            meetings += filter(None, [_meeting(schedule, fields)])
    return Times(tuple(dict.fromkeys(meetings)), hours, said)


def _schedule(told: Fields, place: int) -> _Schedule:
    fields = with_rule(told)
    draft = fields.draft
    first = fields.take(draft.day, "dtstart")
    since, until = fields.take(draft.day, "valid_from"), fields.take(draft.day, "until")
    ends = min(filter(None, (until, fields.take(draft.day, "valid_to"))), default=None)
    freq = str(fields.raw("freq") or "").strip().upper() or None
    begins = first or since
    offset = fields.number("timezone", low=-14, high=14)
    on = max(begins or draft.reading.today, draft.reading.today)
    return _Schedule(
        place=place,
        freq=freq if freq != "DAILY" or not fields.raw("byday") else "WEEKLY",
        days=read_days(fields),
        interval=int(fields.number("interval", low=1, high=100) or 1),
        begins=begins,
        ends=ends,
        opens=read_hour(fields, "opens_at", offset, on),
        closes=read_hour(fields, "closes_at", offset, on),
        parts=_parts(fields),
        note=fields.line("description", "notes", longest=LONGEST_NOTE),
        is_dated=first is not None or (since is not None and since > draft.reading.today),
    )


def _parts(fields: Fields) -> tuple[tuple[str, str], ...]:
    """The parts of the rule that need no understanding here."""
    names = ("count", "bymonthday", "byyearday", "byweekno", "wkst")
    found = ((name.upper(), ",".join(str(raw) for raw in fields.raws(name))) for name in names)
    return tuple((name, text.replace(" ", "")) for name, text in found if text and (name, text) != ("WKST", "MO"))


def _says_nothing(schedule: _Schedule) -> bool:
    return not schedule.days and schedule.freq is None and schedule.begins is None


def _spoken(fields: Fields, text: str, place: int, so_far: Times, said: dict[str, None]) -> Times:
    """Times that are only told in words, where these can be read."""
    try:
        read_times(text, fields.draft.reading.today)
    except Unreadable:
        said[text] = None
        return so_far
    when = read_when(fields.draft, {"tid": text}, place, None)
    return Times((*so_far.meetings, *when.meetings), so_far.opening_hours or when.opening_hours)


def _meeting(schedule: _Schedule, fields: Fields) -> Meeting | None:
    draft, begins = fields.draft, schedule.begins
    if schedule.freq is None and not schedule.days:
        return _once(schedule, fields)
    if schedule.opens is None:
        draft.note(fields.name("opens_at"), "klockslag saknas, så tiden är inte med")
        return None
    if begins is None and schedule.interval > 1:
        draft.note(fields.name("dtstart"), "första dagen saknas, så det går inte att veta vilka veckor det är")
        return None
    anchor = datetime.combine(begins or ANCHOR, schedule.opens)
    try:
        rule = safe_rule(_rule(schedule), anchor)
    except Unreadable as problem:
        draft.note(fields.name("freq"), f"Upprepningen {problem}")
        return None
    starts = first_to_come(rule, anchor, draft.reading.today)
    if starts is None:
        return None
    return Meeting(starts=starts, ends=_closing(starts, schedule.closes), rrule=rule, place=schedule.place,
                   note=schedule.note)  # fmt: skip


def _rule(schedule: _Schedule) -> dict[str, list[object]]:
    parts: dict[str, list[object]] = {name: list(text.split(",")) for name, text in schedule.parts}
    freq = "YEARLY" if "BYWEEKNO" in parts or "BYYEARDAY" in parts else schedule.freq or "WEEKLY"
    if freq == "WEEKLY":
        parts.pop("BYMONTHDAY", None)
    days = [day if freq != "WEEKLY" else day[-2:] for day in schedule.days]
    until: list[object] = [schedule.ends] if schedule.ends else []
    return {**parts, "FREQ": [freq], "INTERVAL": [schedule.interval], "BYDAY": list(days), "UNTIL": until}


def _once(schedule: _Schedule, fields: Fields) -> Meeting | None:
    """A single time, or a stretch of days that has a beginning and an end."""
    if schedule.begins is None or (schedule.begins < fields.draft.reading.today and schedule.ends is None):
        return None
    starts = datetime.combine(schedule.begins, schedule.opens or time())
    last = datetime.combine(schedule.ends or schedule.begins, schedule.closes or time(23, 59))
    if schedule.opens is None or (schedule.ends and schedule.ends > schedule.begins):
        return Meeting(starts=starts, ends=last if last > starts else None, place=schedule.place, note=schedule.note)
    return Meeting(starts=starts, ends=_closing(starts, schedule.closes), place=schedule.place, note=schedule.note)


def _closing(starts: datetime, closes: time | None) -> datetime | None:
    if closes is None or closes == starts.time():
        return None
    ends = datetime.combine(starts.date(), closes)
    return ends if ends > starts else ends + A_DAY
