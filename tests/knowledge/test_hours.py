"""Open now, opens at: nights, holidays and the two days when the clock is changed."""

import time
from datetime import datetime, timedelta, timezone

import pytest

from knowledge.hours import SWEDEN, hours_problem, opening

DAYS = "Mo-Fr 08:00-19:00; Sa-Su,PH 10:00-16:00"
NIGHTS = "Mo-Su 21:00-06:00"
OFFICE = "Mo-Fr 10:00-15:00; PH off"
UNSURE = "Mo-Fr 10:00-15:00; PH unknown"


def at(*when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=SWEDEN, fold=fold)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("hours", "now", "is_open", "text"),
    [
        (DAYS, at(2026, 11, 23, 14, 0), True, "öppet nu, stänger kl. 19"),
        (DAYS, at(2026, 11, 23, 7, 30), False, "öppnar kl. 8"),
        (DAYS, at(2026, 11, 23, 19, 0), False, "öppnar i morgon kl. 8"),
        (DAYS, at(2026, 11, 27, 20, 0), False, "öppnar i morgon kl. 10"),
        (OFFICE, at(2026, 11, 28, 12, 0), False, "öppnar måndag kl. 10"),
        (OFFICE, at(2026, 11, 29, 12, 0), False, "öppnar i morgon kl. 10"),
        (NIGHTS, at(2026, 11, 23, 23, 0), True, "öppet nu, stänger kl. 6"),
        (NIGHTS, at(2026, 11, 24, 5, 59), True, "öppet nu, stänger kl. 6"),
        (NIGHTS, at(2026, 11, 24, 6, 0), False, "öppnar kl. 21"),
        ("24/7", at(2026, 11, 24, 3, 0), True, "öppet dygnet runt"),
        ("Mo-Su 21:00-22:30", at(2026, 11, 24, 21, 30), True, "öppet nu, stänger kl. 22.30"),
        ("Mo-Su 20:00-24:00", at(2026, 11, 24, 23, 0), True, "öppet nu, stänger kl. 0"),
        (None, at(2026, 11, 24, 12, 0), None, ""),
        ("när det passar", at(2026, 11, 24, 12, 0), None, ""),
    ],
)
def test_opening_is_said_in_plain_swedish(hours: str, now: datetime, is_open: bool, text: str) -> None:
    found = opening(hours, now)
    assert (found.is_open, found.text) == (is_open, text)


@pytest.mark.parametrize(
    "day",
    [
        (2026, 12, 24),
        (2026, 12, 25),
        (2026, 12, 31),
        (2027, 1, 1),
        (2027, 1, 6),
        (2027, 3, 26),
        (2027, 5, 6),
        (2027, 6, 25),
    ],
    ids=str,
)
def test_weekday_lines_are_closed_on_swedish_holidays(day: tuple[int, int, int]) -> None:
    assert opening(OFFICE, at(*day, 12, 0)).is_open is False


def test_a_holiday_on_a_weekday_follows_the_weekend_hours() -> None:
    assert opening(DAYS, at(2026, 12, 25, 8, 30)).is_open is False
    assert opening(DAYS, at(2026, 12, 25, 11, 0)).text == "öppet nu, stänger kl. 16"


def test_unknown_hours_on_a_holiday_are_said_to_be_unknown() -> None:
    found = opening(UNSURE, at(2026, 12, 25, 12, 0))
    assert found.is_open is None and "helgdag" in found.text


def test_an_ordinary_sunday_is_not_a_holiday() -> None:
    assert opening("Mo-Su 09:00-12:00; PH off", at(2026, 11, 22, 10, 0)).is_open is True


def test_a_night_line_stays_open_through_both_changes_of_the_clock() -> None:
    for moment in (
        at(2026, 10, 25, 2, 30),
        at(2026, 10, 25, 2, 30, fold=1),
        at(2027, 3, 28, 1, 30),
        at(2027, 3, 28, 3, 30),
    ):
        assert opening(NIGHTS, moment).text == "öppet nu, stänger kl. 6"


