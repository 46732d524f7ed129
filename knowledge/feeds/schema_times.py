"""Times of schema.org events: dates, schedules that repeat, and opening hours."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from knowledge.called_off import said_of
from knowledge.entry import Meeting
from knowledge.errors import Unreadable
from knowledge.feeds.hsds_clock import CODES, NAMES
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.opening import Week
from knowledge.feeds.rules import first_to_come, is_to_come, safe_rule
from knowledge.feeds.table_times import ANCHOR

MOST_TIMES = 200
LONGEST = timedelta(days=400)
A_DAY = timedelta(days=1)
ALL_DAY = "Hela dagen"
LENGTH = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+(?:\.\d+)?S)?)?")
EVERY = re.compile(r"P(\d{1,3})([DWMY])")
FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY", "daily": "DAILY", "weekly": "WEEKLY",
               "monthly": "MONTHLY", "yearly": "YEARLY", "biweekly": "WEEKLY", "fortnightly": "WEEKLY"}  # fmt: skip
CANCELLED = ("EventCancelled", "EventPostponed")


def status_of(node: Fields) -> str:
    """EventScheduled, EventCancelled, ...; empty when nothing is told."""
    return str(node.raw("eventStatus") or "").rstrip("/").split("/")[-1].split(":")[-1]


def read_meetings(node: Fields, place: int = 0) -> list[Meeting]:
    """When an event happens: by its schedules where it has any that repeat, else by its dates."""
    schedules = node.children("eventSchedule", "courseSchedule")
    found = [one for schedule in schedules if (one := _repeated(schedule, node, place))]
    single = [] if found else [one for one in [_single(node, place)] if one]
    return [*found, *single]


def to_come(meetings: Iterable[Meeting], today: date) -> tuple[Meeting, ...]:
    """Those that happen today or later, each once."""
    return tuple(dict.fromkeys(one for one in meetings if _is_to_come(one, today)))[:MOST_TIMES]


def gathered(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Single times of the same length at the same place as one meeting with further starts."""
    groups: dict[object, list[Meeting]] = {}
    for one in sorted(meetings, key=lambda item: item.starts):
        alone = one.rrule or one.extra or one.cancelled
        key: object = one if alone else (one.ends and one.ends - one.starts, one.place, one.note)
        groups.setdefault(key, []).append(one)
    return [_joined(group) for group in groups.values()]


def _joined(group: list[Meeting]) -> Meeting:
    first, extra = group[0], tuple(dict.fromkeys(one.starts for one in group[1:]))[:MOST_TIMES]
    if not extra:
        return first
    return Meeting(starts=first.starts, ends=first.ends, extra=tuple(one for one in extra if one != first.starts),
                   place=first.place, note=first.note)  # fmt: skip


def _is_to_come(one: Meeting, today: date) -> bool:
    if one.rrule:
        return is_to_come(one.rrule, one.starts, today)
    length = one.ends - one.starts if one.ends else timedelta()
    return any(starts + length >= datetime.combine(today, time()) for starts in (one.starts, *one.extra))


def _single(node: Fields, place: int) -> Meeting | None:
    draft = node.draft
    start = node.take(draft.day_and_clock, "startDate", "start_date")
    if start is None:
        return None
    starts = datetime.combine(start[0], start[1] or time())
    end = node.take(draft.day_and_clock, "endDate", "end_date")
    ends = _end(node, starts, end, start[1] is None)
    off = status_of(node) in CANCELLED or said_of(str(node.raw("name") or "")) is not None
    return Meeting(starts=starts, ends=ends, place=place, cancelled=off,
                   note=ALL_DAY if start[1] is None else None)  # fmt: skip


def _end(node: Fields, starts: datetime, end: tuple[date, time | None] | None, is_day: bool) -> datetime | None:
    if end is None:
        length = _length(node)
        last = starts + length if length else None
    elif end[1] is None and not is_day and end[0] == starts.date():
        last = None
    else:
        last = datetime.combine(end[0], end[1] or time(23, 59))
    if last is not None and not starts <= last <= starts + LONGEST:
        node.draft.note(node.name("endDate"), "sluttiden kan inte stämma och är inte med")
        last = None
    if is_day and last is None:
        return datetime.combine(starts.date(), time(23, 59))
    return last if last != starts else None


def _length(node: Fields) -> timedelta | None:
    found = LENGTH.fullmatch(str(node.raw("duration") or "").strip())
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def _repeated(schedule: Fields, node: Fields, place: int) -> Meeting | None:
    """A schedule as a meeting with a rule; None when it is over, or cannot be read (which is noted)."""
    draft = schedule.draft
    clock = schedule.take(draft.clock, "startTime") or _clock_of(node, "startDate")
    begins = schedule.take(draft.day, "startDate") or node.take(draft.day, "startDate")
    ends = schedule.take(draft.day, "endDate")
    if clock is None:
        if schedule.held:
            draft.note(schedule.name("startTime"), "klockslag saknas, så tiden är inte med")
        return None
    parts = _parts(schedule, begins, ends)
    if parts is None:
        return _once(schedule, begins, ends, clock, place)
    anchor = datetime.combine(begins or ANCHOR, clock)
    try:
        rule = safe_rule(parts, anchor)
    except Unreadable as problem:
        draft.note(schedule.name("repeatFrequency"), f"Upprepningen {problem}")
        return None
    starts = first_to_come(rule, anchor, draft.reading.today)
    if starts is None:
        return None
    return Meeting(starts=starts, ends=_closing(schedule, node, starts), rrule=rule, place=place,
                   exdates=_except(schedule, starts))  # fmt: skip


