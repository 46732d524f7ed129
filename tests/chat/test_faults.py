"""What the visitor gets when a part fails: the rows of the table in design.md."""

import pytest

from chat import tables
from chat.conversation import Owner
from chat.errors import StoreUnavailable
from chat.replies import Crisis, Line, SupportLines, Text
from chat.store import Store
from safety.assess import assess
from safety.crisis import compose

DANGER = "jag vill inte leva längre"


def kinds(answer):
    return [reply["kind"] for reply in answer.json()["replies"]]


def words(answer):
    return " ".join(reply["text"] for reply in answer.json()["replies"])


class Away:
    """A database that does not answer."""

    def __getattr__(self, name):
        async def fail(*_args, **_kwargs):
            raise StoreUnavailable("away")

        return fail


@pytest.fixture
def database_away(tools, monkeypatch):
    def take():
        for name in ("find", "create", "save_turn", "forget", "forget_expired", "events_after", "ping"):
            monkeypatch.setattr(tools.store, name, getattr(Away(), name))

    return take


async def test_when_rasa_is_down_the_visitor_gets_an_honest_sentence_and_lines(visitor, bot):
    bot.down = True
    answer = await visitor.say("jag har ingen att prata med")
    assert kinds(answer) == ["text", "support_lines"]
    lines = answer.json()["replies"][1]["items"]
    assert lines
    assert all(line["phone"] or line["chat_url"] for line in lines)
    assert "112" not in words(answer)


async def test_an_empty_answer_counts_as_a_failure(visitor, bot):
    bot.replies = lambda text: ()
    assert kinds(await visitor.say("hej")) == ["text", "support_lines"]


async def test_the_fall_back_is_not_the_same_twice(visitor, bot):
    bot.down = True
    first, second = await visitor.say("hej"), await visitor.say("hallå")
    assert first.json()["replies"][0]["text"] != second.json()["replies"][0]["text"]


async def test_a_human_is_offered_when_one_is_on_duty(visitor, bot, duty, tools):
    bot.down, duty["on"] = True, True
    answer = await visitor.say("hej")
    assert answer.json()["replies"][-1]["text"] in tools.words.all("offer_failed")


async def test_danger_gets_the_full_crisis_reply_when_rasa_is_down(visitor, bot):
    bot.down = True
    answer = await visitor.say(DANGER)
    assert kinds(answer)[-1] == "crisis"
    assert "90101" in words(answer)
    assert answer.json()["replies"][-1]["text"].endswith("?")
    assert {"sjalvmordslinjen"} <= {line["id"] for line in answer.json()["replies"][-1]["lines"]}


async def test_danger_that_the_bot_overheard_is_put_first(visitor, bot):
    bot.replies = lambda text: (Text(text="Vad kul. Vill du spela brädspel?"),)
    answer = await visitor.say(DANGER)
    assert "90101" in words(answer)
    assert "brädspel" not in words(answer)


async def test_a_crisis_reply_of_the_bot_is_left_alone(visitor, bot, tools):
    lines = tuple(Line(id=id, name=id, phone=tools.facts.phones()[id]) for id in ("sos-112", "sjalvmordslinjen"))
    said = Crisis(
        text="Jag tar det på allvar. Ring 112 eller 90101. Tänker du på att ta ditt liv?",
        level="acute",
        lines=lines,
    )
    bot.replies = lambda text: (said,)
    answer = await visitor.say(DANGER)
    (reply,) = answer.json()["replies"]
    assert reply["text"] == said.text
    assert [line["opening"] for line in reply["lines"]] == ["öppet dygnet runt"] * 2
    assert reply["lines"][0]["chat_url"] is None


def said_in(tools, stage):
    """Every wording of the crisis reply in that stage, for someone who wants to die."""
    risk = assess(DANGER, today=tools.today())
    return {compose(risk, tools.facts.phones(), stage=stage, variant=turn).bubbles for turn in range(12)}


def bubbles(answer):
    return tuple(reply["text"] for reply in answer.json()["replies"])


async def test_danger_said_again_gets_other_words(visitor, bot, tools):
    bot.down = True
    first, second = await visitor.say(DANGER), await visitor.say(DANGER)
    assert bubbles(first) in said_in(tools, "first")
    assert bubbles(second) in said_in(tools, "repeat")


@pytest.mark.parametrize(("answer", "stage"), [("Ja.", "yes"), ("nej", "no")])
async def test_the_straight_question_may_be_answered_while_rasa_is_down(visitor, bot, tools, answer, stage):
    bot.down = True
    await visitor.say(DANGER)
    assert bubbles(await visitor.say(answer)) in said_in(tools, stage)


