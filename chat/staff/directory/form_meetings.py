"""Meetings as an editor enters them: a weekday, a time and how often. Rules that are not so simple stay as they are."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from knowledge.entry import Meeting
from knowledge.feeds.drafting import Drafting

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = {"month1": 1, "month2": 2, "month3": 3, "month4": 4, "month-1": -1}
SIMPLE = {
    "FREQ=WEEKLY": "weekly",
    "FREQ=WEEKLY;INTERVAL=2": "biweekly",
    **{f"FREQ=MONTHLY;BYDAY={nth}": name for name, nth in NTH.items()},
}
BYDAY = re.compile(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?")
OTHER = "other"
Values = Mapping[str, str]


def to_values(meeting: Meeting) -> dict[str, str]:
    """The fields of one row of the form."""
    often, until = _often(meeting)
    return {
        "often": often,
        "day": DAYS[meeting.starts.weekday()],
        "date": meeting.starts.date().isoformat(),
        "start": meeting.starts.strftime("%H:%M"),
        "end": meeting.ends.strftime("%H:%M") if meeting.ends else "",
        "until": until,
        "except": ", ".join(moment.date().isoformat() for moment in meeting.exdates),
        "extra": ", ".join(moment.date().isoformat() for moment in meeting.extra),
        "place": str(meeting.place) if meeting.place else "",
        "note": meeting.note or "",
        "cancelled": "ja" if meeting.cancelled else "",
    }


def is_empty(values: Values) -> bool:
    return not any(values.get(name) for name in ("start", "end", "date", "note", "except", "extra", "until"))


def to_meeting(values: Values, draft: Drafting, prefix: str, before: Meeting | None) -> Meeting | None:
    """The meeting of one row, None with a problem noted when it cannot be used. `prefix` begins the fields' names."""
    starts = _starts(values, draft, prefix, before)
    if starts is None:
        return None
    rule = _rule(values, draft, prefix, before)
    return Meeting(
        starts=starts,
        ends=_ends(values, draft, prefix, starts),
        rrule=rule,
        exdates=_dates(values, draft, prefix, "except", starts.time()),
        extra=_dates(values, draft, prefix, "extra", starts.time()),
        cancelled=values.get("cancelled") == "ja",
        place=int(values["place"]) if values.get("place", "").isdecimal() else 0,
        note=draft.line(f"{prefix}note", values.get("note")),
    )


def _often(meeting: Meeting) -> tuple[str, str]:
    """How often, by the name that words.yml has for it, and until which day."""
    if meeting.rrule is None:
        return "once", ""
    parts = dict(part.partition("=")[::2] for part in meeting.rrule.split(";"))
    ends = UNTIL.fullmatch(parts.pop("UNTIL", ""))
    until = "-".join(ends.groups()[:3]) if ends else ""
    parts.pop("WKST", None)
    if parts.get("INTERVAL") == "1":
        parts.pop("INTERVAL")
    day = BYDAY.fullmatch(parts.pop("BYDAY", DAYS[meeting.starts.weekday()]))
    if day is None or day[2] != DAYS[meeting.starts.weekday()]:
        return OTHER, until
    nth = f";BYDAY={day[1]}" if day[1] else ""
    return SIMPLE.get(";".join(f"{name}={value}" for name, value in parts.items()) + nth, OTHER), until


def _starts(values: Values, draft: Drafting, prefix: str, before: Meeting | None) -> datetime | None:
    clock = draft.clock(f"{prefix}start", values.get("start"))
    if clock is None:
        _note_once(draft, f"{prefix}start", "klockslag saknas; skriv till exempel 14:00")
        return None
    first = draft.day(f"{prefix}date", values.get("date"))
    if values.get("often") == "once":
        if first is None:
            _note_once(draft, f"{prefix}date", "datum saknas")
            return None
        return datetime.combine(first, clock)
    day = values.get("day", "")
    if day not in DAYS:
        draft.note(f"{prefix}day", "veckodag saknas")
        return None
    if values.get("often") == OTHER and before:
        return datetime.combine(before.starts.date(), clock)
    return datetime.combine(_first(first or draft.reading.today, day, values.get("often", "")), clock)


def _first(on: date, day: str, often: str) -> date:
    """The first such day from `on` on."""
    while DAYS[on.weekday()] != day or (often in NTH and not _is_nth(on, NTH[often])):
        on += timedelta(days=1)
    return on


def _is_nth(on: date, nth: int) -> bool:
    if nth == -1:
        return (on + timedelta(days=7)).month != on.month
    return (on.day - 1) // 7 + 1 == nth


def _ends(values: Values, draft: Drafting, prefix: str, starts: datetime) -> datetime | None:
    clock = draft.clock(f"{prefix}end", values.get("end"))
    if clock is None:
        return None
    ends = datetime.combine(starts.date(), clock)
    return ends if ends > starts else ends + timedelta(days=1)


def _rule(values: Values, draft: Drafting, prefix: str, before: Meeting | None) -> str | None:
    often, day = values.get("often", ""), values.get("day", "")
    if often == "once":
        return None
    if often == OTHER:
        return before.rrule if before else None
    rule = f"FREQ=MONTHLY;BYDAY={NTH[often]}{day}" if often in NTH else f"FREQ=WEEKLY;BYDAY={day}"
    rule += ";INTERVAL=2" if often == "biweekly" else ""
    until = draft.day(f"{prefix}until", values.get("until"))
    return f"{rule};UNTIL={until:%Y%m%d}T235959" if until else rule


def _dates(values: Values, draft: Drafting, prefix: str, name: str, clock: time) -> tuple[datetime, ...]:
    found = (draft.day(f"{prefix}{name}", part) for part in re.split(r"[,;\n]+", values.get(name, "")) if part.strip())
    return tuple(datetime.combine(day, clock) for day in found if day)


def _note_once(draft: Drafting, field: str, what: str) -> None:
    if all(problem.field != field for problem in draft.problems):
        draft.note(field, what)
