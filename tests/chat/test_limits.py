"""How much one conversation and one address may send."""

import pytest

from chat.errors import TooMany
from chat.limits import Limits
from chat.settings import Settings
from chat.windows import TIDY_AFTER, MovingWindows


def limits(clock, **settings):
    return Limits(Settings(**settings), clock)


def hits(limits, count, conversation="a", address="192.0.2.1"):
    """How many of `count` requests are let through."""
    passed = 0
    for _ in range(count):
        try:
            limits.count(conversation, address)
            passed += 1
        except TooMany:
            continue
    return passed


def test_a_conversation_has_its_limit_and_gets_room_again(clock):
    some = limits(clock, conversation_limits=("30/second",))
    assert hits(some, 50) == 30
    assert hits(some, 50, conversation="b") == 30
    clock.forward(seconds=1.1)
    assert hits(some, 50) == 30


def test_the_limit_moves_with_time_and_does_not_jump(clock):
    some = limits(clock, conversation_limits=("10/minute",))
    assert hits(some, 6) == 6
    clock.forward(seconds=40)
    assert hits(some, 6) == 4
    clock.forward(seconds=30)
    assert hits(some, 20) == 6


def test_an_address_has_its_limit_over_all_its_conversations(clock):
    some = limits(clock, conversation_limits=(), address_limits=("5/minute",))
    assert sum(hits(some, 1, conversation=str(number)) for number in range(9)) == 5


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", ""])
def test_this_machine_is_not_taken_for_one_eager_visitor(clock, address):
    some = limits(clock, conversation_limits=(), address_limits=("5/minute",))
    assert hits(some, 9, address=address) == 9


def test_a_refusal_says_how_long_to_wait(clock):
    some = limits(clock, conversation_limits=("1/minute",))
    hits(some, 1)
    with pytest.raises(TooMany) as refused:
        some.count("a", "")
    assert refused.value.retry_after


def test_keys_that_nobody_uses_are_dropped(clock):
    windows = MovingWindows(clock)
    windows.acquire_entry("old", 5, 1)
    clock.forward(seconds=5)
    for _ in range(TIDY_AFTER):
        windows.acquire_entry("new", 10**9, 60)
    assert set(windows._hits) == {"new"}
