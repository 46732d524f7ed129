"""The holidays that are felt most are known by date, moving ones too."""

from datetime import date

import pytest

from knowledge.calendar import holiday_soon


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 11, 22), "jul"),
        (date(2026, 12, 24), "jul"),
        (date(2026, 12, 26), "nyår"),
        (date(2026, 3, 20), "påsk"),
        (date(2027, 6, 1), "midsommar"),
        (date(2026, 9, 10), None),
    ],
)
def test_the_next_holiday_is_named_when_it_is_near(today, name):
    assert holiday_soon(today) == name
