"""The same shift in real Chromium as on SQLite, with PostgreSQL for the chats and Redis between the processes."""

from collections.abc import Callable, Iterator

import pytest

from chat.settings import read_settings
from tests.browser.conftest import open_context
from tests.browser.house import House, house_in
from tests.browser.script import script
from tests.browser.test_console import (
    bo,
    house,
    sam,
    test_a_call_for_help_reaches_the_supervisor_within_five_seconds,
    test_a_supervisor_reads_live_whispers_and_takes_over_and_all_are_told,
    test_from_claim_to_close_by_keyboard_alone,
    test_the_queue_never_moves_under_focus,
    test_the_visitors_quick_exit_shows_that_they_have_left_within_thirty_seconds,
    test_two_volunteers_and_a_visitor_at_once,
    test_with_the_net_gone_nothing_is_lost_and_nothing_comes_twice,
    vera,
)

pytestmark = [
    pytest.mark.services,
    pytest.mark.browser,
]  # in the browser's tier: its driver keeps an event loop running
__all__ = [
    "bo",
    "house",
    "open_context",
    "sam",
    "test_a_call_for_help_reaches_the_supervisor_within_five_seconds",
    "test_a_supervisor_reads_live_whispers_and_takes_over_and_all_are_told",
    "test_from_claim_to_close_by_keyboard_alone",
    "test_the_queue_never_moves_under_focus",
    "test_the_visitors_quick_exit_shows_that_they_have_left_within_thirty_seconds",
    "test_two_volunteers_and_a_visitor_at_once",
    "test_with_the_net_gone_nothing_is_lost_and_nothing_comes_twice",
    "vera",
]


@pytest.fixture(scope="module")
def whole_house(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str], redis_port: int
) -> Iterator[House]:
    chat_url = read_settings({"LOTSEN_CHAT_URL": new_database()}).chat_url
    folder = tmp_path_factory.mktemp("house")
    with house_in(folder, script, chat_url, f"redis://127.0.0.1:{redis_port}/0") as house:
        yield house
