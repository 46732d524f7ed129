"""After the yes: the wait, who answers, the way back, and the way out."""

from dataclasses import replace

import pytest

from chat.bus import Bus
from chat.conversation import Author
from chat.lines import parting_lines
from chat.pace import Pace
from chat.queue.queue import Queue
from chat.replies import Text
from chat.waiting import PROMISE_SECONDS, look_after
from tests.chat.conftest import Visitor
from tests.chat.wanting_people import DANGER, KIM, ask, last, record, states


async def test_one_who_waits_may_write_and_is_answered_at_most_once_a_minute(visitor, on_duty, clock, bot):
    await ask(visitor)
    asked = len(bot.asked)
    soon = await visitor.say("okej")
    clock.forward(seconds=61)
    answers = [soon, *[await visitor.say(text) for text in ("är du där?", "jag sitter här", "det är mörkt")]]
    assert [len(answer.json()["replies"]) for answer in answers] == [0, 1, 0, 0]
    assert len(bot.asked) == asked
    assert (await visitor.read()).json()["events"][-1]["text"] == "det är mörkt"


async def test_one_who_waits_still_gets_help_in_danger(visitor, on_duty):
    await ask(visitor)
    answer = await visitor.say(DANGER)
    assert "crisis" in [reply["kind"] for reply in answer.json()["replies"]]
    assert answer.json()["owner"] == "waiting"


@pytest.mark.parametrize("text", ["Sluta vänta", "jag orkar inte vänta"])
async def test_one_who_waits_may_stop(visitor, on_duty, queue, bot, text):
    await ask(visitor)
    answer = await visitor.say(text)
    assert (answer.json()["owner"], states(answer)) == ("bot", ["bot"])
    assert await queue.waiting() == ()
    await visitor.say("hej igen")
    assert bot.asked[-1][1] == "hej igen"
    assert "met_human" not in bot.asked[-1][2]


async def test_one_who_waits_may_have_a_code_from_the_bot(visitor, on_duty, bot):
    await ask(visitor)
    bot.replies = lambda text: (Text(text="Din kod är [kod]"),)
    answer = await visitor.say("Få en kod")
    assert (last(answer)["text"], answer.json()["owner"]) == ("Din kod är [kod]", "waiting")


async def test_when_the_code_fails_the_place_in_the_queue_stays(visitor, on_duty, bot, tools):
    await ask(visitor)
    bot.down = True
    answer = await visitor.say("Få en kod")
    assert [reply["text"] for reply in answer.json()["replies"]] == list(tools.words.all("code_failed"))
    assert answer.json()["owner"] == "waiting"


async def test_when_the_promised_time_passes_the_chat_says_so_once_and_gives_lines(
    visitor, on_duty, tools, queue, clock
):
    await ask(visitor)
    clock.forward(seconds=PROMISE_SECONDS)
    for process in (tools, tools, replace(tools, pace=Pace(clock))):
        await look_after(process, queue)
    events = (await visitor.read()).json()["events"]
    late = [event for event in events if event.get("state") == "late"]
    assert len(late) == 1
    assert "tio minuter" in late[0]["text"]
    assert events[-1]["kind"] == "support_lines"


async def test_there_is_a_word_on_the_way_to_the_promised_time(visitor, on_duty, tools, queue, clock):
    await ask(visitor)
    said = []
    for _ in range(9):
        clock.forward(seconds=60)
        await look_after(tools, queue)
        said.append((await visitor.read()).json()["events"][-1]["seq"])
    assert len(set(said)) == 2


async def test_an_open_page_is_a_sign_that_the_visitor_is_there(visitor, on_duty, tools, queue, clock):
    await ask(visitor)
    clock.forward(seconds=40)
    assert (await queue.waiting())[0].left
    with tools.hub.listen(visitor.id):
        await look_after(tools, queue)
    assert not (await queue.waiting())[0].left


async def test_a_page_without_script_is_a_sign_too(web, visitor, on_duty, queue, clock):
    await ask(visitor)
    clock.forward(seconds=40)
    await web.get("/chatt", headers={"cookie": f"samtal={visitor.id}:{visitor.token}"})
    assert not (await queue.waiting())[0].left


async def test_without_script_a_small_page_looks_for_news_and_is_a_sign(web, visitor, on_duty, queue, clock):
    await ask(visitor)
    clock.forward(seconds=40)
    cookie = {"cookie": f"samtal={visitor.id}:{visitor.token}"}
    seen = (await visitor.read()).json()["events"][-1]["seq"]
    quiet = await web.get(f"/chatt/nya?efter={seen}", headers=cookie)
    assert ("Inget nytt svar än" in quiet.text, quiet.headers["refresh"]) == (True, "10")
    assert not (await queue.waiting())[0].left
    await queue.claim_next(KIM)
    assert "Det finns nya svar" in (await web.get(f"/chatt/nya?efter={seen}", headers=cookie)).text


async def test_the_small_page_may_stand_in_a_frame_of_ours(web):
    policy = (await web.get("/chatt/nya")).headers["content-security-policy"]
    assert "'self'" in policy.split("frame-ancestors ")[1]
    assert "frame-src 'self';" in (await web.get("/chatt")).headers["content-security-policy"]


async def test_what_is_new_is_fetched_from_the_server_each_time(web):
    """A link to a place on the page that is open would fetch nothing."""
    assert 'href="/chatt/senaste">Hämta nya svar' in (await web.get("/chatt")).text
    assert (await web.get("/chatt/senaste")).headers["location"] == "/chatt#senaste"


async def test_with_nobody_to_wait_for_the_small_page_does_not_come_again(web):
    assert "refresh" not in (await web.get("/chatt/nya")).headers


