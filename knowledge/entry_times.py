"""When to come, in words that stay true until the activity has been: for sentences that are kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from knowledge.entry import Meeting
from knowledge.hours import DAYS, hours_problem, plain_date
from knowledge.recurrence import next_times
from knowledge.recurrence_rule import rule_of
from knowledge.recurrence_words import hours_of, how_often

ALWAYS = "24/7"
PLURALS = {f"{day}ar": day for day in DAYS} | {"vardagar": "vardag"}
FAR_DAYS = 180


def time_to_come(meetings: Sequence[Meeting], hours: str, today: date, times: Mapping[str, str]) -> str:
    """ "en torsdag kl. 14", "torsdag 14 maj kl. 14", "när det är öppet"; empty when no time is known."""
    coming = [item for item in meetings if next_times([item], datetime.combine(today, time.min), 1)]
    if len(coming) == 1:
        return _time_of(coming[0], today, times)
    if coming:
        return times["next"]
    if hours and hours_problem(hours) is None:
        return times["always" if hours == ALWAYS else "open"]
    return ""


def _time_of(meeting: Meeting, today: date, times: Mapping[str, str]) -> str:
    if not meeting.rrule:
        return _once(meeting, today, times) if not meeting.extra else times["next"]
    often = how_often(meeting)
    if often is None or meeting.starts.date() > today or meeting.extra:
        return times["next"]
    clock = hours_of(meeting.starts, None)
    days = often.replace(" och ", ", ").split(", ")
    if all(day in PLURALS for day in days):
        some = _either([PLURALS[day] for day in days])
        return times["some_day"].format(day=some, clock=clock).strip()
    rule = rule_of(meeting.rrule)
    if rule and rule.every == "MONTHLY" and "i månaden" in often:
        return times["rule"].format(days=often, clock=clock).strip()
    return times["next"]


def _once(meeting: Meeting, today: date, times: Mapping[str, str]) -> str:
    day = meeting.starts.date()
    said = f"{DAYS[day.weekday()]} {plain_date(day, with_year=(day - today).days > FAR_DAYS)}"
    return times["once"].format(day=said, clock=hours_of(meeting.starts, None)).strip()


def _either(days: Sequence[str]) -> str:
    """ "måndag, onsdag eller fredag"."""
    return " eller ".join(part for part in (", ".join(days[:-1]), days[-1]) if part)
