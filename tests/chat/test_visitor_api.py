"""What a visitor gets when all is well."""

import asyncio

from chat.replies import Text
from tests.chat.conftest import ROOT


async def test_the_first_words_say_bot_anonymous_and_112(web):
    answer = await web.post(ROOT, json={})
    said = " ".join(reply["text"] for reply in answer.json()["replies"])
    assert answer.status_code == 201
    for needed in ("ingen människa", "anonym", "112", "sluta när du vill"):
        assert needed in said


async def test_a_conversation_begins_without_a_body(web):
    assert (await web.post(ROOT)).status_code == 201


async def test_a_message_gets_replies_and_an_owner(visitor):
    answer = await visitor.say("Hej, jag är 72 och bor i Krokom")
    assert answer.status_code == 200
    assert answer.json()["owner"] == "bot"
    assert answer.json()["replies"][0]["text"] == "Du skrev: Hej, jag är 72 och bor i Krokom"


async def test_events_are_numbered_without_gaps(visitor):
    await visitor.say("ett")
    await visitor.say("två")
    events = (await visitor.read()).json()["events"]
    assert [event["seq"] for event in events] == [1, 2, 3, 4, 5, 6]
    assert [event["from"] for event in events] == ["bot", "bot", "visitor", "bot", "visitor", "bot"]


async def test_the_same_client_id_is_answered_once_with_the_same_reply(visitor, bot):
    first = await visitor.say("hej", "samma")
    second = await visitor.say("hej", "samma")
    assert first.json() == second.json()
    assert len(bot.asked) == 1


async def test_the_same_message_sent_twice_at_once_is_asked_once(visitor, bot, monkeypatch):
    ask = bot.ask

    async def ask_slowly(*question):
        await asyncio.sleep(0.05)
        return await ask(*question)

    monkeypatch.setattr(bot, "ask", ask_slowly)
    answers = await asyncio.gather(visitor.say("hej", "samma"), visitor.say("hej", "samma"))
    assert answers[0].json() == answers[1].json()
    assert len(bot.asked) == 1


async def test_a_message_under_way_when_the_talk_is_ended_leaves_nothing(visitor, bot, tools, monkeypatch):
    async def end_meanwhile(*_args):
        await tools.store.forget(visitor.id)
        return (Text(text="för sent"),)

    monkeypatch.setattr(bot, "ask", end_meanwhile)
    assert (await visitor.say("hej")).status_code == 404
    assert await tools.store.events_after(visitor.id, 0) == ()


async def test_the_region_is_passed_to_the_bot(visitor, bot):
    await visitor.begin(region="jamtland-harjedalen")
    await visitor.say("hej")
    assert bot.asked[-1][2] == {"human_on_duty": False, "region": "jamtland-harjedalen"}


async def test_only_the_last_forty_events_are_kept(visitor):
    for number in range(30):
        await visitor.say(f"rad {number}")
    events = (await visitor.read()).json()["events"]
    assert len(events) == 40
    assert events[-1]["text"] == "Du skrev: rad 29"


async def test_forgetting_deletes_here_and_in_rasa(visitor, bot):
    await visitor.say("hej")
    assert (await visitor.forget()).status_code == 204
    assert bot.forgotten == [visitor.id]
    assert (await visitor.read()).status_code == 404
    assert (await visitor.say("igen")).status_code == 404


async def test_health_is_ok_when_all_parts_answer(web):
    answer = await web.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


async def test_health_names_the_part_that_is_missing(web, bot):
    bot.missing = ("actions",)
    answer = await web.get("/health")
    assert answer.status_code == 503
    assert answer.json()["failing"] == ["actions"]