def test_the_hour_after_the_change_is_swedish_time_whatever_zone_the_clock_is_in() -> None:
    assert opening(DAYS, datetime(2026, 10, 25, 8, 30, tzinfo=timezone.utc)).text == "öppnar kl. 10"
    assert opening(DAYS, datetime(2026, 10, 25, 9, 30, tzinfo=timezone.utc)).is_open is True
    assert opening(DAYS, datetime(2026, 7, 1, 16, 59, tzinfo=timezone.utc)).is_open is True
    assert opening(DAYS, datetime(2026, 7, 1, 17, 0, tzinfo=timezone.utc)).is_open is False


def test_a_time_without_zone_is_swedish_time() -> None:
    assert opening(DAYS, datetime(2026, 11, 23, 18, 59)).is_open is True


def test_an_opening_more_than_a_week_away_is_given_with_its_date() -> None:
    assert opening("2026 Dec 24 10:00-12:00", at(2026, 11, 23, 12, 0)).text == "öppnar 24 december kl. 10"


def test_what_cannot_be_read_is_told() -> None:
    assert hours_problem("Mo-Fr 10:00-15:00") is None
    assert hours_problem("vardagar 10-15")


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (at(2026, 3, 29, 1, 0), "öppnar i morgon kl. 2.15"),
        (at(2026, 3, 29, 3, 10), "öppnar i morgon kl. 2.15"),
        (at(2026, 10, 25, 2, 20), "öppet nu, stänger kl. 2.45"),
        (at(2026, 10, 25, 3, 0), "öppnar i morgon kl. 2.15"),
    ],
)
def test_half_an_hour_that_the_night_lacks_or_has_twice_is_said_as_it_is(now: datetime, text: str) -> None:
    assert opening("Mo-Su 02:15-02:45", now).text == text


def test_opening_hours_stay_by_the_clock_on_the_days_of_both_changes() -> None:
    for sunday in ((2026, 3, 29), (2026, 10, 25)):
        assert opening("Mo-Su 10:00-14:00", at(*sunday, 9, 59)).text == "öppnar kl. 10"
        assert opening("Mo-Su 10:00-14:00", at(*sunday, 13, 59)).text == "öppet nu, stänger kl. 14"
        before = at(*sunday, 0, 0) - timedelta(hours=4)
        assert opening("Mo-Su 10:00-14:00", before).text == "öppnar i morgon kl. 10"


def test_a_weekday_place_that_a_holiday_closes_opens_on_the_next_weekday() -> None:
    assert opening("Th 13:00-16:00; PH off", at(2026, 5, 13, 12, 0)).text == "öppnar 21 maj kl. 13"


@pytest.mark.parametrize("hours", ["sunrise-sunset", "Mo-Fr 10:00-dusk", "Mo 10:00-12:00; " * 3000 + "Tu 10:00-12:00"])
def test_hours_that_lotsen_cannot_follow_are_unknown_and_never_called_open(hours: str) -> None:
    assert opening(hours, at(2026, 12, 21, 15, 0)) == opening(None, at(2026, 12, 21, 15, 0))
    assert hours_problem(hours)


def test_unsure_hours_on_an_ordinary_day_are_not_blamed_on_a_holiday() -> None:
    assert opening("Mo-Fr 10:00-15:00 unknown", at(2026, 11, 24, 12, 0)).text == "tiderna är osäkra"


def test_an_open_end_is_not_said_to_close_at_midnight() -> None:
    assert opening("Mo-Fr 18:00+", at(2026, 11, 24, 19, 0)).text == "öppet nu"


@pytest.mark.parametrize("hours", ["1900-1950 Mo-Su 10:00-22:00", "2999 Dec 24 10:00-12:00", "off"])
def test_hours_that_never_come_again_are_closed_and_told_at_once(hours: str) -> None:
    opening(hours, at(2026, 11, 24, 12, 0))
    began = time.process_time()
    assert opening(hours, at(2026, 11, 24, 12, 1)).text == "stängt"
    assert time.process_time() - began < 0.1
