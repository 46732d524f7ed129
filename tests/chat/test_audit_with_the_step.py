"""A step and its row in the audit come together: who is killed between them leaves neither."""

import signal

import pytest

from chat.queue.errors import NotYours
from chat.staff.accounts.audit import Action, code_of
from chat.staff.accounts.audit_words import detail_in_words
from tests.chat.killing import STEPS, begin_shift, changed, do_until_killed, everything, take
from tests.chat.queueing import ANNA, BO, SIV

ONLY_THE_ROW = frozenset({"read"})  # what is read changes nothing else


@pytest.mark.deep
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
async def test_who_is_killed_between_a_step_and_its_row_leaves_neither_and_the_next_try_both(
    step, moment, store, settings
):
    await begin_shift(settings.chat_url)
    before = await everything(settings.chat_url)
    assert do_until_killed(settings.chat_url, step, moment) == -signal.SIGKILL
    assert changed(before, await everything(settings.chat_url)) == set()
    await take(settings.chat_url, step)
    after = await everything(settings.chat_url)
    assert len(after["audit"]) == len(before["audit"]) + 1 and step in after["audit"][-1]
    assert changed(before, after) > {"audit"} or step in ONLY_THE_ROW


async def rows(store):
    found = await everything(str(store._engine.url))
    return [(row[3], row[4], row[5], row[6]) for row in sorted(found["audit"])]


async def test_a_second_press_is_no_second_row(queue, come, store):
    await come("c1")
    for _ in range(2):
        await queue.claim("c1", ANNA)
    for _ in range(2):
        await queue.take_over("c1", SIV, "akut")
    assert [row[0] for row in await rows(store)] == ["claim", "take_over"]


async def test_what_was_refused_is_no_row(queue, come, store):
    await come("c1")
    await queue.claim("c1", ANNA)
    with pytest.raises(NotYours):
        await queue.hand_back("c1", BO, "klart")
    assert [row[0] for row in await rows(store)] == ["claim"]


async def test_who_is_lost_is_written_with_whom_it_was_about(queue, come, clock, store):
    await come("c1")
    await queue.claim("c1", ANNA)
    clock.forward(seconds=61)
    await queue.sweep()
    assert (await rows(store))[-1] == ("lost", "c1", "anna", "lost")


async def test_both_ends_of_a_call_for_help_are_written(queue, come, store):
    await come("c1")
    await queue.claim("c1", ANNA)
    call = await queue.call_help(ANNA, "c1")
    await queue.take_help(call.id, SIV)
    await queue.take_help(call.id, SIV)
    found = await rows(store)
    assert found[1:] == [("help", "c1", None, "called"), ("help", "c1", "anna", "taken")]
    assert [detail_in_words(detail) for *_, detail in found[1:]] == ["kallade", "tog emot"]


async def test_who_listens_to_anothers_chat_is_written_once_an_hour(queue, come, clock, store):
    await come("c1")
    await queue.claim("c1", ANNA)
    for _ in range(3):
        await queue.open("c1", SIV, again_after=3600)
    await queue.open("c1", ANNA, again_after=3600)
    assert [row[0] for row in await rows(store)] == ["claim", "read"]
    clock.forward(minutes=61)
    await queue.open("c1", SIV, again_after=3600)
    assert [row[0] for row in await rows(store)][1:] == ["read", "read"]


def test_a_reason_of_ones_own_words_is_left_out_of_the_audit():
    assert code_of("klart") == "klart" and code_of("hen bor på Storgatan") == ""
    assert {action.value for action in Action} >= set(STEPS)
