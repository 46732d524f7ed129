"""The queue to people: asking, taking, talking, ending."""

import msgspec
import pytest

from chat.card import Card
from chat.conversation import Author, Owner
from chat.errors import IllegalMove
from chat.queue.errors import (
    AlreadyTaken,
    IsBlocked,
    NoRoom,
    NoSuchChat,
    NotAvailable,
    NotWaiting,
    NotYours,
    ReasonNeeded,
    WarningNeeded,
)
from chat.replies import Handover, Text
from tests.chat.queueing import ANNA, BO, SIV, ULF, line


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


async def test_who_stops_waiting_is_the_bots_again(queue, come, store):
    await come()
    after = await queue.stop_waiting("c1")
    assert (after.owner, after.epoch) == (Owner.bot, 2)
    assert await queue.waiting() == ()
    assert (await queue.stop_waiting("c1")).epoch == 2
    assert (await store.events_after("c1", 0))[-1].reply.state == "bot"


async def test_stopping_is_too_late_when_a_person_has_come(queue, come):
    await come()
    await queue.claim("c1", ANNA)
    with pytest.raises(NotWaiting):
        await queue.stop_waiting("c1")


async def test_one_may_ask_again_in_the_same_chat(queue, come):
    await come()
    await queue.claim("c1", ANNA)
    after = await queue.hand_back("c1", ANNA, "klar")
    await queue.ask(after, Card(why="danger", risk="concern"), "danger")
    case = await queue.claim("c1", BO)
    assert (case.record.reason, case.record.risk, case.record.outcome) == ("danger", "concern", None)


async def test_a_chat_that_is_passed_on_stands_first_and_is_not_the_next_one_of_the_same(queue, come, clock):
    await come("c1", level="acute")
    clock.forward(minutes=5)
    await come("c2")
    await queue.claim("c2", ANNA)
    await queue.pass_on("c2", ANNA, "språk")
    assert [each.conversation_id for each in await queue.waiting()] == ["c2", "c1"]
    assert (await queue.claim_next(ANNA)).conversation.id == "c1"
    assert (await queue.claim_next(BO)).conversation.id == "c2"


async def test_a_takeover_needs_a_supervisor_and_a_reason_and_is_told(queue, come, store):
    await come()
    await queue.claim("c1", ANNA)
    with pytest.raises(NotYours):
        await queue.take_over("c1", BO, "orolig")
    with pytest.raises(ReasonNeeded):
        await queue.take_over("c1", SIV, "")
    with queue.floor.bus.listen("staff:") as told:
        case = await queue.take_over("c1", SIV, "orolig")
        assert {await told.next(1), await told.next(1)} == {"staff:anna", "staff:siv"}
    assert (case.record.volunteer_id, case.conversation.epoch) == ("siv", 3)
    assert "Signe" in (await store.events_after("c1", 0))[-1].reply.text
    with pytest.raises(NotYours) as refused:
        await queue.say("c1", ANNA, Text(text="hej"), "x1")
    assert refused.value.by_name == "Siv Lind"


async def test_nothing_is_taken_over_from_nobody(queue, come):
    await come()
    with pytest.raises(IllegalMove):
        await queue.take_over("c1", SIV, "orolig")


async def test_of_two_supervisors_the_second_takes_over_from_the_first(queue, come):
    await come()
    await queue.claim("c1", ANNA)
    await queue.take_over("c1", SIV, "orolig")
    assert (await queue.take_over("c1", ULF, "avlöser")).record.volunteer_name == "Ulf Gran"


async def test_notes_and_whispers_are_seen_by_colleagues_and_never_by_the_visitor(queue, come, store):
    await come()
    await queue.claim("c1", ANNA)
    before = await store.events_after("c1", 0)
    await queue.note("c1", ANNA, "ring 1177 efteråt")
    await queue.whisper("c1", SIV, "fråga om hen är ensam hemma")
    with pytest.raises(NotYours):
        await queue.whisper("c1", ANNA, "jag är ingen samordnare")
    with pytest.raises(NotYours):
        await queue.note("c1", BO, "inte min")
    notes = (await queue.case("c1", ANNA)).notes
    assert [(note.text, note.whisper) for note in notes] == [
        ("ring 1177 efteråt", False),
        ("fråga om hen är ensam hemma", True),
    ]
    assert await store.events_after("c1", 0) == before


async def test_a_chat_is_ended_for_bad_words_only_after_a_warning(queue, come, store):
    await come()
    await queue.claim("c1", ANNA)
    with pytest.raises(WarningNeeded):
        await queue.close("c1", ANNA, "krankning")
    await queue.warn("c1", ANNA, Text(text="Skriver du så igen avslutar jag."), "w1")
    assert (await queue.close("c1", ANNA, "krankning")).owner is Owner.closed


async def test_who_is_blocked_may_not_ask_for_people_until_the_day_is_over(queue, come, clock):
    await come(address_hash="x")
    await queue.claim("c1", ANNA)
    with pytest.raises(NotYours):
        await queue.block("c1", ANNA, "hot")
    await queue.block("c1", SIV, "hot")
    with pytest.raises(IsBlocked):
        await come("c2", address_hash="x")
    await come("c3", address_hash="y")
    clock.forward(days=1)
    await come("c4", address_hash="x")


