"""How a visitor comes to a human: the offer, what would be handed over, and the yes or no."""

import pytest

from chat.errors import StoreUnavailable
from chat.lines import named_lines
from chat.replies import Activities, Activity, Crisis
from tests.chat.wanting_people import DANGER, NO, WITHOUT, YES, ask, last, record, rows, says_human, states


async def test_the_offer_shows_what_would_be_handed_over_and_asks(visitor, on_duty):
    offer = last(await visitor.say("jag vill prata med en människa"))
    assert (offer["kind"], offer["state"]) == ("handover", "offered")
    assert offer["text"] == "En volontär är här. Går det bra att hen läser?"
    assert offer["choices"] == [YES, WITHOUT, NO]
    assert rows(offer) == {
        "Varför": "Vill prata med en människa.",
        "Ensamheten": "saknar någon att anförtro sig åt",
        "Kommun": "Krokom",
        "Ålder": "Äldre",
    }
    assert "card" not in offer


async def test_nothing_is_handed_over_before_a_yes(visitor, on_duty, queue):
    answer = await visitor.say("jag vill prata med en människa")
    assert answer.json()["owner"] == "bot"
    assert await queue.waiting() == ()


@pytest.mark.parametrize("yes", [YES, "ja", "Ja tack!", "okej", "en människa, tack"])
async def test_a_yes_by_button_or_by_typing_puts_the_visitor_in_the_queue(visitor, on_duty, queue, yes):
    answer = await ask(visitor, yes)
    assert answer.json()["owner"] == "waiting"
    assert states(answer) == ["waiting"]
    assert last(answer)["choices"] == ["Sluta vänta", "Få en kod"]
    assert [waiting.conversation_id for waiting in await queue.waiting()] == [visitor.id]


async def test_what_was_shown_is_what_the_volunteer_gets(visitor, on_duty, queue):
    await ask(visitor)
    card = (await record(queue, visitor)).card
    assert (card.why, card.kinds, card.municipality, card.age_group) == ("wish", ("emotional",), "Krokom", "older")


async def test_the_summary_may_be_struck(visitor, on_duty, queue):
    await visitor.say(DANGER)
    await visitor.say(WITHOUT)
    kept = await record(queue, visitor)
    assert kept.card.struck
    assert (kept.card.kinds, kept.card.municipality, kept.card.evidence, kept.evidence) == ((), None, (), ())
    assert kept.risk == "acute"


async def test_a_no_hands_nothing_over(visitor, on_duty, queue, bot):
    answer = await ask(visitor, NO)
    assert (answer.json()["owner"], states(answer)) == ("bot", ["bot"])
    assert await queue.waiting() == ()
    await visitor.say("ja")
    assert bot.asked[-1][1] == "ja"


async def test_a_yes_to_something_else_is_no_consent(visitor, on_duty, queue, bot):
    await visitor.say("jag vill prata med en människa")
    await visitor.say("vad kostar det?")
    assert (await visitor.say("ja")).json()["owner"] == "bot"
    assert bot.asked[-1][1] == "ja"


async def test_the_button_of_an_offer_further_up_still_works(visitor, on_duty):
    await visitor.say("jag vill prata med en människa")
    await visitor.say("vad kostar det?")
    assert (await visitor.say(YES)).json()["owner"] == "waiting"


@pytest.mark.parametrize("text", ["ingen människa, tack", "är det en riktig människa?", "jag vill inte ha en människa"])
async def test_speaking_of_humans_is_not_a_yes(visitor, on_duty, queue, text):
    await visitor.say("jag vill prata med en människa")
    await visitor.say(text)
    assert await queue.waiting() == ()


async def test_steps_and_refused_steps_stand_on_the_card_by_name(visitor, on_duty, bot):
    items = (Activity(id="kor", name="Kören"), Activity(id="fika", name="Öppet fika"))
    bot.replies = lambda text: (Activities(text="Två saker", items=items),)
    await visitor.say("vad finns det?")
    bot.replies = says_human
    shown = rows(last(await visitor.say("en människa")))
    assert (shown["Förslag som visats"], shown["Passade inte"]) == ("Öppet fika", "Kören")


async def test_a_place_that_nobody_told_is_the_region_of_the_page(visitor, on_duty, bot):
    bot.slots = {}
    await visitor.begin(region="jamtland-harjedalen")
    assert "Jämtland" in rows(last(await visitor.say("en människa")))["Kommun"]


async def test_acute_danger_is_answered_first_and_a_human_offered_after(visitor, on_duty, queue):
    answer = await visitor.say(DANGER)
    kinds = [reply["kind"] for reply in answer.json()["replies"]]
    assert kinds[-2:] == ["crisis", "handover"]
    assert rows(last(answer))["Det du skrev"] == f"”{DANGER}”"
    assert (await visitor.say("människa")).json()["owner"] == "waiting"
    assert (await record(queue, visitor)).risk == "acute"


async def test_a_bare_yes_beside_danger_answers_the_straight_question(visitor, on_duty, queue):
    await visitor.say(DANGER)
    await visitor.say("ja")
    assert await queue.waiting() == ()


