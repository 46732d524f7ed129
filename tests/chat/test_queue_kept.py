"""How long a chat with people is kept: whole while they have it, a day after its end, and then not at all."""

import sqlite3

from chat.card import Card
from chat.conversation import Author
from chat.replies import Text
from chat.store import KEPT_EVENTS
from tests.chat.queueing import ANNA, SIV, line

HOUR = 3600


async def write(store, clock, texts):
    for number, text in enumerate(texts):
        before = (await store.find("c1", int(clock().timestamp()))).conversation
        await store.save_turn(before, before, [line(text, f"{text}{number}")])


def rows(settings, table):
    with sqlite3.connect(settings.data / "chat.db") as database:
        return database.execute(f"select count(*) from {table}").fetchone()[0]


def in_the_files(settings):
    return b"".join(path.read_bytes() for path in settings.data.glob("chat.db*"))


async def test_nothing_of_a_chat_with_people_is_trimmed(queue, come, store, clock):
    await come()
    await queue.claim("c1", ANNA)
    await write(store, clock, ["rad"] * (KEPT_EVENTS + 20))
    assert len((await queue.case("c1", ANNA)).events) == KEPT_EVENTS + 23


async def test_what_is_written_while_waiting_is_there_when_a_person_comes(queue, come, store, clock):
    await come()
    await write(store, clock, ["rad"] * (KEPT_EVENTS + 20))
    assert len((await queue.claim("c1", ANNA)).events) == KEPT_EVENTS + 23


async def test_the_bot_alone_keeps_the_last_ones_as_before(queue, come, store, clock):
    await come()
    await queue.stop_waiting("c1")
    await write(store, clock, ["rad"] * (KEPT_EVENTS + 20))
    assert len(await store.events_after("c1", 0)) == KEPT_EVENTS


async def test_a_chat_that_waits_or_is_with_a_person_does_not_expire(queue, come, store, clock):
    await come()
    clock.forward(days=2)
    now = queue.floor.now()
    assert await store.forget_expired(now) == [] and await store.find("c1", now)
    await queue.claim("c1", ANNA)
    clock.forward(days=2)
    now = queue.floor.now()
    assert await store.forget_expired(now) == [] and await store.find("c1", now)


async def test_a_closed_chat_is_the_supervisors_to_read_for_a_day_and_the_visitors_for_an_hour(
    queue, come, store, clock, settings
):
    await come()
    await queue.claim("c1", ANNA)
    await queue.say("c1", ANNA, Text(text="en apelsinkaka"), "x1")
    await queue.note("c1", ANNA, "en gurksallad")
    await queue.close("c1", ANNA, "klar")
    clock.forward(minutes=61)
    assert await store.find("c1", queue.floor.now()) is None
    clock.forward(hours=22)
    assert await store.forget_expired(queue.floor.now()) == []
    assert (await queue.case("c1", SIV)).events
    clock.forward(hours=1)
    assert await store.forget_expired(queue.floor.now()) == ["c1"]
    assert [rows(settings, table) for table in ("conversation", "event", "handover", "note")] == [0, 0, 0, 0]
    assert b"apelsin" not in in_the_files(settings) and b"gurksallad" not in in_the_files(settings)


async def test_a_chat_that_was_handed_back_lives_on_with_the_bot_and_is_kept_a_day(queue, come, store, clock):
    await come()
    await queue.claim("c1", ANNA)
    await queue.hand_back("c1", ANNA, "klar")
    clock.forward(minutes=61)
    assert await store.find("c1", queue.floor.now()) is None
    assert await store.forget_expired(queue.floor.now()) == []
    clock.forward(hours=23)
    assert await store.forget_expired(queue.floor.now()) == ["c1"]


async def test_how_long_is_a_setting(store, clock, settings, come, queue):
    from dataclasses import replace

    queue = type(queue)(store, queue.floor.bus, clock, replace(settings, keep_human_hours=0))
    await come()
    await queue.claim("c1", ANNA)
    await queue.close("c1", ANNA, "klar")
    clock.forward(minutes=61)
    assert await store.forget_expired(queue.floor.now()) == ["c1"]


async def test_what_the_visitor_asks_to_forget_is_gone_from_the_card_too(queue, come, store, settings):
    await come(level="concern")
    await queue.claim("c1", ANNA)
    after = await queue.hand_back("c1", ANNA, "klar")
    await store.forget_until("c1", after.last_seq)
    case = await queue.case("c1", SIV)
    assert (case.events, case.record.evidence, case.record.card) == ((), (), Card(why="", struck=True))


async def test_a_visitor_who_deletes_the_chat_over_the_api_leaves_a_mark_without_words(
    visitor, queue, tools, store, settings
):
    await visitor.say("en apelsinkaka")
    found = (await store.find(visitor.id, tools.seconds())).conversation
    await queue.ask(found, Card(why="wish"), "wish")
    await queue.claim(visitor.id, ANNA)
    assert (await visitor.forget()).status_code == 204
    assert (await visitor.read()).status_code == 404
    case = await queue.case(visitor.id, ANNA)
    assert case.left and case.events == ()
    assert b"apelsin" not in in_the_files(settings)


async def test_from_the_claim_to_the_hand_back_no_word_of_the_bot_comes(visitor, bot, queue, tools, store):
    """The bot is asked in one epoch and answers in the next."""
    found = (await store.find(visitor.id, tools.seconds())).conversation

    async def claimed_meanwhile(conversation_id, text, metadata, urgent=False):
        await queue.ask(found, Card(why="wish"), "wish")
        await queue.claim(visitor.id, ANNA)
        return (Text(text="för sent"),)

    bot.ask = claimed_meanwhile
    answer = await visitor.say("hallå där")
    assert answer.json() == {"replies": [], "owner": "human"}
    assert (await visitor.say("är du kvar?")).json()["replies"] == []
    events = await store.events_after(visitor.id, found.last_seq)
    assert [event.reply.text for event in events if event.author is Author.visitor] == ["hallå där", "är du kvar?"]
    assert not any(event.author is Author.bot for event in events)


async def test_danger_said_to_a_person_is_the_persons_to_answer_and_stands_on_the_card(
    visitor, queue, tools, store, bot
):
    found = (await store.find(visitor.id, tools.seconds())).conversation
    await queue.ask(found, Card(why="wish"), "wish")
    await queue.claim(visitor.id, ANNA)
    await visitor.say("jag vill inte leva längre")
    case = await queue.case(visitor.id, ANNA)
    assert (case.record.risk, case.record.evidence) == ("concern", ("jag vill inte leva längre",))
    assert bot.asked == []


async def test_danger_said_in_the_queue_is_answered_at_once_and_raises_the_place(visitor, queue, tools, store, come):
    await come("c1")
    found = (await store.find(visitor.id, tools.seconds())).conversation
    await queue.ask(found, Card(why="wish"), "wish")
    answer = await visitor.say("jag vill inte leva längre")
    assert "crisis" in [reply["kind"] for reply in answer.json()["replies"]]
    assert [each.conversation_id for each in await queue.waiting()] == [visitor.id, "c1"]
