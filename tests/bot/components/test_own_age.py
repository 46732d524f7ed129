"""The writer's own age is found beside the ages of others."""

import pytest

from bot.components.loose_age import own_age


@pytest.mark.parametrize(
    ("text", "years"),
    [("Min syster är 50. Själv är jag 44.", 44), ("sonen är 12 och jag är 39", 39), ("de är små men är jag 47", 47)],
)
def test_it_is_found(text, years):
    assert own_age(text).years == years


@pytest.mark.parametrize(
    "text", ["min far 74 sitter hemma", "gått i pension", "går på gymnasiet", "62, granne med honom"]
)
def test_what_is_not_called_ones_own_is_left(text):
    assert own_age(text) is None
