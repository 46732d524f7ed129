"""Nets that are gone for long and nights when the clocks change: nobody loses a place, a word or a volunteer."""

from datetime import datetime, timezone

import pytest

from chat.card import Card
from chat.conversation import Owner
from chat.queue.presence import state_now
from chat.queue.shapes import State
from chat.queue.sweep import Due
from chat.replies import Text
from tests.chat.queueing import ANNA, BO, pass_time

NIGHTS = {  # half a minute before the clocks change in Sweden
    "back in autumn": datetime(2026, 10, 25, 0, 59, 30, tzinfo=timezone.utc),
    "on in spring": datetime(2027, 3, 28, 0, 59, 30, tzinfo=timezone.utc),
}


async def with_anna(visitor, queue, tools):
    await visitor.say("det är tomt hemma")
    found = (await tools.store.find(visitor.id, tools.seconds())).conversation
    await queue.ask(found, Card(why="wish"), "wish")
    await queue.claim(visitor.id, ANNA)
    await queue.say(visitor.id, ANNA, Text(text="Hej, jag är här."), "a1")


async def test_a_visitor_whose_net_is_gone_for_ten_minutes_has_the_same_person_and_every_word(
    visitor, queue, tools, clock
):
    await with_anna(visitor, queue, tools)
    last = (await visitor.read()).json()["events"][-1]["seq"]
    assert await pass_time(queue, clock, 300, ANNA, visitor="") == {Due.left: 1}
    await queue.say(visitor.id, ANNA, Text(text="Jag är kvar när du vill."), "a2")
    assert await pass_time(queue, clock, 300, ANNA, visitor="") == {}
    kept = [await visitor.say("nätet var borta", client_id="kept") for _ in range(2)]  # sent, and sent again
    assert [answer.status_code for answer in kept] == [200, 200]
    told = (await visitor.read()).json()
    assert told["owner"] == "human"
    missed = [event["text"] for event in told["events"] if event["seq"] > last]
    assert missed == ["Jag är kvar när du vill.", "nätet var borta"]
    case = await queue.case(visitor.id, ANNA)
    assert case.record.volunteer_id == "anna" and not case.left


async def test_one_in_the_queue_whose_net_is_gone_for_ten_minutes_keeps_the_place_in_time(queue, come, clock):
    await come("c1")
    clock.forward(minutes=1)
    await come("c2")
    await pass_time(queue, clock, 600, visitor="c2")
    assert [one.conversation_id for one in await queue.waiting()] == ["c2", "c1"]  # who is not there is not called
    await queue.seen(["c1"])
    assert [one.conversation_id for one in await queue.waiting()] == ["c1", "c2"]


@pytest.mark.parametrize("night", NIGHTS)
async def test_the_night_the_clocks_change_counts_every_second_once(queue, come, clock, store, night):
    clock.time = NIGHTS[night]
    await come("c1")
    await come("c2")
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "x1")
    assert await pass_time(queue, clock, 120, ANNA, visitor="c1") == {Due.left: 1}  # the one who has no page open
    assert (await store.find("c1", queue.floor.now())).conversation.owner is Owner.human
    assert [one.waited for one in await queue.waiting()] == [120]
    assert (await pass_time(queue, clock, 60, visitor="c1"))[Due.lost] == 1
    assert (await queue.claim("c1", BO)).record.waiting_since == int(clock().timestamp())


@pytest.mark.parametrize("night", NIGHTS)
def test_ten_minutes_of_rest_are_ten_minutes_on_those_nights_too(night):
    now = int(NIGHTS[night].timestamp())
    at = [state_now("aterhamtning", now + gone, now + 600, now + gone) for gone in (0, 599, 600)]
    assert at == [State.aterhamtning, State.aterhamtning, State.available]
