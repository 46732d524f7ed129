"""When something happens next, remembered for the day because the same activities are asked about again and again."""

from datetime import datetime, time
from functools import lru_cache

from knowledge.candidate import Candidate
from knowledge.entry import Meeting
from knowledge.hours import opening
from knowledge.recurrence import Occurrence, going_on, next_times, when_text

REMEMBERED = 2  # times of one day on, so that a first meeting that is over does not ask for the rule again


def next_start(item: Candidate, now: datetime) -> datetime | None:
    """The start of the next time, or of the one that goes on; None when it has no set times or no more of them."""
    if not item.meetings:
        return None
    midnight = datetime.combine(now.date(), time.min)
    coming = [each for each in _of_the_day(item.meetings, midnight) if (each.ends or each.starts) >= now]
    return coming[0].starts if coming else _after(item.meetings, now)


def is_over(item: Candidate, now: datetime) -> bool:
    """Did all its times pass, with no hours at which it is open besides?"""
    return bool(item.meetings) and not item.opening_hours and next_start(item, now) is None


def when_now(item: Candidate, now: datetime) -> str:
    """When it is, said at this moment."""
    if item.meetings:
        return when_text(item.meetings, now) or item.when
    state = opening(item.opening_hours, now)
    return f"{item.when} Just nu: {state.text}." if state.text else item.when


@lru_cache(maxsize=20_000)
def _of_the_day(meetings: tuple[Meeting, ...], midnight: datetime) -> tuple[Occurrence, ...]:
    return tuple(next_times(meetings, midnight, REMEMBERED))


def _after(meetings: tuple[Meeting, ...], now: datetime) -> datetime | None:
    ongoing = going_on(meetings, now)
    following = ongoing or next(iter(next_times(meetings, now, 1)), None)
    return following.starts if following else None