async def test_danger_said_while_the_database_was_away_is_remembered(visitor, bot, tools, monkeypatch):
    bot.down = True
    with monkeypatch.context() as away:
        for name in ("find", "save_turn"):
            away.setattr(tools.store, name, getattr(Away(), name))
        await visitor.say(DANGER)
    assert bubbles(await visitor.say(DANGER)) in said_in(tools, "repeat")


async def test_after_danger_the_lines_stay_when_rasa_goes_down(visitor, bot):
    bot.down = True
    await visitor.say(DANGER)
    answer = await visitor.say("vad finns det att göra i Lund?")
    assert kinds(answer)[-1] == "crisis"


async def test_a_number_that_is_not_known_never_reaches_the_visitor(visitor, bot):
    bot.replies = lambda text: (Text(text="Ring 08-123 45 67."), Text(text="Jag finns här."))
    assert words(await visitor.say("hej")) == "Jag finns här."


async def test_a_reply_of_nothing_but_unknown_numbers_is_a_failure(visitor, bot):
    bot.replies = lambda text: (Text(text="Ring 08-123 45 67."),)
    assert kinds(await visitor.say("hej")) == ["text", "support_lines"]


async def test_the_reply_still_comes_when_the_database_is_away(visitor, database_away):
    database_away()
    answer = await visitor.say("hej")
    assert answer.status_code == 200
    assert words(answer) == "Du skrev: hej"
    assert answer.json()["replies"][0]["seq"] is None


async def test_a_conversation_begins_and_lives_while_the_database_is_away(visitor, database_away, bot):
    database_away()
    assert (await visitor.begin()).status_code == 201
    assert (await visitor.say("hej")).status_code == 200


async def test_a_wrong_token_is_refused_while_the_database_is_away_too(visitor, database_away):
    database_away()
    visitor.token = "a.b"
    assert (await visitor.say("hej")).status_code == 401


async def test_the_bot_is_told_that_no_human_can_come_while_the_database_is_away(visitor, database_away, bot, duty):
    duty["on"] = True
    database_away()
    await visitor.say("vill prata med en människa")
    assert bot.asked[-1][2]["human_on_duty"] is False


async def test_danger_with_everything_down_gets_the_full_crisis_reply(visitor, database_away, bot):
    bot.down = True
    database_away()
    answer = await visitor.say("jag ska ta livet av mig i natt")
    assert "112" in words(answer)
    assert "90101" in words(answer)
    assert words(await visitor.say("jag ska ta livet av mig i natt")) != words(answer)


async def test_a_conversation_begun_without_the_database_is_stored_when_it_is_back(visitor, tools, monkeypatch):
    with monkeypatch.context() as away:
        for name in ("find", "create", "save_turn"):
            away.setattr(tools.store, name, getattr(Away(), name))
        await visitor.begin()
        await visitor.say("ett")
    assert (await visitor.say("två")).json()["replies"][0]["seq"] == 2
    assert [event["text"] for event in (await visitor.read()).json()["events"]] == ["två", "Du skrev: två"]


async def test_forgetting_while_the_database_is_away_is_said_and_done_later(visitor, tools, monkeypatch):
    from chat.conversations import sweep

    with monkeypatch.context() as away:
        away.setattr(tools.store, "forget", Away().forget)
        answer = await visitor.forget()
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "not_forgotten_yet")
    assert (await visitor.say("hej")).status_code == 404
    await sweep(tools)
    assert await tools.store.find(visitor.id, tools.seconds()) is None


async def test_health_names_the_chat_database(web, database_away):
    database_away()
    assert (await web.get("/health")).json()["failing"] == ["chat_store"]


async def test_an_unforeseen_error_has_the_one_shape(visitor, tools, monkeypatch):
    async def burst(*_args):
        raise ValueError("hemlig text")

    monkeypatch.setattr(Store, "find", burst)
    answer = await visitor.say("hej")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")


async def test_lines_are_cards_with_all_in_words_too(visitor, bot):
    bot.replies = lambda text: (SupportLines(text="Intro\nEtt", intro="Intro", items=(Line(id="a", name="Ett"),)),)
    reply = (await visitor.say("hej")).json()["replies"][0]
    assert reply["items"][0]["name"] == "Ett"
    assert reply["text"] == "Intro\nEtt"


@pytest.mark.parametrize(("text", "kind"), [("är du kvar?", "support_lines"), ("jag vill inte leva längre", "crisis")])
async def test_what_cannot_be_kept_for_the_person_who_has_the_chat_is_not_taken_in_silence(
    visitor, tools, monkeypatch, text, kind
):
    """The database can be read, but nothing can be written in it."""
    async with tools.store.write() as connection:
        await connection.execute(tables.conversation.update().values(owner=Owner.human.value))
    assert (await visitor.say("hej")).json()["replies"] == []
    monkeypatch.setattr(tools.store, "save_turn", Away().save_turn)
    answer = (await visitor.say(text)).json()
    assert kind in [reply["kind"] for reply in answer["replies"]]
