"""When it is and when to come, in words that stay true until it has been: for sentences that are kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.entry import Meeting
from knowledge.hours import DAYS, hours_problem, plain_date
from knowledge.recurrence_rule import rule_of
from knowledge.recurrence_words import hours_of, how_often, listed

ALWAYS = "24/7"
PLURALS = {f"{day}ar": day for day in DAYS} | {"vardagar": "vardag"}
FAR_DAYS = 180
MOST_SAID = 3
MOST_DAYS = 2


def last_day(meeting: Meeting) -> date:
    """The day after which it surely does not come again; a rule that counts its times is taken as endless."""
    if meeting.cancelled:
        return date.min
    rule = rule_of(meeting.rrule) if meeting.rrule else None
    if rule and rule.until is None:
        return date.max
    alone = max((meeting.starts, *meeting.extra)).date()
    return max(alone, rule.until.date()) if rule and rule.until else alone


def when_it_is(meetings: Sequence[Meeting], today: date, times: Mapping[str, str]) -> str:
    """ "Torsdagar kl. 14–16.", "Lördag 5 december kl. 11.", "Flera olika tider."; empty when nothing is to come."""
    coming = _coming(meetings, today)
    if not coming:
        return ""
    said = [_often(item) if item.rrule else _day_and_clock(item, today) for item in coming]
    if not all(said) or any(item.extra for item in coming) or len(set(said)) > MOST_SAID:
        return times["several"]
    text = listed(list(dict.fromkeys(filter(None, said))))
    return f"{text[:1].upper()}{text[1:]}."


def time_to_come(meetings: Sequence[Meeting], hours: str, today: date, times: Mapping[str, str]) -> str:
    """ "en torsdag kl. 14", "torsdag 14 maj kl. 14", "när det är öppet"; empty when no time is known."""
    coming = _coming(meetings, today)
    if len(coming) == 1:
        return _time_of(coming[0], today, times)
    if coming:
        return times["next"]
    if hours and hours_problem(hours) is None:
        return times["always" if hours == ALWAYS else "open"]
    return ""


def _coming(meetings: Sequence[Meeting], today: date) -> list[Meeting]:
    return [item for item in meetings if last_day(item) >= today]


def _often(meeting: Meeting) -> str | None:
    often = how_often(meeting)
    return f"{often} {hours_of(meeting.starts, meeting.ends)}".strip() if often else None


def _time_of(meeting: Meeting, today: date, times: Mapping[str, str]) -> str:
    clock = hours_of(meeting.starts, None)
    if meeting.extra:
        return times["next"]
    if not meeting.rrule:
        return times["once"].format(day=_day(meeting, today), clock=clock).strip()
    often = how_often(meeting)
    if often is None or meeting.starts.date() > today:
        return times["next"]
    days = often.replace(" och ", ", ").split(", ")
    if all(day in PLURALS for day in days):
        form = times["some_day" if len(days) <= MOST_DAYS else "for_example"]
        named = " eller ".join(PLURALS[day] for day in days) if len(days) <= MOST_DAYS else PLURALS[days[0]]
        return form.format(day=named, clock=clock).strip()
    return times["rule"].format(days=often, clock=clock).strip() if often.endswith("i månaden") else times["next"]


def _day_and_clock(meeting: Meeting, today: date) -> str:
    return f"{_day(meeting, today)} {hours_of(meeting.starts, meeting.ends)}".strip()


def _day(meeting: Meeting, today: date) -> str:
    day = meeting.starts.date()
    return f"{DAYS[day.weekday()]} {plain_date(day, with_year=(day - today).days > FAR_DAYS)}"
