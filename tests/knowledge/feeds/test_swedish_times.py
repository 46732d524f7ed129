"""Times as people write them in the column tid."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import Unreadable
from knowledge.feeds.swedish_times import Time, read_times
from knowledge.hours import hours_problem, opening
from knowledge.recurrence_rule import rule_problem

TODAY = date(2026, 11, 23)


def said(raw: str) -> tuple[Time, ...]:
    return read_times(raw, TODAY).times


@pytest.mark.parametrize(
    ("raw", "rule", "begins", "ends"),
    [
        ("torsdagar 14-16", "FREQ=WEEKLY;BYDAY=TH", time(14), time(16)),
        ("Torsdagar kl. 14–16", "FREQ=WEEKLY;BYDAY=TH", time(14), time(16)),
        ("varje tisdag kl 18", "FREQ=WEEKLY;BYDAY=TU", time(18), None),
        ("tors 14:30 till 16", "FREQ=WEEKLY;BYDAY=TH", time(14, 30), time(16)),
        ("måndagar, onsdagar och fredagar 10-12", "FREQ=WEEKLY;BYDAY=MO,WE,FR", time(10), time(12)),
        ("varannan torsdag 14-16", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", time(14), time(16)),
        ("var tredje vecka på onsdagar kl 18", "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", time(18), None),
        ("första onsdagen i månaden", "FREQ=MONTHLY;BYDAY=1WE", None, None),
        ("första och tredje tisdagen i månaden 13.30-15", "FREQ=MONTHLY;BYDAY=1TU,3TU", time(13, 30), time(15)),
        ("sista fredagen varje månad 18-21", "FREQ=MONTHLY;BYDAY=-1FR", time(18), time(21)),
        ("den 15:e varje månad kl 18", "FREQ=MONTHLY;BYMONTHDAY=15", time(18), None),
        ("torsdagar 14-16 september-maj", "FREQ=WEEKLY;BYDAY=TH;BYMONTH=1,2,3,4,5,9,10,11,12", time(14), time(16)),
        (
            "torsdagar 14-16 utom juli och augusti",
            "FREQ=WEEKLY;BYDAY=TH;BYMONTH=1,2,3,4,5,6,9,10,11,12",
            time(14),
            time(16),
        ),
    ],
)
def test_what_comes_again_becomes_a_rule(raw: str, rule: str, begins: time | None, ends: time | None) -> None:
    (one,) = said(raw)
    assert (one.rule, one.begins, one.ends) == (rule, begins, ends)
    assert rule_problem(rule) is None


def test_several_times_stay_apart() -> None:
    assert [(one.rule, one.begins) for one in said("tisdagar 13-15, torsdagar 18-20")] == [
        ("FREQ=WEEKLY;BYDAY=TU", time(13)), ("FREQ=WEEKLY;BYDAY=TH", time(18))
    ]  # fmt: skip
    assert [one.begins for one in said("tisdagar 10-12 och 18-20")] == [time(10), time(18)]


def test_even_weeks_are_those_of_the_calendar() -> None:
    (one,) = said("tisdagar jämna veckor 10-12")
    assert one.rule and "BYWEEKNO=2,4," in one.rule and "BYDAY=TU" in one.rule


@pytest.mark.parametrize(
    ("raw", "hours"),
    [
        ("mån-fre 10-16", "Mo-Fr 10:00-16:00"),
        ("måndag till fredag 8-17", "Mo-Fr 08:00-17:00"),
        ("vardagar 9–16, lördagar 11-14", "Mo-Fr 09:00-16:00; Sa 11:00-14:00"),
        ("dagligen 10-12", "Mo-Su 10:00-12:00"),
        ("vardagar 10-16, ej röda dagar", "Mo-Fr 10:00-16:00; PH off"),
        ("dygnet runt", "24/7"),
    ],
)
def test_a_span_of_days_is_when_it_is_open(raw: str, hours: str) -> None:
    assert read_times(raw, TODAY).hours == hours
    assert hours_problem(hours) is None


@pytest.mark.parametrize("raw", ["3/12 2026 kl 14-16", "2026-12-03 14:00-16:00", "torsdag 3 december 2026 14-16"])
def test_a_day_with_its_year_is_that_day(raw: str) -> None:
    assert said(raw) == (Time(day=date(2026, 12, 3), begins=time(14), ends=time(16)),)


def test_several_days_share_the_last_clock_time() -> None:
    assert [(one.day, one.begins) for one in said("2026-12-03, 2026-12-10 kl 14")] == [
        (date(2026, 12, 3), time(14)), (date(2026, 12, 10), time(14))
    ]  # fmt: skip


def test_what_no_rule_can_say_is_kept_as_a_note() -> None:
    assert read_times("onsdagar 10-12 (ej helgdagar)", TODAY).note == "Ej helgdagar"
    assert read_times("torsdagar 14-16 under terminen", TODAY).note == "Under terminen"


@pytest.mark.parametrize(
    "raw",
    ["", "kanske nån gång", "kl 14-16", "torsdagar 25-27", "den 45:e kl 10", "30/2 2026", "onsdagar vid fullmåne",
     "torsdagar 14-16 ej i Lund", "1/1 1900"],
)  # fmt: skip
def test_what_is_not_all_understood_is_not_half_understood(raw: str) -> None:
    with pytest.raises(Unreadable):
        read_times(raw, TODAY)


WORDS = st.sampled_from(
    [
        "torsdagar",
        "varannan",
        "tisdag",
        "första",
        "sista",
        "i",
        "månaden",
        "kl",
        "14-16",
        "18",
        "mån-fre",
        "vardagar",
        "ej",
        "juli",
        "september-maj",
        "jämna",
        "veckor",
        "den",
        "15:e",
        "3/12",
        "2026",
        "2026-12-03",
        "och",
        ",",
        "utom",
        "röda",
        "dagar",
        "dygnet",
        "runt",
        "24",
        "99",
        "-",
        "helger",
        ":",
        "(",
        "sön",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=9).map(" ".join)))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_used(raw: str) -> None:
    try:
        found = read_times(raw, TODAY)
    except Unreadable:
        return
    assert found.times or found.hours
    assert found.hours is None or hours_problem(found.hours) is None
    assert all(one.day or (one.rule and not rule_problem(one.rule)) for one in found.times)


def test_two_spans_of_one_day_both_hold() -> None:
    hours = read_times("öppet mån-fre 9-12 och 13-16", TODAY).hours
    assert hours and all(opening(hours, datetime(2026, 11, 23, hour)).is_open for hour in (10, 14))
    assert not opening(hours, datetime(2026, 11, 23, 12, 30)).is_open
