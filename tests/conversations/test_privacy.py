"""`lotsen privacy check` over every part running: what is promised holds in the real files and logs."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from lotsen.errors import LotsenError
from lotsen.privacy import Planted, _when_gone, check, places
from lotsen.terminal import Conversation

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


def test_what_a_visitor_plants_stands_only_where_it_may_and_is_gone_after_the_end(stack):
    rows = check(stack.server, stack.data, {})
    assert len(rows) == 4
    assert {row.promise: row.found_in for row in rows if row.found_in} == {}


def test_when_every_part_is_killed_in_the_middle_of_a_message_nothing_personal_stays_and_all_can_be_forgotten(stack):
    planted = Planted.make()
    chat = Conversation(stack.server)
    chat.say(planted.message())
    with suppress(LotsenError), ThreadPoolExecutor(1) as other:
        saying = other.submit(chat.say, planted.message())
        time.sleep(0.05)  # it is under way
        for name in stack.parts:
            os.killpg(stack.pid_of(name), signal.SIGKILL)
        saying.result()
    left = places(stack.data)
    assert [place.name for place in left if any(place.holds(each) for each in planted.personal)] == []
    with stack.without(*stack.parts):
        pass
    chat.forget()
    assert _when_gone("", stack.data, {}, planted).found_in == ()
