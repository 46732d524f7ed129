"""What happens when time passes: lost and silent volunteers, visitors who left, calls for help, and whose work it is."""

import asyncio
from functools import partial

import pytest

from chat.conversation import Owner
from chat.errors import StoreUnavailable
from chat.queue.errors import AlreadyTaken, NotYours
from chat.queue.lease import Lease
from chat.queue.shapes import State
from chat.queue.sweep import Due
from chat.queue.work import keep_sweeping_queue, sweep_lease
from chat.replies import Text
from tests.chat.queueing import ANNA, BO, SIV, ULF, pass_time


async def owner_of(store, id="c1"):
    return (await store.find(id, 0)).conversation.owner


async def test_a_volunteer_who_is_gone_for_a_minute_leaves_the_chat_first_in_line_and_all_are_told(
    queue, come, clock, store
):
    await come()
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")
    await come("c2", level="acute")
    assert Due.lost not in await pass_time(queue, clock, 55)
    with queue.floor.bus.listen() as told:
        assert await pass_time(queue, clock, 5) == {Due.lost: 1}
        topics = {await told.next(0) for _ in range(6)}
    assert {"chat:c1", "queue", "staff:anna", "duty"} <= topics
    first = (await queue.waiting())[0]
    assert (first.conversation_id, first.returned, first.first_in_line) == ("c1", "lost", True)
    assert (await store.events_after("c1", 0))[-1].reply.state == "waiting"
    with pytest.raises(NotYours):
        await queue.say("c1", ANNA, Text(text="jag är tillbaka"), "x2")
    assert (await queue.claim("c1", BO)).record.volunteer_name == "Bo Ask"


async def test_a_volunteer_whose_page_lives_keeps_the_chat(queue, come, clock, store):
    await come()
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")
    assert await pass_time(queue, clock, 600, ANNA) == {}
    assert await owner_of(store) is Owner.human


async def test_without_a_first_reply_there_is_a_warning_at_90_seconds_and_the_queue_at_150(queue, come, clock, store):
    await come()
    await queue.claim("c1", ANNA)
    assert await pass_time(queue, clock, 85, ANNA) == {}
    with queue.floor.bus.listen("staff:") as told:
        assert await pass_time(queue, clock, 5, ANNA) == {Due.warn: 1}
        assert await told.next(0) == "staff:anna"
    assert (await queue.board()).chats[0].is_silent
    assert await pass_time(queue, clock, 55, ANNA) == {}
    assert await pass_time(queue, clock, 5, ANNA) == {Due.silent: 1}
    assert await owner_of(store) is Owner.waiting
    assert (await queue.waiting())[0].returned == "silent"
    assert {one.staff_id: one.state for one in (await queue.board()).staff} == {"anna": State.paus}


