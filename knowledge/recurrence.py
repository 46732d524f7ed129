"""When an activity happens next, and how that is said in plain Swedish."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from heapq import merge
from itertools import takewhile
from math import inf
from operator import itemgetter

from knowledge.calendar import closed_day
from knowledge.entry import Meeting
from knowledge.hours import DAYS, SWEDEN, plain_date
from knowledge.recurrence_rule import LAST_YEAR, occurrences
from knowledge.recurrence_words import hours_of, how_often, listed

CHANGE = timedelta(hours=1)  # how much the clock is changed
REMEMBERED = 4096  # moments of which the Swedish time is kept: most meetings begin at the same few hours
MOST_PATTERNS = 3
A_DAY = timedelta(days=1)
END = datetime(LAST_YEAR + 4, 1, 1)


@dataclass(frozen=True)
class Occurrence:
    """One time at which it happens, in Swedish time. `place` is the index of a place of the entry.

    `recurs` tells a time that a rule gives from one that was set by itself.
    """

    starts: datetime
    ends: datetime | None
    place: int = 0
    note: str | None = None
    recurs: bool = False


def next_times(meetings: Sequence[Meeting], now: datetime, limit: int = 3) -> list[Occurrence]:
    """The next times from `now` on (aware, or naive Swedish time), soonest first, each once."""
    moment = _aware(now)
    floor, since = moment.replace(tzinfo=None) - CHANGE, moment.timestamp()
    found: dict[tuple[float, int], Occurrence] = {}
    for at, time_ in merge(*(_stamped(meeting, floor) for meeting in meetings), key=itemgetter(0)):
        if len(found) >= limit and at > _at_most(found, limit) + CHANGE.total_seconds():
            break  # on the night of a change times come up to an hour out of order, and no more
        if at >= since:
            found.setdefault((at, time_.place), time_)
    return [found[key] for key in sorted(found)[: max(limit, 0)]]


def _stamped(meeting: Meeting, floor: datetime) -> Iterator[tuple[float, Occurrence]]:
    return ((item.starts.timestamp(), item) for item in _times(meeting, floor))


def _at_most(found: Mapping[tuple[float, int], Occurrence], limit: int) -> float:
    """When the last of the first `limit` is."""
    return sorted(found)[limit - 1][0] if limit > 0 else -inf


def going_on(meetings: Sequence[Meeting], now: datetime) -> Occurrence | None:
    """What began within the last day and has not ended yet."""
    moment = _aware(now).timestamp()
    floor = (_aware(now) - A_DAY).replace(tzinfo=None) - CHANGE
    last = _aware(now).replace(tzinfo=None) + CHANGE
    begun = (
        item for meeting in meetings for item in takewhile(lambda one: _clock(one) <= last, _times(meeting, floor))
    )
    recent = (item for item in begun if moment - A_DAY.total_seconds() <= item.starts.timestamp() <= moment)
    on = [item for item in recent if item.ends and item.ends.timestamp() > moment]
    return min(on, key=lambda item: (item.starts.timestamp(), item.place), default=None)


def _clock(item: Occurrence) -> datetime:
    return item.starts.replace(tzinfo=None)


def when_text(meetings: Sequence[Meeting], now: datetime) -> str:
    """When it happens: "Torsdagar kl. 14–16. Nästa gång torsdag 14 maj."; empty when nothing is to come."""
    coming = next_times(meetings, now, 3)
    ongoing = going_on(meetings, now)
    if not coming and ongoing is None:
        return _called_off(meetings, now)
    today = _aware(now).date()
    sentences = [f"Pågår nu, till {hours_of(ongoing.ends, None)}."] if ongoing and ongoing.ends else []
    still = meetings if len(meetings) == 1 and coming else [item for item in meetings if _still_comes(item, now)]
    patterns = _patterns(still)
    sentences += _recurring(patterns, coming, today) if patterns else _by_itself(coming, today)
    return " ".join(sentences + _caution(coming))


def _aware(now: datetime) -> datetime:
    return now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)


def _times(meeting: Meeting, floor: datetime) -> Iterator[Occurrence]:
    """The times of one meeting from `floor` on."""
    if meeting.cancelled:
        return
    gone = set(meeting.exdates)
    by_rule = occurrences(meeting.rrule, meeting.starts, floor) if meeting.rrule else iter([meeting.starts])
    own = sorted(moment for moment in meeting.extra if moment >= floor)
    for starts, recurs in merge(((moment, bool(meeting.rrule)) for moment in by_rule), ((one, False) for one in own)):
        if floor <= starts < END and not _excepted(starts, gone):
            yield _occurrence(meeting, starts, recurs)


def _excepted(starts: datetime, gone: set[datetime]) -> bool:
    """An exception is a start, or midnight for all of the day."""
    return starts in gone or datetime.combine(starts.date(), time.min) in gone


def _occurrence(meeting: Meeting, starts: datetime, recurs: bool) -> Occurrence:
    lasts = meeting.ends - meeting.starts if meeting.ends and meeting.ends > meeting.starts else None
    ends = _on_the_clock(starts + lasts) if lasts else None
    return Occurrence(_on_the_clock(starts), ends, meeting.place, meeting.note, recurs)


@lru_cache(maxsize=REMEMBERED)
def _on_the_clock(moment: datetime) -> datetime:
    """Swedish time; what a night in spring lacks comes an hour later, of what a night in autumn has twice the first."""
    return moment.replace(tzinfo=SWEDEN).astimezone(timezone.utc).astimezone(SWEDEN)


def _still_comes(meeting: Meeting, now: datetime) -> bool:
    return bool(next_times([meeting], now, 1))


def _patterns(meetings: Sequence[Meeting]) -> list[str]:
    """ "torsdagar kl. 14–16" for each rule, empty when one of them cannot be said or they are too many."""
    found: dict[str, None] = {}
    for meeting in meetings:
        often = how_often(meeting)
        if often is None:
            if meeting.rrule:
                return []
            continue
        found[f"{often} {hours_of(meeting.starts, meeting.ends)}".strip()] = None
    return list(found) if len(found) <= MOST_PATTERNS else []


def _recurring(patterns: list[str], coming: list[Occurrence], today: date) -> list[str]:
    often = _sentence(listed(patterns))
    if not coming:
        return [often]
    first = coming[0]
    hours = hours_of(first.starts, first.ends)
    said = _day(first.starts.date(), today)
    if hours and not (len(patterns) == 1 and patterns[0].endswith(hours)):
        said += f" {hours}"
    return [often, f"{'Nästa' if len(coming) > 1 else 'Sista'} gång{'' if len(coming) > 1 else 'en'} {said}."]


def _by_itself(coming: list[Occurrence], today: date) -> list[str]:
    """ "Lördag 5 december kl. 11–13. Sedan söndag 6 december kl. 11–13." """
    said = [f"{_days_of(item, today)} {hours_of(item.starts, item.ends)}".strip() for item in coming[:2]]
    return [_sentence(said[0])] + [f"Sedan {also}." for also in said[1:]] if said else []


def _days_of(item: Occurrence, today: date) -> str:
    first = _day(item.starts.date(), today)
    if item.ends is None or item.ends - item.starts <= timedelta(hours=20):
        return first
    last = (item.ends - timedelta(minutes=1)).date()
    return first if last == item.starts.date() else f"{first} till {_day(last, today)}"


def _day(day: date, today: date) -> str:
    """ "i dag", "i morgon", "torsdag 14 maj", with the year when it is far away."""
    away = (day - today).days
    if away in (0, 1):
        return ("i dag", "i morgon")[away]
    return f"{DAYS[day.weekday()]} {plain_date(day, with_year=away > 180 and day.year != today.year)}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _caution(coming: list[Occurrence]) -> list[str]:
    """What comes by a rule may fall on a holiday unthought of; what was set by itself was meant."""
    closed = closed_day(coming[0].starts.date()) if coming and coming[0].recurs else None
    return [f"Det är {closed} då. Kolla att det är öppet."] if closed else []


def _called_off(meetings: Sequence[Meeting], now: datetime) -> str:
    """ "Inställt: lördag 5 december kl. 11–13." when all that was to come is called off."""
    today = _aware(now).date()
    off = sorted(
        (item for item in meetings if item.cancelled and item.starts.date() >= today), key=lambda one: one.starts
    )
    if not off:
        return ""
    return f"Inställt: {_day(off[0].starts.date(), today)} {hours_of(off[0].starts, off[0].ends)}".strip() + "."
