"""On PostgreSQL too a step and its row in the audit come together, whoever is killed between them."""

import signal

import pytest

from chat.settings import read_settings
from tests.chat.killing import STEPS, begin_shift, changed, do_until_killed, everything, take

pytestmark = pytest.mark.services


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
async def test_who_is_killed_between_a_step_and_its_row_leaves_neither_and_the_next_try_both(
    step: str, moment: str, url: str
) -> None:
    here = read_settings({"LOTSEN_CHAT_URL": url}).chat_url
    await begin_shift(here)
    before = await everything(here)
    assert do_until_killed(here, step, moment) == -signal.SIGKILL
    assert changed(before, await everything(here)) == set()
    await take(here, step)
    after = await everything(here)
    assert len(after["audit"]) == len(before["audit"]) + 1