def _once(schedule: Fields, begins: date | None, ends: date | None, clock: time, place: int) -> Meeting | None:
    """A schedule that says nothing of repetition: one time, where it names one day."""
    if begins is None or (ends and ends != begins):
        return None
    starts = datetime.combine(begins, clock)
    return Meeting(starts=starts, ends=_closing(schedule, schedule, starts), place=place)


def _parts(schedule: Fields, begins: date | None, ends: date | None) -> dict[str, list[object]] | None:
    told = str(schedule.raw("repeatFrequency") or "").strip()
    every = EVERY.fullmatch(told.upper())
    freq = FREQUENCIES.get(every[2] if every else told.rstrip("/").split("/")[-1].lower())
    days = read_weekdays(schedule, "byDay")
    months = [str(raw).split(".")[0] for raw in schedule.raws("byMonth")]
    dates = [str(raw).split(".")[0] for raw in schedule.raws("byMonthDay")]
    weeks = [str(raw).split(".")[0] for raw in schedule.raws("byMonthWeek")]
    if freq is None and not days and not dates:
        return None
    freq = freq or ("MONTHLY" if dates or weeks else "WEEKLY")
    step = int(every[1]) if every else 2 if told.lower() in ("biweekly", "fortnightly") else 1
    count = schedule.number("repeatCount", low=1, high=5000)
    by_day = [f"{week}{day[-2:]}" for week in weeks for day in days] if weeks and freq == "MONTHLY" else list(days)
    return {"FREQ": [freq], "INTERVAL": [step], "BYDAY": list(by_day), "BYMONTH": list(months),
            "BYMONTHDAY": list(dates), "UNTIL": [ends] if ends else [],
            "COUNT": [int(count)] if count and not ends else []}  # fmt: skip


def read_weekdays(node: Fields, name: str) -> tuple[str, ...]:
    """MO, TU, ... and PH of "https://schema.org/Monday", "Mo", "2MO", "Måndag"; what is none is noted."""
    found: dict[str, None] = {}
    for raw in node.raws(name):
        for part in re.split(r"[,;\s]+", str(raw).strip()):
            word = part.rstrip("/").split("/")[-1].split(":")[-1]
            match = re.fullmatch(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", word.upper())
            code = match[0] if match else _named(word)
            if code:
                found[code] = None
            elif word:
                node.draft.note(node.name(name), f"“{word[:20]}” är ingen veckodag")
    return tuple(sorted(found, key=lambda day: ((*CODES, "PH").index(day[-2:]), day)))


def _named(word: str) -> str | None:
    low = word.casefold()
    if low.startswith("publicholiday"):
        return "PH"
    return next((day for day, names in NAMES.items() if low.startswith(names)), None)


def _clock_of(node: Fields, name: str) -> time | None:
    found = node.take(node.draft.day_and_clock, name)
    return found[1] if found else None


def _closing(schedule: Fields, node: Fields, starts: datetime) -> datetime | None:
    clock = schedule.take(schedule.draft.clock, "endTime")
    if clock is None:
        length = _length(schedule) or _length(node)
        return starts + length if length else None
    ends = datetime.combine(starts.date(), clock)
    return None if ends == starts else ends if ends > starts else ends + A_DAY


def _except(schedule: Fields, starts: datetime) -> tuple[datetime, ...]:
    draft, found = schedule.draft, []
    for raw in schedule.raws("exceptDate"):
        if moment := draft.day_and_clock(schedule.name("exceptDate"), raw):
            found.append(datetime.combine(moment[0], moment[1] or starts.time()))
    return tuple(sorted(set(found)))[-MOST_TIMES:]


def read_opening_hours(node: Fields) -> str | None:
    """openingHours, which is nearly OpenStreetMap's syntax, or openingHoursSpecification."""
    told = [text for raw in node.raws("openingHours") if (text := node.draft.line("openingHours", raw))]
    if told and (hours := node.draft.hours(node.name("openingHours"), "; ".join(told))):
        return hours
    week, today = Week(), node.draft.reading.today
    for spec in node.children("openingHoursSpecification"):
        last = spec.take(node.draft.day, "validThrough")
        first = spec.take(node.draft.day, "validFrom")
        opens, closes = spec.take(node.draft.clock, "opens"), spec.take(node.draft.clock, "closes")
        if (last and last < today) or (first and first > today) or opens is None or closes is None:
            continue
        if (opens, closes) != (time(), time()):  # both midnight stands for closed
            week.add(read_weekdays(spec, "dayOfWeek"), opens, closes)
    return week.written()
