"""Many at once: one wins, the others are told who, and what is said stays in order."""

import asyncio
from collections import Counter

import msgspec
import pytest

from chat.bus import Bus
from chat.conversation import Author, Owner
from chat.queue.errors import AlreadyTaken, NoRoom, NotYours
from chat.queue.queue import Queue
from chat.replies import Text
from chat.store import Store
from tests.chat.queueing import ANNA, BO, SIV, ULF, line, volunteer


@pytest.fixture
async def elsewhere(store, clock, settings):
    """The queue of another process over the same database."""
    other = Store(settings.chat_url)
    yield Queue(other, Bus(), clock, settings)
    await other.close()


async def claim_all_at_once(queues, chats, claims):
    """Twenty for each chat; gives by chat who won, and what the others were told."""

    async def one(chat, number):
        staff = volunteer(chat * claims + number)
        try:
            await queues[number % len(queues)].claim(f"c{chat}", staff)
        except AlreadyTaken as refused:
            return chat, None, refused.by_name
        return chat, staff.name, None

    return await asyncio.gather(*(one(chat, number) for number in range(claims) for chat in range(chats)))


@pytest.mark.deep
async def test_of_twenty_claims_on_each_of_fifty_chats_one_wins_and_the_rest_hear_who(queue, elsewhere, come):
    for chat in range(50):
        await come(f"c{chat}")
    told = await claim_all_at_once((queue, elsewhere), 50, 20)
    winners = {chat: winner for chat, winner, _ in told if winner}
    assert len(winners) == 50 == sum(1 for _, winner, _ in told if winner)
    losers = [(chat, by) for chat, winner, by in told if not winner]
    assert Counter(chat for chat, _ in losers) == dict.fromkeys(range(50), 19)
    assert all(by == winners[chat] for chat, by in losers)


async def test_of_ten_claims_on_each_of_three_chats_one_wins(queue, elsewhere, come):
    for chat in range(3):
        await come(f"c{chat}")
    told = await claim_all_at_once((queue, elsewhere), 3, 10)
    assert Counter(chat for chat, winner, _ in told if winner) == dict.fromkeys(range(3), 1)


async def test_one_volunteer_who_takes_two_chats_at_the_same_moment_gets_one(queue, elsewhere, come):
    for id in ("c1", "c2", "c3", "c4"):
        await come(id)
    claims = [each.claim(id, ANNA) for id, each in zip(("c1", "c2", "c3", "c4"), (queue, elsewhere) * 2, strict=True)]
    got = await asyncio.gather(*claims, return_exceptions=True)
    assert sorted(type(each).__name__ for each in got) == ["Case", "NoRoom", "NoRoom", "NoRoom"]
    assert all(isinstance(each, NoRoom) for each in got if isinstance(each, Exception))


async def test_the_next_one_of_many_who_ask_at_once_is_never_the_same(queue, elsewhere, come):
    for number in range(8):
        await come(f"c{number}")
    asked = (each.claim_next(volunteer(n)) for n, each in enumerate((queue, elsewhere) * 5))
    got = [case.conversation.id for case in await asyncio.gather(*asked) if case]
    assert sorted(got) == [f"c{number}" for number in range(8)]


async def test_two_supervisors_who_take_over_at_once_leave_one_owner_and_a_trace_of_both(queue, elsewhere, come, store):
    await come()
    await queue.claim("c1", ANNA)
    await asyncio.gather(
        queue.take_over("c1", SIV, "orolig"), elsewhere.take_over("c1", ULF, "orolig"), return_exceptions=True
    )
    found = (await store.find("c1", 0)).conversation
    assert (found.owner, found.epoch) == (Owner.human, 4)
    owner = (await queue.case("c1", SIV)).record.volunteer_id
    last = (await store.events_after("c1", 0))[-1].reply
    assert last.name == {"siv": "Signe", "ulf": "Uno"}[owner]


async def test_the_same_message_sent_from_two_tabs_at_once_is_said_once(queue, elsewhere, come, store):
    await come()
    await queue.claim("c1", ANNA)
    said = await asyncio.gather(*(each.say("c1", ANNA, Text(text="hej"), "x1") for each in (queue, elsewhere) * 5))
    assert len({event.seq for event in said}) == 1
    assert sum(event.author is Author.human for event in await store.events_after("c1", 0)) == 1


async def test_what_visitor_and_volunteer_write_at_once_is_numbered_without_gaps_and_each_ones_order_holds(
    queue, elsewhere, come, store
):
    await come()
    await queue.claim("c1", ANNA)

    async def volunteer_writes():
        for number in range(10):
            await elsewhere.say("c1", ANNA, Text(text=f"v{number}"), f"v{number}")

    async def visitor_writes():
        for number in range(10):
            before = (await store.find("c1", 0)).conversation
            await store.save_turn(before, before, [line(f"b{number}", f"b{number}")])

    await asyncio.gather(volunteer_writes(), visitor_writes())
    events = await store.events_after("c1", 0)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    for who in ("v", "b"):
        texts = [
            event.reply.text for event in events if event.reply.text[:1] == who and event.reply.text[1:].isdecimal()
        ]
        assert texts == [f"{who}{number}" for number in range(10)]


async def test_a_hand_back_and_a_take_over_at_once_end_in_one_of_them(queue, elsewhere, come, store):
    await come()
    await queue.claim("c1", ANNA)
    moves = queue.hand_back("c1", ANNA, "klar"), elsewhere.take_over("c1", SIV, "orolig")
    done = await asyncio.gather(*moves, return_exceptions=True)
    found = (await store.find("c1", 0)).conversation
    refused = [each for each in done if isinstance(each, Exception)]
    assert found.epoch == 3 + (1 - len(refused))
    assert found.owner is (Owner.bot if not isinstance(done[0], Exception) else Owner.human)


async def test_a_reply_of_the_bot_that_was_under_way_at_the_claim_never_comes(queue, come, store):
    """It was asked in the queue's first epoch; a person has the chat when it comes."""
    waits = await come()
    before = (await store.find("c1", 0)).conversation
    await queue.claim("c1", ANNA)
    turn = [line("hallå", "m9"), line("sent svar", "m9", Author.bot)]
    saved = await store.save_turn(before, msgspec.structs.replace(before, turns=9), turn)
    assert [event.reply.text for event in saved.events] == ["hallå"]
    assert saved.conversation.owner is Owner.human and saved.conversation.epoch == waits.epoch + 1
    assert not any(event.author is Author.bot for event in await store.events_after("c1", before.last_seq))


async def test_who_lost_the_chat_meanwhile_says_nothing_more(queue, elsewhere, come, store):
    await come()
    await queue.claim("c1", ANNA)
    await elsewhere.pass_on("c1", ANNA, "rast")
    await elsewhere.claim("c1", BO)
    with pytest.raises(NotYours):
        await queue.say("c1", ANNA, Text(text="för sent"), "x1")
