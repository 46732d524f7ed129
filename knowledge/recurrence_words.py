"""How often something happens, in plain Swedish: "torsdagar kl. 14–16", "första onsdagen i månaden kl. 13"."""

import re
from datetime import datetime, timedelta

from knowledge.entry import Meeting
from knowledge.hours import DAYS, MONTHS, clock
from knowledge.recurrence_rule import Rule, rule_of

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ORDINALS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", -1: "sista", -2: "näst sista"}
NTH = {2: "varannan", 3: "var tredje", 4: "var fjärde", 5: "var femte", 6: "var sjätte"}
EVERY_DAY = {"BYDAY", "BYMONTHDAY", "BYSETPOS"}
SAYABLE = {"FREQ", "INTERVAL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND"} | EVERY_DAY
WORKDAYS = (0, 1, 2, 3, 4)
BYDAY = re.compile(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)")


def how_often(meeting: Meeting) -> str | None:
    """The days of a meeting that comes again, None when it does not or when no few words say it."""
    rule = rule_of(meeting.rrule) if meeting.rrule else None
    if rule is None or rule.parts.keys() - SAYABLE - ({"BYMONTH"} if rule.every == "YEARLY" else set()):
        return None
    if not _at_its_own_time(rule, meeting.starts):
        return None
    if rule.every == "DAILY" and "BYDAY" not in rule.parts:
        return _daily(rule)
    if rule.every in ("DAILY", "WEEKLY"):
        return _weekly(rule, meeting.starts)
    return _monthly(rule, meeting.starts) if rule.every == "MONTHLY" else _yearly(rule, meeting.starts)


def hours_of(starts: datetime, ends: datetime | None) -> str:
    """ "kl. 14–16", "kl. 14.30", empty for all of a day."""
    if starts.hour == starts.minute == 0 and (ends is None or ends.hour == ends.minute == 0):
        return ""
    if ends is None or ends <= starts or ends - starts > timedelta(hours=20):
        return f"kl. {clock(starts)}"
    return f"kl. {clock(starts)}–{clock(ends)}"


def listed(words: list[str]) -> str:
    """ "måndagar, onsdagar och fredagar"."""
    return " och ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _at_its_own_time(rule: Rule, starts: datetime) -> bool:
    own = {"BYHOUR": starts.hour, "BYMINUTE": starts.minute, "BYSECOND": starts.second}
    return all(rule.parts.get(name, str(value)).lstrip("0") in (str(value), str(value).lstrip("0"))
               for name, value in own.items())  # fmt: skip


def _daily(rule: Rule) -> str | None:
    if EVERY_DAY & rule.parts.keys():
        return None
    return "varje dag" if rule.interval == 1 else _nth(rule, "dag")


def _weekly(rule: Rule, starts: datetime) -> str | None:
    days = [(starts.weekday(), 0)] if "BYDAY" not in rule.parts else _days(rule)
    if (EVERY_DAY - {"BYDAY"}) & rule.parts.keys() or any(nth for _, nth in days):
        return None
    if rule.every == "DAILY" and rule.interval > 1:
        return None
    named = sorted({day for day, _ in days})
    if rule.interval > 1:
        return _nth(rule, listed([DAYS[day] for day in named]))
    if len(named) == 7:
        return "varje dag"
    return "vardagar" if tuple(named) == WORKDAYS else listed([f"{DAYS[day]}ar" for day in named])


def _monthly(rule: Rule, starts: datetime) -> str | None:
    month = "i månaden" if rule.interval == 1 else _nth(rule, "månad")
    if month is None or {"BYDAY", "BYMONTHDAY"} <= rule.parts.keys():
        return None
    if "BYDAY" not in rule.parts:
        days = rule.parts.get("BYMONTHDAY", str(starts.day)).split(",")
        plain = "BYSETPOS" not in rule.parts and all(day.isdigit() for day in days)
        return f"den {listed(sorted(days, key=int))} {month}" if plain else None
    ordinals = _ordinals(rule)
    return f"{ordinals} {month}" if ordinals else None


def _ordinals(rule: Rule) -> str | None:
    """ "första och tredje onsdagen", when it is one weekday."""
    days = _days(rule)
    if "BYSETPOS" in rule.parts:
        if len(days) != 1 or days[0][1]:
            return None
        days = [(days[0][0], int(place)) for place in rule.parts["BYSETPOS"].split(",")]
    if len({day for day, _ in days}) != 1 or any(nth not in ORDINALS for _, nth in days):
        return None
    ordered = sorted((nth for _, nth in days), key=lambda nth: (nth < 0, nth))
    return f"{listed([ORDINALS[nth] for nth in ordered])} {DAYS[days[0][0]]}en"


def _yearly(rule: Rule, starts: datetime) -> str | None:
    month, day = rule.parts.get("BYMONTH", str(starts.month)), rule.parts.get("BYMONTHDAY", str(starts.day))
    if rule.interval > 1 or {"BYDAY", "BYSETPOS"} & rule.parts.keys() or not (month + day).isdigit():
        return None
    return f"varje år den {int(day)} {MONTHS[int(month) - 1]}"


def _days(rule: Rule) -> list[tuple[int, int]]:
    """Weekdays (0 is Monday) with which of them in the month, 0 for every."""
    found = (BYDAY.fullmatch(part) for part in rule.parts["BYDAY"].split(","))
    return [(CODES.index(match[2]), int(match[1] or 0)) for match in found if match]


def _nth(rule: Rule, unit: str) -> str | None:
    return f"{NTH[rule.interval]} {unit}" if rule.interval in NTH else None