@pytest.mark.parametrize("is_deleted", [False, True])
async def test_who_was_blocked_by_mistake_is_let_in_again_and_so_is_the_address(queue, come, clock, is_deleted):
    await come(address_hash="x")
    await come("c2", address_hash="z")
    await queue.block("c2", SIV, "hot")
    clock.forward(seconds=5)
    await queue.block("c1", SIV, "hot")
    if is_deleted:
        await queue.delete_now("c1", SIV)
        await queue.sweep()
    with pytest.raises(NotYours):
        await queue.unblock("c1", ANNA)
    assert [one.conversation_id for one in (await queue.board()).blocks] == ["c1", "c2"]
    assert await queue.unblock("c1", SIV)
    assert not await queue.unblock("c1", SIV)
    await come("c3", address_hash="x")
    assert [one.conversation_id for one in (await queue.board()).blocks] == ["c2"]
    with pytest.raises(IsBlocked):
        await come("c4", address_hash="z")


async def test_deleting_now_takes_every_word(queue, come, store, settings):
    await come(said=3)
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="en apelsinkaka"), "x1")
    await queue.note("c1", ANNA, "en gurksallad")
    with pytest.raises(NotYours):
        await queue.delete_now("c1", ANNA)
    await queue.delete_now("c1", SIV)
    files = b"".join(path.read_bytes() for path in settings.data.glob("chat.db*"))
    assert b"apelsin" not in files and b"gurksallad" not in files and b"rad 1" not in files
    assert await store.forget_expired(queue.floor.now()) == ["c1"]
    with pytest.raises(NoSuchChat):
        await queue.case("c1", SIV)


@pytest.mark.parametrize("end", ["close", "hand_back"])
async def test_deleting_now_also_takes_a_chat_that_is_over(queue, come, store, end):
    await come(said=3)
    await queue.claim("c1", ANNA)
    await getattr(queue, end)("c1", ANNA, "klar")
    await queue.delete_now("c1", SIV)
    assert await store.events_after("c1", 0) == ()
    assert await store.forget_expired(queue.floor.now()) == ["c1"]


async def test_every_change_of_who_answers_is_told_to_the_visitor(queue, come, store, clock):
    async def told():
        return (await store.events_after("c1", 0))[-1].reply.state

    waits = await come()
    assert await told() == "waiting"
    await queue.stop_waiting("c1")
    assert await told() == "bot"
    await queue.ask(waits, Card(why="wish"), "wish")
    steps = (
        (lambda: queue.claim("c1", ANNA), "human"),
        (lambda: queue.pass_on("c1", ANNA, "rast"), "waiting"),
        (lambda: queue.claim("c1", BO), "human"),
        (lambda: queue.take_over("c1", SIV, "orolig"), "human"),
        (lambda: queue.hand_back("c1", SIV, "klar"), "bot"),
        (lambda: queue.ask(waits, Card(why="wish"), "wish"), "waiting"),
        (lambda: queue.claim("c1", ULF), "human"),
        (lambda: queue.close("c1", ULF, "klar"), "closed"),
    )
    for step, state in steps:
        await step()
        assert await told() == state


async def test_who_has_a_pause_or_recovers_takes_no_chat(queue, come, clock):
    await come()
    await queue.set_presence(ANNA, "paus")
    with pytest.raises(NotAvailable):
        await queue.claim_next(ANNA)
    await queue.set_presence(ANNA, "available")
    assert await queue.claim_next(ANNA)


async def test_after_a_chat_about_acute_danger_there_are_ten_minutes_of_rest(queue, come, clock):
    await come("c1", level="acute")
    await come("c2")
    await queue.claim("c1", ANNA)
    await queue.close("c1", ANNA, "klar", "Hej då.")
    with pytest.raises(NotAvailable):
        await queue.claim("c2", ANNA)
    clock.forward(minutes=10)
    await queue.claim("c2", ANNA)


async def test_danger_that_is_said_while_waiting_moves_one_up(queue, come, store):
    await come("c1")
    await come("c2")
    waits = (await store.find("c2", 0)).conversation
    graver = msgspec.structs.replace(waits, danger=msgspec.structs.replace(waits.danger, level="acute", kind="suicide"))
    await queue.heard(graver, "jag vill inte mer")
    assert [each.conversation_id for each in await queue.waiting()] == ["c2", "c1"]
    assert (await queue.claim_next(ANNA)).record.evidence == ("jag vill inte mer",)


async def test_a_message_of_the_visitor_with_the_id_of_a_volunteers_is_another_message(queue, come, store):
    await come()
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="hej"), "same")
    found = await store.find("c1", 0, "same")
    assert found.answered is None
    saved = await store.save_turn(found.conversation, found.conversation, [line("hej själv", "same")])
    assert [event.reply.text for event in saved.events] == ["hej själv"]


@pytest.mark.parametrize("move", ["take_over", "block"])
async def test_who_was_relieved_of_a_chat_about_acute_danger_rests_too(queue, come, move):
    await come("c1", level="acute")
    await come("c2")
    await queue.claim("c1", ANNA)
    await getattr(queue, move)("c1", SIV, "akut")
    with pytest.raises(NotAvailable):
        await queue.claim("c2", ANNA)


@pytest.mark.parametrize(("reason", "rests"), [("akut", True), ("bad-om-hjalp", False)])
async def test_who_is_relieved_because_it_is_about_life_rests_whatever_was_read_before(queue, come, reason, rests):
    await come("c1", level="concern")
    await come("c2")
    await queue.claim("c1", ANNA)
    await queue.take_over("c1", SIV, reason)
    if rests:
        with pytest.raises(NotAvailable):
            await queue.claim("c2", ANNA)
    else:
        await queue.claim("c2", ANNA)