async def test_danger_that_is_said_again_does_not_bring_the_same_offer_again(visitor, on_duty):
    await visitor.say(DANGER)
    assert states(await visitor.say(DANGER)) == []


async def test_concern_brings_the_offer_when_it_is_spoken_of_again(visitor, on_duty):
    assert states(await visitor.say("jag vill inte leva längre")) == []
    assert states(await visitor.say("jag orkar inte leva mer")) == ["offered"]


async def test_a_denial_of_concern_brings_no_offer(visitor, on_duty, bot, tools):
    await visitor.say("jag vill inte leva längre")
    lines = named_lines(tools.facts, ["sjalvmordslinjen"], tools.now())
    bot.replies = lambda text: (Crisis(text="Det är skönt att höra. 90101 finns kvar.", level="concern", lines=lines),)
    assert states(await visitor.say("nej, skojade")) == []
    assert states(await visitor.say("Nej.")) == []


async def test_the_lines_that_raised_the_risk_are_the_visitors_own_without_names(visitor, on_duty):
    await visitor.say("hej, fint väder idag")
    await visitor.say("Jag heter Anna Lindqvist, ring 070-123 45 67. Jag vill inte leva längre.")
    shown = rows(last(await visitor.say("en människa")))["Det du skrev"]
    assert "vill inte leva längre" in shown
    for secret in ("Lindqvist", "070-123", "väder"):
        assert secret not in shown


async def test_danger_that_only_the_bot_heard_is_shown_by_the_line_that_it_answered(visitor, on_duty, bot, tools):
    lines = named_lines(tools.facts, ["sos-112", "sjalvmordslinjen"], tools.now())
    bot.replies = lambda text: (Crisis(text="Ring 112 eller 90101. Är du ensam?", level="acute", lines=lines),)
    assert rows(last(await visitor.say("nu är allt ordnat och katten har fått mat")))["Det du skrev"] == (
        "”nu är allt ordnat och katten har fått mat”"
    )


async def test_while_rasa_is_down_the_card_holds_what_the_gateway_knows(visitor, bot, on_duty, queue):
    bot.down = True
    answer = await visitor.say("hallå")
    assert states(answer) == ["offered"]
    assert rows(last(answer)) == {"Varför": "Roboten fungerar inte."}
    assert (await visitor.say("ja")).json()["owner"] == "waiting"


async def test_while_rasa_is_down_the_offer_is_not_repeated_in_full(visitor, bot, on_duty, tools):
    bot.down = True
    await visitor.say("hallå")
    answer = await visitor.say("är du där")
    assert states(answer) == []
    assert last(answer)["text"] in tools.words.all("fall_back_human")
    assert (await visitor.say("människa")).json()["owner"] == "waiting"


async def test_nobody_is_offered_while_the_database_is_away(visitor, on_duty, tools, monkeypatch):
    async def fail(*_args, **_kwargs):
        raise StoreUnavailable("away")

    monkeypatch.setattr(tools.store, "events_after", fail)
    answer = await visitor.say("jag vill prata med en människa")
    assert states(answer) == ["none"]
    assert last(answer)["kind"] == "support_lines"


async def test_who_went_off_duty_meanwhile_is_said_with_when_it_opens(visitor, on_duty, duty, queue):
    await visitor.say("jag vill prata med en människa")
    duty.update(on=False, opens="öppnar måndag kl. 18")
    answer = await visitor.say(YES)
    assert states(answer) == ["none"]
    assert "öppnar måndag kl. 18" in answer.json()["replies"][0]["text"]
    assert answer.json()["replies"][-1]["items"]
    assert await queue.waiting() == ()


async def test_the_bot_is_told_when_humans_can_be_reached(visitor, bot, duty):
    duty["opens"] = "öppnar måndag kl. 18"
    await visitor.say("hej")
    assert bot.asked[-1][2] == {"human_on_duty": False, "opens": "öppnar måndag kl. 18"}


async def test_when_all_are_busy_the_bot_is_told_so_and_not_when_they_open(visitor, bot, duty):
    duty["opens"] = "öppet nu, stänger kl. 21"
    await visitor.say("hej")
    assert bot.asked[-1][2] == {"human_on_duty": False, "humans_busy": True}


async def test_the_same_yes_sent_twice_is_one_place_in_the_queue(visitor, on_duty, queue):
    await visitor.say("jag vill prata med en människa")
    first, second = await visitor.say(YES, "samma"), await visitor.say(YES, "samma")
    assert first.json()["owner"] == second.json()["owner"] == "waiting"
    assert [reply["text"] for reply in first.json()["replies"]] == [r["text"] for r in second.json()["replies"]]
    assert len(await queue.waiting()) == 1


async def test_what_was_said_stands_in_order(visitor, on_duty):
    await ask(visitor)
    events = (await visitor.read()).json()["events"]
    assert [(event["from"], event["kind"]) for event in events[-2:]] == [("visitor", "text"), ("system", "handover")]
    assert events[-2]["text"] == YES
