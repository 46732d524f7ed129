"""When something happens next: on Swedish clocks, whatever rule a feed brings, and said so that anyone understands."""

import time
from datetime import datetime, timedelta, timezone
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as some

from knowledge.calendar import closed_day
from knowledge.entry import Meeting
from knowledge.hours import SWEDEN
from knowledge.recurrence import going_on, next_times, when_text
from knowledge.recurrence_rule import occurrences, rule_problem

NOW = datetime(2026, 5, 10, 12)  # a Sunday
ABSURD = [
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=1",
    "FREQ=HOURLY",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;INTERVAL=-1",
    "FREQ=WEEKLY;INTERVAL=" + "9" * 40,
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,30",
    "FREQ=DAILY;X=1",
    "FREQ=DAILY;FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=WEEKLY;UNTIL=20260230",
    "FREQ=WEEKLY;UNTIL=snart",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=WEEKLY\nRRULE:FREQ=SECONDLY",
    "EXRULE:FREQ=DAILY",
    "varje torsdag",
    "",
    "FREQ=DAILY;BYMONTHDAY=" + "1," * 5000 + "1",
]
NEVER = [f"FREQ={every};BYMONTH=2;BYMONTHDAY=30" for every in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")]


def at(*when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=SWEDEN, fold=fold)  # type: ignore[misc,arg-type]


def weekly(*starts: int, rule: str = "FREQ=WEEKLY", **more: object) -> Meeting:
    return Meeting(starts=datetime(*starts), rrule=rule, **more)  # type: ignore[arg-type]


def days(found: list) -> list[str]:
    return [f"{item.starts:%Y-%m-%d %H:%M}" for item in found]


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        ([weekly(2026, 1, 1, 14, ends=datetime(2026, 1, 1, 16))],
         "Torsdagar kl. 14–16. Nästa gång torsdag 14 maj. Det är röd dag då. Kolla att det är öppet."),
        ([weekly(2026, 1, 6, 18, rule="FREQ=WEEKLY;INTERVAL=2")], "Varannan tisdag kl. 18. Nästa gång tisdag 12 maj."),
        ([weekly(2026, 1, 6, 18, rule="FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH")],
         "Var tredje tisdag och torsdag kl. 18. Nästa gång tisdag 12 maj."),
        ([weekly(2026, 1, 7, 13, rule="FREQ=MONTHLY;BYDAY=1WE")],
         "Första onsdagen i månaden kl. 13. Nästa gång onsdag 3 juni."),
        ([weekly(2026, 1, 7, 13, rule="FREQ=MONTHLY;BYDAY=WE;BYSETPOS=1")],
         "Första onsdagen i månaden kl. 13. Nästa gång onsdag 3 juni."),
        ([weekly(2026, 1, 7, 13, rule="FREQ=MONTHLY;BYDAY=1WE,3WE")],
         "Första och tredje onsdagen i månaden kl. 13. Nästa gång onsdag 20 maj."),
        ([weekly(2026, 1, 25, 13, 30, rule="FREQ=MONTHLY;BYDAY=-1SU;INTERVAL=2")],
         "Sista söndagen varannan månad kl. 13.30. Nästa gång söndag 31 maj."),
        ([weekly(2026, 1, 15, 13, rule="FREQ=MONTHLY")], "Den 15 i månaden kl. 13. Nästa gång fredag 15 maj. "
         "Det är nära en röd dag då. Kolla att det är öppet."),
        ([weekly(2026, 1, 5, 10, rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")], "Vardagar kl. 10. Nästa gång i morgon."),
        ([weekly(2026, 1, 5, 18, rule="FREQ=DAILY")], "Varje dag kl. 18. Nästa gång i dag."),
        ([weekly(2026, 1, 5, 10), weekly(2026, 1, 7, 18)],
         "Måndagar kl. 10 och onsdagar kl. 18. Nästa gång i morgon kl. 10."),
        ([weekly(2025, 12, 24, 15, rule="FREQ=YEARLY")],
         "Varje år den 24 december kl. 15. Nästa gång torsdag 24 december. Det är julafton då. Kolla att det är öppet."),
        ([weekly(2026, 5, 4, 10, rule="FREQ=WEEKLY;COUNT=2")], "Måndagar kl. 10. Sista gången i morgon."),
        ([weekly(2026, 5, 4, 10, rule="FREQ=WEEKLY;BYMONTH=5,9")],
         "I morgon kl. 10. Sedan måndag 18 maj kl. 10."),
        ([Meeting(starts=datetime(2026, 5, 10, 18))], "I dag kl. 18."),
        ([Meeting(starts=datetime(2026, 5, 11, 10))], "I morgon kl. 10."),
        ([Meeting(starts=datetime(2026, 12, 5, 11), ends=datetime(2026, 12, 5, 13))], "Lördag 5 december kl. 11–13."),
        ([Meeting(starts=datetime(2027, 12, 5, 11))], "Söndag 5 december 2027 kl. 11."),
        ([Meeting(starts=datetime(2026, 5, 16), ends=datetime(2026, 5, 18))], "Lördag 16 maj till söndag 17 maj."),
        ([Meeting(starts=datetime(2026, 5, 14, 11))], "Torsdag 14 maj kl. 11."),
        ([Meeting(starts=datetime(2026, 5, 10, 11), ends=datetime(2026, 5, 10, 13))], "Pågår nu, till kl. 13."),
        ([Meeting(starts=datetime(2026, 5, 12, 11), cancelled=True)], "Inställt: tisdag 12 maj kl. 11."),
        ([Meeting(starts=datetime(2026, 5, 1, 11))], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_when_it_happens_is_said_in_plain_swedish(meetings: list[Meeting], said: str) -> None:
    assert when_text(meetings, NOW) == said


def test_a_meeting_at_14_stays_at_14_over_both_changes_of_the_clock() -> None:
    for sunday, hours_between in (((2026, 3, 29), 23), ((2026, 10, 25), 25)):
        moment = at(*sunday) - timedelta(days=1)
        before, after = next_times([weekly(2026, 1, 1, 14, rule="FREQ=DAILY")], moment, 2)
        assert (before.starts.hour, after.starts.hour) == (14, 14)
        assert after.starts.timestamp() - before.starts.timestamp() == hours_between * 3600


def test_half_past_two_on_the_night_that_lacks_it_comes_at_half_past_three() -> None:
    found = next_times([weekly(2026, 3, 1, 2, 30, rule="FREQ=DAILY")], at(2026, 3, 29, 0, 0), 2)
    assert days(found) == ["2026-03-29 03:30", "2026-03-30 02:30"]
    assert next_times([weekly(2026, 3, 1, 2, 30, rule="FREQ=DAILY")], at(2026, 3, 29, 3, 10), 1) == found[:1]


def test_half_past_two_on_the_night_that_has_it_twice_comes_once_and_first() -> None:
    daily = [weekly(2026, 10, 1, 2, 30, rule="FREQ=DAILY")]
    assert next_times(daily, at(2026, 10, 25, 2, 0), 1)[0].starts.utcoffset() == timedelta(hours=2)
    assert days(next_times(daily, at(2026, 10, 25, 2, 15, fold=1), 1)) == ["2026-10-26 02:30"]


def test_now_may_be_in_any_zone() -> None:
    meeting = [Meeting(starts=datetime(2026, 7, 1, 14))]
    assert next_times(meeting, datetime(2026, 7, 1, 12, 0, tzinfo=timezone.utc))
    assert not next_times(meeting, datetime(2026, 7, 1, 12, 1, tzinfo=timezone.utc))


def test_an_exception_takes_out_one_time_and_a_date_alone_all_of_its_day() -> None:
    twice = weekly(2026, 5, 4, 10, rule="FREQ=WEEKLY;BYHOUR=10,18",
                   exdates=(datetime(2026, 5, 11, 10), datetime(2026, 5, 18)))  # fmt: skip
    assert days(next_times([twice], NOW, 3)) == ["2026-05-11 18:00", "2026-05-25 10:00", "2026-05-25 18:00"]


def test_extra_times_come_besides_and_last_as_long() -> None:
    meeting = weekly(2026, 5, 4, 10, ends=datetime(2026, 5, 4, 12), extra=(datetime(2026, 5, 13, 9),))
    found = next_times([meeting], NOW, 2)
    assert days(found) == ["2026-05-11 10:00", "2026-05-13 09:00"]
    assert [item.ends.hour for item in found if item.ends] == [12, 11]


def test_what_is_cancelled_does_not_come() -> None:
    assert next_times([weekly(2026, 5, 4, 10, cancelled=True)], NOW) == []


def test_a_rule_ends_with_its_last_day_counted_in() -> None:
    for until in ("20260518", "20260518T080000Z", "20260518T100000"):
        assert len(next_times([weekly(2026, 5, 4, 10, rule=f"FREQ=WEEKLY;UNTIL={until}")], NOW, 9)) == 2
    assert len(next_times([weekly(2026, 5, 4, 10, rule="FREQ=WEEKLY;UNTIL=20260518T075959Z")], NOW, 9)) == 1


def test_a_count_counts_what_was_excepted_and_what_has_been() -> None:
    counted = weekly(2026, 4, 27, 10, rule="FREQ=WEEKLY;COUNT=4", exdates=(datetime(2026, 5, 11, 10),))
    assert days(next_times([counted], NOW, 9)) == ["2026-05-18 10:00"]


def test_the_31st_skips_short_months_and_leap_day_short_years() -> None:
    assert days(next_times([weekly(2020, 1, 31, 9, rule="FREQ=MONTHLY")], NOW, 3)) == [
        "2026-05-31 09:00", "2026-07-31 09:00", "2026-08-31 09:00"]  # fmt: skip
    assert days(next_times([weekly(2020, 2, 29, 9, rule="FREQ=YEARLY")], datetime(2026, 9, 1), 3)) == [
        "2028-02-29 09:00"
    ]


@pytest.mark.parametrize(("rule", "step"), [("FREQ=MONTHLY;INTERVAL=5", 5), ("FREQ=YEARLY;INTERVAL=2", 24)])
def test_every_fifth_month_and_second_year_keep_their_months(rule: str, step: int) -> None:
    found = next_times([weekly(2015, 2, 15, 9, rule=rule)], NOW, 2)
    assert [(item.starts.year * 12 + item.starts.month - 2015 * 12 - 2) % step for item in found] == [0] * len(found)
    assert found and found[0].starts.day == 15


def test_every_other_week_keeps_its_weeks_over_the_years() -> None:
    first = datetime(2015, 1, 6, 18)
    found = next_times([Meeting(starts=first, rrule="FREQ=WEEKLY;INTERVAL=2")], NOW, 5)
    assert [(item.starts.replace(tzinfo=None) - first).days % 14 for item in found] == [0] * 5


def test_the_same_time_of_two_rules_is_told_once() -> None:
    assert len(next_times([weekly(2026, 5, 4, 10), weekly(2026, 4, 27, 10)], NOW, 2)) == 2
    assert days(next_times([weekly(2026, 5, 4, 10), weekly(2026, 4, 27, 10)], NOW, 2))[1] == "2026-05-18 10:00"


def test_going_on_is_what_has_begun_and_not_ended() -> None:
    meeting = weekly(2026, 5, 3, 11, ends=datetime(2026, 5, 3, 13))
    assert going_on([meeting], NOW) is not None
    assert going_on([meeting], NOW + timedelta(hours=1)) is None


@pytest.mark.parametrize("rule", ABSURD)
def test_an_absurd_rule_is_named_and_leaves_the_first_time(rule: str) -> None:
    assert rule_problem(rule)
    assert days(next_times([weekly(2026, 6, 1, 10, rule=rule)], NOW, 9)) == ["2026-06-01 10:00"]


@pytest.mark.parametrize("rule", [*ABSURD, *NEVER, "FREQ=DAILY;COUNT=999999999", "FREQ=DAILY;UNTIL=29990101",
                                  "FREQ=WEEKLY;UNTIL=99991231T235959Z", "FREQ=YEARLY;INTERVAL=1000"])  # fmt: skip
def test_no_rule_costs_more_than_a_moment(rule: str) -> None:
    meetings = [
        weekly(1903, 1, 1, 10, rule=rule, exdates=tuple(NOW + timedelta(hours=22, days=n) for n in range(10_000)))
    ]
    next_times(meetings, NOW, 3)
    began = time.process_time()
    when_text(meetings, NOW)
    assert time.process_time() - began < 0.5


def test_a_usual_rule_is_followed_in_less_than_a_millisecond() -> None:
    meetings = [weekly(1990, 1, 4, 14)]
    next_times(meetings, NOW, 3)
    began = time.process_time()
    for _ in range(50):
        next_times(meetings, NOW, 3)
    assert (time.process_time() - began) / 50 < 0.003


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ((2026, 12, 24), "julafton"),
        ((2026, 12, 25), "röd dag"),
        ((2026, 12, 28), "mellandagarna"),
        ((2026, 4, 5), "röd dag"),
        ((2026, 5, 15), "nära en röd dag"),
        ((2026, 6, 19), "midsommarafton"),
        ((2026, 5, 23), None),
        ((2026, 5, 10), None),
        ((2026, 5, 11), None),
    ],
)
def test_days_on_which_much_is_closed_are_known(day: tuple[int, int, int], why: str | None) -> None:
    assert closed_day(datetime(*day).date()) == why


PARTS = some.sampled_from(
    ["INTERVAL=2", "INTERVAL=0", "COUNT=7", "UNTIL=20300101", "UNTIL=20300101T120000Z", "BYDAY=MO,WE", "BYDAY=-1FR",
     "BYDAY=2TU", "BYMONTHDAY=31", "BYMONTHDAY=-1", "BYMONTH=2", "BYMONTH=6,7", "BYSETPOS=-1", "BYHOUR=2,14",
     "BYMINUTE=30", "BYYEARDAY=366", "BYWEEKNO=53", "WKST=SU", "INTERVAL=999"]
)  # fmt: skip
RULES = some.builds(
    lambda every, parts: ";".join([f"FREQ={every}", *parts]),
    some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
    some.lists(PARTS, max_size=4),
)
MOMENTS = some.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1))
MEETINGS = some.builds(
    Meeting,
    starts=MOMENTS,
    ends=some.none() | MOMENTS,
    rrule=some.none() | RULES | some.text(max_size=30),
    exdates=some.lists(MOMENTS, max_size=3).map(tuple),
    extra=some.lists(some.datetimes(), max_size=3).map(tuple),
    cancelled=some.booleans(),
)


@settings(max_examples=150, deadline=2_000)
@given(some.lists(MEETINGS, max_size=3), MOMENTS, some.integers(0, 5))
def test_whatever_the_meetings_the_times_are_to_come_in_order_and_bounded(meetings, now, limit) -> None:
    moment = now.replace(tzinfo=SWEDEN)
    found = next_times(meetings, moment, limit)
    instants = [item.starts.timestamp() for item in found]
    assert len(found) <= limit and instants == sorted(instants)
    assert all(instant >= moment.timestamp() for instant in instants)
    assert isinstance(when_text(meetings, moment), str)


@settings(max_examples=100, deadline=2_000)
@given(RULES, MOMENTS, some.integers(0, 3))
def test_an_excepted_time_never_comes(rule, starts, which) -> None:
    meeting = Meeting(starts=starts, rrule=rule)
    found = next_times([meeting], starts, 4)
    if which < len(found):
        gone = found[which].starts.replace(tzinfo=None, fold=0)
        again = next_times([Meeting(starts=starts, rrule=rule, exdates=(gone,))], starts, 4)
        moved_by_the_clock = gone.month == 3 and gone.hour == 3
        assert moved_by_the_clock or gone not in [item.starts.replace(tzinfo=None, fold=0) for item in again]


@settings(max_examples=100, deadline=2_000)
@given(RULES, some.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), some.integers(0, 39))
def test_the_times_are_the_same_wherever_one_begins_to_look(rule, starts, which) -> None:
    meeting = Meeting(starts=starts.replace(microsecond=0), rrule=rule)
    from_the_start = next_times([meeting], starts, 40)
    rest = from_the_start[which:]
    if rest:
        assert next_times([meeting], rest[0].starts, len(rest)) == rest


@given(
    some.sets(some.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))),
    some.integers(1, 5),
    some.sampled_from(("", ";WKST=SU", ";WKST=WE")),
    some.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    some.integers(0, 900),
)
def test_a_plain_weekly_rule_gives_the_times_that_the_standard_library_for_rules_gives(
    days: set[str], interval: int, begins: str, starts: datetime, later: int
) -> None:
    by_day = f";BYDAY={','.join(sorted(days))}" if days else ""
    text, floor = f"FREQ=WEEKLY;INTERVAL={interval}{by_day}{begins}", starts + timedelta(days=later)
    whole = rrulestr(text, dtstart=starts).between(floor - timedelta(seconds=1), floor + timedelta(days=700))
    found = takewhile(lambda moment: moment < floor + timedelta(days=700), occurrences(text, starts, floor))
    assert list(found) == [moment for moment in whole if moment >= floor]
