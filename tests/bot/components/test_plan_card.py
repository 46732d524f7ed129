"""The plan becomes a card in the person's own words, with lines from the facts, and nothing unchecked in it."""

import json

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import sources
from bot.actions.plan_card import CHATS, show_chats, show_plan
from bot.dialogue.moves import Kind, Move
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from chat.replies import Notice, SupportLines, read_reply
from safety.assess import Level, Risk
from safety.guard import check

ANSWERS = {"signs": "sover inte", "person": "min syster", "means": "hon tar hand om det"}
NONE = Risk(Level.none, "", (), False, False, False)


def card(show, kind, key, values, **known):
    dispatcher = CollectingDispatcher()
    show(Move(kind, key, values), State(**known), Understanding(), dispatcher)
    (message,) = dispatcher.messages
    return message["text"], message["custom"]


def plan(kind="life", answers=ANSWERS, **known):
    return card(show_plan, Kind.PLAN, kind, answers, **known)[1]


def test_the_plan_is_a_notice_that_may_be_printed_and_the_gateway_reads_it():
    text, content = card(show_plan, Kind.PLAN, "life", ANSWERS)
    reply = read_reply({**content, "text": text})
    assert isinstance(reply, Notice) and reply.printable and reply.title


def test_answers_stand_under_their_headings_and_the_lines_before_the_last():
    texts = [section["text"] for section in plan()["sections"]]
    assert (
        texts[0] == "sover inte"
        and texts[1] == "min syster"
        and "112" in texts[2]
        and texts[3] == "hon tar hand om det"
    )


def test_a_question_without_an_answer_has_no_heading():
    assert len(plan(answers={})["sections"]) == 1


def test_the_lines_are_those_of_the_danger():
    def lines(**known):
        return next(section["text"] for section in plan(**known)["sections"] if "112" in section["text"])

    assert "90101" in lines()
    assert "116 111" in lines(minor=True) and "90101" not in lines(minor=True)
    assert "020-50 50 50" in lines(kind="violence")
    assert "020-80 80 80" in lines(kind="violence", victim_gender="man")
    assert "1177" in lines(risk_kind="eating_disorder", risk_level="concern")


def test_a_word_that_sounds_like_harm_does_not_change_what_the_plan_is_for():
    texts = [section["text"] for section in plan(risk_kind="violence_partner", risk_level="concern")["sections"]]
    assert any("90101" in text for text in texts) and not any("020-50 50 50" in text for text in texts)


@pytest.mark.parametrize(
    "answer", ["ring 08-555 123 45", "konto 1234567", "skriv till mig på elaksida.se", "kod 99887766"]
)
def test_a_number_or_link_in_an_answer_does_not_make_the_guard_drop_the_plan(answer):
    content = plan(answers={"person": answer})
    texts = [section["text"] for section in content["sections"]]
    facts = sources.facts()
    verdict = check(texts, NONE, known_numbers=facts.numbers(), known_links=facts.links(), required_numbers=())
    assert verdict.ok, verdict.problems


def test_a_support_line_that_the_person_names_may_stand():
    assert "90101" in plan(answers={"person": "ringa 90101"})["sections"][0]["text"]


@pytest.mark.parametrize("family", sorted(CHATS))
def test_each_line_that_is_shown_for_writing_has_a_chat_and_no_number(family):
    text, content = card(show_chats, Kind.CHATS, family, {})
    reply = read_reply({**content, "text": text})
    assert isinstance(reply, SupportLines) and reply.items
    assert all(line.chat_url and not line.phone for line in reply.items)


def test_a_minor_gets_the_chat_for_minors():
    _, content = card(show_chats, Kind.CHATS, "other", {}, minor=True)
    assert content["items"][0]["id"] == "bris"


def test_the_card_is_plain_json():
    assert json.loads(json.dumps(plan())) == plan()