async def test_a_first_reply_in_time_keeps_the_chat(queue, come, clock, store):
    await come()
    await queue.claim("c1", ANNA)
    await pass_time(queue, clock, 100, ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")
    assert await pass_time(queue, clock, 200, ANNA) == {}
    assert await owner_of(store) is Owner.human


async def test_a_visitor_without_a_sign_has_left_within_half_a_minute_and_may_come_back(queue, come, clock):
    await come()
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")
    with queue.floor.bus.listen("chat:") as told:
        assert await pass_time(queue, clock, 25, ANNA, visitor=None) == {Due.left: 1}
        assert await told.next(0) == "chat:c1"
    assert (await queue.case("c1", ANNA)).left
    await pass_time(queue, clock, 600, ANNA, visitor=None)  # the net is away for ten minutes
    with queue.floor.bus.listen("chat:") as told:
        await queue.seen(["c1"])
        assert await told.next(0) == "chat:c1"
    case = await queue.case("c1", ANNA)
    assert not case.left and case.conversation.owner is Owner.human


async def test_a_visitor_who_quits_is_shown_as_gone_at_once_and_no_word_is_left(queue, come, store):
    await come(said=3)
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")
    assert await queue.leave("c1")
    case = await queue.case("c1", ANNA)
    assert case.left and case.events == () and case.conversation.owner is Owner.closed
    assert await store.find("c1", queue.floor.now()) is None
    with pytest.raises(NotYours):
        await queue.case("c1", BO)
    with pytest.raises(NotYours):
        await queue.say("c1", ANNA, Text(text="är du kvar?"), "x2")


async def test_leaving_the_bot_is_no_business_of_the_queue(queue, come):
    await come()
    await queue.stop_waiting("c1")
    assert not await queue.leave("c1")
    assert not await queue.leave("unknown")


async def test_who_stands_in_the_queue_without_a_sign_for_half_an_hour_is_out_of_it(queue, come, clock, store):
    await come()
    assert await pass_time(queue, clock, 1795, visitor=None) == {Due.left: 1}
    assert await pass_time(queue, clock, 5, visitor=None) == {Due.given_up: 1}
    assert await owner_of(store) is Owner.bot


async def test_who_waits_is_never_dropped_while_the_page_is_open(queue, come, clock, store):
    await come()
    for _ in range(40):
        clock.forward(minutes=10)
        await queue.seen(["c1"])
        await queue.sweep()
        assert await store.forget_expired(queue.floor.now()) == []
    assert [each.conversation_id for each in await queue.waiting()] == ["c1"]


async def test_sweeping_twice_does_nothing_twice(queue, come, clock, store):
    await come()
    await queue.claim("c1", ANNA)
    clock.forward(seconds=61)
    assert (await queue.sweep()).done == {Due.lost: 1, Due.left: 1}
    events = await store.events_after("c1", 0)
    assert (await queue.sweep()).done == {}
    assert await store.events_after("c1", 0) == events


async def test_the_help_button_asks_one_supervisor_at_once_the_next_after_a_minute_and_then_all(queue, come, clock):
    await come()
    await queue.claim("c1", ANNA)
    for staff in (SIV, ULF):
        await queue.set_presence(staff, State.paus)
    with queue.floor.bus.listen("help", "staff:") as told:
        call = await queue.call_help(ANNA, "c1")
        assert [await told.next(0), await told.next(0)] == ["help", "staff:siv"]
    assert call.asked_id == "siv"
    assert (await queue.call_help(ANNA, "c1")).id == call.id
    await pass_time(queue, clock, 55, ANNA, SIV, ULF)
    assert (await queue.board()).calls[0].asked_id == "siv"
    await pass_time(queue, clock, 5, ANNA, SIV, ULF)
    assert (await queue.board()).calls[0].asked_id == "ulf"
    await pass_time(queue, clock, 60, ANNA, SIV, ULF)
    assert (await queue.board()).calls[0].asked_id is None


async def test_a_call_for_help_is_taken_by_one_supervisor(queue, clock):
    call = await queue.call_help(ANNA)
    assert call.asked_id is None  # nobody is there: everybody is asked
    with pytest.raises(NotYours):
        await queue.take_help(call.id, BO)
    assert (await queue.take_help(call.id, SIV)).taken_name == "Siv Lind"
    with pytest.raises(AlreadyTaken) as refused:
        await queue.take_help(call.id, ULF)
    assert refused.value.by_name == "Siv Lind"
    assert (await queue.call_help(ANNA)).id != call.id


async def test_the_board_has_four_numbers_and_every_chat_with_people(queue, come, clock):
    await come("c1", level="acute")
    clock.forward(seconds=10)
    await come("c2")
    await come("c3")
    await queue.claim("c1", ANNA)
    await queue.set_presence(BO, State.available, 2)
    clock.forward(seconds=5)
    board = await queue.board()
    assert (board.waiting, board.longest_wait, board.with_human, board.room_free) == (2, 5, 1, 2)
    assert [(chat.conversation_id, chat.volunteer_name) for chat in board.chats] == [
        ("c2", None),
        ("c3", None),
        ("c1", "Anna Ek"),
    ]


async def test_exactly_one_process_sweeps_and_another_goes_on_when_it_is_gone(store, clock):
    here, there = (Lease(store, clock, "queue", 15) for _ in range(2))
    assert await here.is_mine() and not await there.is_mine()
    clock.forward(seconds=10)
    assert await here.is_mine() and not await there.is_mine()
    clock.forward(seconds=15)
    assert await there.is_mine() and not await here.is_mine()


async def test_the_work_of_two_processes_is_done_by_one_and_outlives_a_database_that_is_away(store, queue, monkeypatch):
    swept, failing, enough = [], [True], asyncio.Event()

    async def sweep(name):
        if failing.pop() if failing else False:
            raise StoreUnavailable("away")
        swept.append(name)
        if len(swept) == 5:
            enough.set()

    queues = [type(queue)(store, queue.floor.bus, queue.floor.clock, queue.floor.settings) for _ in range(2)]
    for name, each in enumerate(queues):
        monkeypatch.setattr(each, "sweep", partial(sweep, name))
    works = [asyncio.create_task(keep_sweeping_queue(each, sweep_lease(each), 0.01)) for each in queues]
    await asyncio.wait_for(enough.wait(), 20)
    for work in works:
        work.cancel()
    await asyncio.gather(*works, return_exceptions=True)
    assert len(set(swept)) == 1


async def test_who_gave_no_sign_for_a_shift_is_not_shown_among_the_staff(queue, clock):
    await queue.set_presence(ANNA, State.available)
    clock.forward(hours=11)
    await queue.sweep()
    assert [one.state for one in (await queue.board()).staff] == [State.borta]
    clock.forward(hours=1)
    await queue.sweep()
    assert (await queue.board()).staff == ()


async def test_the_hours_counts_know_numbers_and_no_words(queue, come, clock, store):
    from sqlalchemy import select

    from chat.queue.tables import hour_count

    await come("c1")
    await come("c2")
    clock.forward(minutes=4)
    await queue.claim("c1", ANNA)
    await queue.stop_waiting("c2")
    async with store.reach() as connection:
        (row,) = (await connection.execute(select(hour_count))).all()
    counted = dict(row._mapping)
    assert counted.pop("hour") % 3600 == 0
    assert counted == {
        "asked": 2, "answered": 1, "given_up": 1, "lost": 0, "waited": 240,
        "within_1": 0, "within_5": 1, "within_15": 1, "within_30": 1,
    }  # fmt: skip
