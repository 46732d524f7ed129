"""Meetings and opening hours as HSDS schedules, as far as that standard can say them.

HSDS knows weekly and monthly repetition only, a fixed offset from UTC, and no exceptions. What it cannot say stands
in `description`; the meeting itself goes along whole in an attribute, for those who read our own export.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from opening_hours import OpeningHours

from knowledge.entry import Meeting
from knowledge.hours import SWEDEN, hours_problem, plain_date

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SAYABLE = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYWEEKNO", "UNTIL", "COUNT", "WKST"}
AN_ORDINARY_MONDAY = date(2026, 9, 14)  # no holiday in that week, and none near it
Fields = dict[str, Any]


def meeting_schedule(meeting: Meeting) -> Fields:
    """The fields of the schedule besides its ids. Clock times carry the offset of the first meeting."""
    if meeting.cancelled:
        return {"description": "Inställt.", **_note(meeting)}
    rule = read_rule(meeting.rrule)
    repetition, sayable = _repetition(rule) if rule else ({}, True)
    fields: Fields = {**_clock(meeting), "dtstart": meeting.starts.date().isoformat()}
    fields["valid_from"] = fields["dtstart"]
    if rule is None:
        fields["valid_to"] = (meeting.ends or meeting.starts).date().isoformat()
    elif "until" in repetition:
        fields["valid_to"] = repetition["until"]
    return {**fields, **repetition, "description": _described(meeting, sayable), **_note(meeting)}


def extra_schedules(meeting: Meeting) -> Iterator[Fields]:
    """One schedule for each meeting besides the rule."""
    length = meeting.ends - meeting.starts if meeting.ends else None
    for starts in () if meeting.cancelled else meeting.extra:
        yield meeting_schedule(Meeting(starts=starts, ends=starts + length if length else None))


def read_rule(rrule: str | None) -> dict[str, str] | None:
    if not rrule:
        return None
    parts = (part.partition("=") for part in rrule.removeprefix("RRULE:").split(";"))
    return {name.strip().upper(): value.strip().upper() for name, _, value in parts if value}


def _repetition(rule: dict[str, str]) -> tuple[Fields, bool]:
    """What HSDS can say of a rule, and whether that is all of it."""
    rule = _simplified(rule)
    sayable = rule.get("FREQ") in ("WEEKLY", "MONTHLY") and not set(rule) - SAYABLE
    fields: Fields = {}
    if "UNTIL" in rule:
        fields["until"] = _day(rule["UNTIL"])
    if not sayable:
        return fields, False
    fields["freq"] = rule["FREQ"]
    for name in ("INTERVAL", "COUNT"):
        if rule.get(name, "").isdigit():
            fields[name.lower()] = int(rule[name])
    for name in ("BYDAY", "BYMONTHDAY", "BYWEEKNO", "WKST"):
        if name in rule:
            fields[name.lower()] = rule[name]
    return fields, True


def _simplified(rule: dict[str, str]) -> dict[str, str]:
    """Every day is every weekday of a week; one BYSETPOS of one day is a number before that day."""
    if rule.get("FREQ") == "DAILY" and rule.get("INTERVAL", "1") == "1":
        rule = {"BYDAY": ",".join(DAYS), **rule, "FREQ": "WEEKLY"}
    position, day = rule.get("BYSETPOS", ""), rule.get("BYDAY", "")
    if rule.get("FREQ") == "MONTHLY" and day in DAYS and position.lstrip("+-").isdigit():
        rule = {name: value for name, value in rule.items() if name != "BYSETPOS"} | {"BYDAY": position + day}
    return rule


def _day(until: str) -> str:
    """The Swedish date of an UNTIL, which may be a date, a local time or a time in UTC."""
    try:
        if until.endswith("Z"):
            return datetime.strptime(until + "+0000", "%Y%m%dT%H%M%SZ%z").astimezone(SWEDEN).date().isoformat()
        return datetime.strptime(until[:8] + "+0000", "%Y%m%d%z").date().isoformat()
    except ValueError:
        return until


def _clock(meeting: Meeting) -> Fields:
    first = meeting.starts.replace(tzinfo=SWEDEN)
    offset = first.utcoffset() or timedelta(hours=1)
    fields: Fields = {"opens_at": _with_offset(first), "timezone": offset.total_seconds() / 3600}
    if meeting.ends:
        fields["closes_at"] = _with_offset(meeting.ends.replace(tzinfo=first.tzinfo))
    return fields


def _with_offset(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")[11:]


def _described(meeting: Meeting, sayable: bool) -> str:
    said = ["Tiderna är svensk tid, med sommartid och vintertid."]
    if not sayable:
        said.append("Det upprepas på ett sätt som inte ryms här. Fråga arrangören.")
    if meeting.exdates:
        said.append(f"Inte {_days(meeting.exdates)}.")
    if meeting.extra:
        said.append(f"Även {_days(meeting.extra)}.")
    return " ".join(said)


def _days(moments: tuple[datetime, ...]) -> str:
    named = [plain_date(moment.date()) for moment in sorted(moments)]
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " och " + named[-1]


def _note(meeting: Meeting) -> Fields:
    return {"notes": meeting.note} if meeting.note else {}


def opening_schedules(hours: str) -> list[Fields]:
    """An ordinary week of these opening hours; what the week cannot tell stands in the description."""
    if hours_problem(hours):
        return [{"description": hours}]
    said = f"En vanlig vecka. Exakt, i OpenStreetMaps skrivsätt: {hours}"
    return [
        {"freq": "WEEKLY", "byday": ",".join(days), "opens_at": opens, "closes_at": closes, "description": said}
        for (opens, closes), days in _week(hours).items()
    ] or [{"description": said}]


@lru_cache(maxsize=512)
def _week(hours: str) -> dict[tuple[str, str], tuple[str, ...]]:
    start = datetime.combine(AN_ORDINARY_MONDAY, datetime.min.time())
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, day in enumerate(DAYS):
        morning = start + timedelta(days=number)
        for opens, closes in _open_on(OpeningHours(hours), morning):
            found[opens, closes] = (*found.get((opens, closes), ()), day)
    return found


def _open_on(parsed: OpeningHours, morning: datetime) -> Iterator[tuple[str, str]]:
    """The hours that begin on this day, and what goes on from the day before until it closes."""
    night = morning + timedelta(days=1)
    for starts, ends, state, _comment in parsed.intervals(morning, night):
        if str(state) == "open" and starts < night:
            yield starts.strftime("%H:%M"), "23:59" if ends is None or ends >= night else ends.strftime("%H:%M")
