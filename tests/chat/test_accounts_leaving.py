"""What becomes of the chats of somebody who may not come in any more."""

import pytest

from chat.bus import Bus
from chat.conversation import Owner
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.staff.accounts.leaving import into
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from tests.chat.logging_in import Browser, cheap_accounts, make_staff
from tests.chat.queueing import coming


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
async def admin(settings, store, clock, accounts):
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as web:
        await web.log_in(Role.admin)
        yield web


@pytest.fixture
def queue(settings, store, clock):
    return Queue(store, Bus(), clock, settings)


@pytest.fixture
async def taken(store, clock, queue):
    """A volunteer in the middle of a chat, and somebody else who waits."""
    vera = await make_staff(store, clock)
    await queue.set_presence(vera, State.available, 1)
    come = coming(store, queue)
    await come("c1")
    await queue.claim("c1", vera)
    clock.forward(seconds=5)
    await come("c2")
    return vera


async def owner_of(store, conversation_id):
    return (await store.find(conversation_id, 0)).conversation.owner


@pytest.mark.parametrize("sent", [{"gor": "stang-av"}, {"gor": "roll", "roll": "editor"}])
async def test_their_chat_is_first_in_the_queue_at_once(admin, store, queue, taken, sent):
    await admin.fill(f"/personal/{taken.id}", **sent)
    assert await owner_of(store, "c1") is Owner.waiting
    assert [one.conversation_id for one in await queue.waiting()] == ["c1", "c2"]


async def test_they_take_no_more_room_on_the_board(admin, queue, taken):
    await admin.fill(f"/personal/{taken.id}", gor="stang-av")
    board = await queue.board()
    assert (board.room_free, board.with_human) == (0, 0)
    assert [one.state for one in board.staff if one.staff_id == taken.id] in ([State.borta], [])


async def test_becoming_a_supervisor_takes_no_chat_away(admin, store, taken):
    await admin.fill(f"/personal/{taken.id}", gor="roll", roll="supervisor")
    assert await owner_of(store, "c1") is Owner.human


async def test_from_the_terminal_the_running_processes_see_to_it_at_their_next_sweep(store, accounts, queue, taken):
    accounts.put_back = into(queue, at_once=False)
    await accounts.disable(taken.id, None)
    assert await owner_of(store, "c1") is Owner.human
    await queue.sweep()
    assert await owner_of(store, "c1") is Owner.waiting


async def test_somebody_who_never_was_on_duty_does_not_appear_on_the_board(admin, store, clock, queue):
    person = await make_staff(store, clock, Role.volunteer, "ny")
    await admin.fill(f"/personal/{person.id}", gor="stang-av")
    assert [one.staff_id for one in (await queue.board()).staff] == []