async def test_the_guide_leads_to_a_chat_that_begins_with_the_offer(web, on_duty):
    assert "Skriv med en människa" in (await web.post("/hitta-stod/ga", data={"till": "prata"})).text
    begun = await web.post("/hitta-stod/chatt", data={"vill": "manniska"}, headers={"accept": "application/json"})
    visitor = Visitor(web, begun.json()["id"], begun.json()["token"])
    assert (await visitor.read()).json()["events"][-1]["state"] == "offered"


async def test_with_nobody_on_duty_the_guide_says_when_somebody_is(web, duty):
    duty["opens"] = "öppnar måndag kl. 18"
    page = await web.post("/hitta-stod/ga", data={"till": "prata"})
    assert "Den chatten öppnar måndag kl. 18." in page.text
    assert "Skriv med en människa" not in page.text


async def test_with_the_bot_turned_off_the_first_words_say_so(visitor, duty, tools):
    duty["bot"] = False
    begun = (await visitor.begin()).json()["replies"]
    assert [reply["text"] for reply in begun][1] in tools.words.all("bot_off")


async def test_who_takes_over_is_said_with_the_pseudonym(visitor, on_duty, queue):
    await ask(visitor)
    await queue.claim_next(KIM)
    event = (await visitor.read()).json()["events"][-1]
    assert (event["from"], event["state"], event["name"]) == ("system", "human", "Kim")
    assert event["text"] == "Nu är det en människa, Kim, som skriver. Lotsen är tyst."


async def test_what_a_human_writes_carries_the_pseudonym(visitor, on_duty, queue):
    await ask(visitor)
    await queue.claim_next(KIM)
    await queue.say(visitor.id, KIM, Text(text="Hej, jag heter Kim."), "k1")
    event = (await visitor.read()).json()["events"][-1]
    assert (event["from"], event["name"], event["text"]) == ("human", "Kim", "Hej, jag heter Kim.")


async def test_after_the_hand_back_the_bot_knows(visitor, on_duty, queue, bot):
    await ask(visitor)
    await queue.claim_next(KIM)
    await queue.hand_back(visitor.id, KIM, "klart")
    answer = await visitor.say("hej igen")
    assert answer.json()["owner"] == "bot"
    assert bot.asked[-1][2]["met_human"] == 3


async def test_who_only_waited_has_met_nobody(visitor, on_duty, bot):
    for _ in range(2):
        await ask(visitor)
        await visitor.say("Sluta vänta")
    await visitor.say("hej igen")
    assert "met_human" not in bot.asked[-1][2]


async def test_after_a_human_who_was_lost_the_bot_knows_too(visitor, on_duty, queue, bot):
    await ask(visitor)
    await queue.claim_next(KIM)
    await queue.pass_on(visitor.id, KIM, "rast")
    await visitor.say("Sluta vänta")
    await visitor.say("hej igen")
    assert bot.asked[-1][2]["met_human"] == 4


async def test_after_the_last_word_the_chat_says_that_it_is_over_and_whom_else_to_reach(
    visitor, on_duty, queue, tools, settings, store, clock
):
    parting = parting_lines(tools.facts, clock, "Vill du prata med någon annan finns de här:")
    closing = Queue(store, Bus(), clock, settings, parting=parting)
    await ask(visitor)
    await closing.claim_next(KIM)
    await closing.close(visitor.id, KIM, "klart", "Hej då, ta hand om dig.")
    last, over, lines = (await visitor.read()).json()["events"][-3:]
    assert (last["from"], last["name"], last["text"]) == ("human", "Kim", "Hej då, ta hand om dig.")
    assert (over["state"], "Kim" in over["text"]) == ("closed", True)
    assert (lines["kind"], bool(lines["items"])) == ("support_lines", True)


async def test_the_owner_of_a_closed_chat_is_told_whom_to_reach(visitor, on_duty, queue):
    await ask(visitor)
    await queue.claim_next(KIM)
    await queue.close(visitor.id, KIM, "klart", "Hej då, ta hand om dig.")
    answer = await visitor.say("vänta")
    assert answer.json()["owner"] == "closed"
    assert [reply["kind"] for reply in answer.json()["replies"]] == ["notice", "support_lines"]


async def test_forgetting_tells_the_queue_at_once(visitor, on_duty, queue):
    await ask(visitor)
    await visitor.forget()
    assert await queue.waiting() == ()
    assert (await record(queue, visitor)).left_at is not None
    assert (await visitor.say("hej")).status_code in (401, 404)


async def test_what_was_forgotten_left_no_word_behind(visitor, on_duty, queue, tools):
    await ask(visitor)
    await visitor.forget()
    assert await tools.store.events_after(visitor.id, 0) == ()
    assert (await record(queue, visitor)).card.kinds == ()


async def test_with_the_bot_turned_off_it_is_said_and_lines_and_people_are_given(visitor, on_duty, duty, bot, tools):
    duty["bot"] = False
    answer = await visitor.say("hej")
    assert bot.asked == []
    assert answer.json()["replies"][0]["text"] in tools.words.all("bot_off")
    assert [reply["kind"] for reply in answer.json()["replies"]] == ["text", "support_lines", "handover"]


async def test_danger_is_answered_with_the_bot_turned_off(visitor, duty):
    duty["bot"] = False
    assert "90101" in " ".join(reply["text"] for reply in (await visitor.say(DANGER)).json()["replies"])


async def test_the_card_is_kept_from_whoever_reads_the_api(visitor, on_duty):
    await visitor.say("en människa")
    assert all("card" not in event for event in (await visitor.read()).json()["events"])


async def test_the_system_says_who_answers(visitor, on_duty, tools):
    await ask(visitor)
    events = await tools.store.events_after(visitor.id, 0)
    assert events[-1].author is Author.system
