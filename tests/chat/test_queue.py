"""The queue to people: asking, taking, talking, ending."""

from collections.abc import Callable

import pytest

from chat.bus import Bus
from chat.card import Card
from chat.conversation import Author, Conversation, Danger, Event, Owner
from chat.queue.errors import AlreadyTaken, NoRoom, NotWaiting, NotYours, ReasonNeeded
from chat.queue.queue import Queue
from chat.replies import Handover, Text
from chat.settings import Settings
from chat.staff.accounts.staff import Role, Staff
from chat.store import Store
from tests.chat.fakes import Clock

ANNA = Staff(id="a" * 8, name="Anna Ek", pseudonym="Alma", role=Role.volunteer)
BO = Staff(id="b" * 8, name="Bo Ask", pseudonym="Björn", role=Role.volunteer)
SIV = Staff(id="s" * 8, name="Siv Lind", pseudonym="Signe", role=Role.supervisor)
FAR = 10**10


@pytest.fixture
def queue(store: Store, clock: Clock, settings: Settings) -> Queue:
    return Queue(store, Bus(), clock, settings)


@pytest.fixture
def come(store: Store, queue: Queue) -> Callable[..., object]:
    """A visitor who has said something and then asks for a person."""

    async def ask(id: str = "c1", level: str = "none", said: int = 1) -> Conversation:
        lines = [
            Event(seq=None, author=Author.visitor, client_id=f"m{n}", reply=Text(text=f"rad {n}")) for n in range(said)
        ]
        danger = Danger(level=level, kind="suicide" if level != "none" else "")
        made = await store.create(Conversation(id=id, token_hash="t", expires_at=FAR, danger=danger), lines)
        return await queue.ask(made.conversation, Card(why="wish", kinds=("social",)), "wish")

    return ask


async def test_who_asks_waits_and_is_told_so(queue, come, store):
    after = await come()
    assert (after.owner, after.epoch) == (Owner.waiting, 1)
    assert [each.conversation_id for each in await queue.waiting()] == ["c1"]
    last = (await store.events_after("c1", 0))[-1]
    assert (last.author, last.reply.state) == (Author.system, "waiting")


async def test_asking_twice_is_asking_once(queue, come):
    after = await come()
    assert (await queue.ask(after, Card(why="wish"), "wish")).epoch == after.epoch
    assert len(await queue.waiting()) == 1


async def test_the_one_who_takes_a_chat_reads_it_whole_and_the_visitor_is_told_who_answers(queue, come):
    await come(said=3)
    case = await queue.claim("c1", ANNA)
    assert case.conversation.owner is Owner.human
    assert case.record.card.kinds == ("social",)
    assert [event.reply.text for event in case.events[:3]] == ["rad 0", "rad 1", "rad 2"]
    told = case.events[-1].reply
    assert isinstance(told, Handover) and told.state == "human" and "Alma" in told.text and "Anna" not in told.text


async def test_who_comes_second_is_told_who_has_it(queue, come):
    await come()
    await queue.claim("c1", ANNA)
    with pytest.raises(AlreadyTaken) as refused:
        await queue.claim("c1", BO)
    assert refused.value.by_name == "Anna Ek"
    assert (await queue.claim("c1", ANNA)).conversation.epoch == 2  # pressing twice is no second claim


async def test_one_chat_at_a_time_unless_somebody_chose_two(queue, come):
    for id in ("c1", "c2", "c3"):
        await come(id)
    await queue.claim("c1", ANNA)
    with pytest.raises(NoRoom):
        await queue.claim("c2", ANNA)
    await queue.set_presence(ANNA, "available", 5)
    await queue.claim("c2", ANNA)
    with pytest.raises(NoRoom):
        await queue.claim_next(ANNA)


async def test_a_claim_of_what_has_changed_since_it_was_seen_is_refused(queue, come):
    after = await come()
    with pytest.raises(NotWaiting):
        await queue.claim("c1", ANNA, epoch=after.epoch + 1)


async def test_only_the_owner_writes_and_reads(queue, come):
    await come()
    await queue.claim("c1", ANNA)
    with pytest.raises(NotYours):
        await queue.say("c1", BO, Text(text="hej"), "x1")
    with pytest.raises(NotYours):
        await queue.say("c1", SIV, Text(text="hej"), "x1")
    with pytest.raises(NotYours):
        await queue.case("c1", BO)
    assert (await queue.case("c1", SIV)).conversation.owner is Owner.human


async def test_a_message_sent_again_is_said_once(queue, come, store):
    await come()
    await queue.claim("c1", ANNA)
    first = await queue.say("c1", ANNA, Text(text="Hej, jag är här."), "x1")
    again = await queue.say("c1", ANNA, Text(text="Hej, jag är här."), "x1")
    assert first == again
    said = [event for event in await store.events_after("c1", 0) if event.author is Author.human]
    assert [event.reply.text for event in said] == ["Hej, jag är här."]
    assert said[0].reply.name == "Alma"


async def test_a_chat_is_handed_back_only_with_a_reason_and_only_by_who_has_it(queue, come, store):
    await come()
    await queue.claim("c1", ANNA)
    with pytest.raises(ReasonNeeded):
        await queue.hand_back("c1", ANNA, " ")
    with pytest.raises(NotYours):
        await queue.hand_back("c1", BO, "klar")
    after = await queue.hand_back("c1", ANNA, "klar")
    assert (after.owner, after.epoch) == (Owner.bot, 3)
    assert (await store.events_after("c1", 0))[-1].reply.state == "bot"


async def test_a_closed_chat_stays_closed(queue, come):
    await come()
    await queue.claim("c1", ANNA)
    after = await queue.close("c1", ANNA, "klar", "Ta hand om dig.")
    assert after.owner is Owner.closed
    for staff in (ANNA, BO):
        with pytest.raises(NotWaiting):
            await queue.claim("c1", staff)
    case = await queue.case("c1", SIV)
    assert [event.reply.text for event in case.events][-2] == "Ta hand om dig."
