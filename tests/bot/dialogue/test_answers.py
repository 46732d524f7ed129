"""The part of a topic that was asked for is said, with its source, and nothing is made up."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import show_topic
from bot.actions.cards import in_easy_words
from bot.dialogue.moves import Kind, Move
from bot.dialogue.state import State
from knowledge.facts_loader import load_facts

TOPICS = load_facts().topics


def said(topic, state=None, **values):
    """What is said of a topic: texts, or the names of responses."""
    dispatcher = CollectingDispatcher()
    show_topic(Move(Kind.TOPIC, topic, values), state or State(turn=1.0, topics=(f"{topic}@1",)), dispatcher)
    return [message["text"] or message["response"] for message in dispatcher.messages]


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_topic_is_told_in_full_with_its_source_last(topic):
    texts = said(topic)
    assert 1 <= len(texts) <= 2
    assert "Källa: " in texts[-1]


def test_in_easy_swedish_or_beside_another_answer_the_first_sentences_are_enough():
    assert len(said("kontaktperson", State(turn=1.0, topics=("kontaktperson@1",), easy=True))) == 1
    assert len(said("kontaktperson", part="short")) == 1


def test_what_it_costs_and_how_one_begins_are_told_when_they_are_known():
    assert said("kontaktperson", part="cost")[0].startswith("Det är gratis")
    assert "växel" in said("kontaktperson", part="how")[0]


def test_what_is_not_known_is_said_so():
    assert said("what_is_1177", part="cost") == ["utter_topic_no_cost"]
    assert said("no_such_topic") == ["utter_no_answer"]


def test_a_question_that_the_last_topic_has_nothing_for_is_answered_as_one_of_its_own():
    texts = said("three_kinds", **{"part": "cost", "else": "cost_of_support"})
    assert [texts[0]] in [[wording[0]] for wording in TOPICS["cost_of_support"].answer]


def test_more_gives_the_other_wording_and_then_says_that_there_is_no_more():
    first = said("kontaktperson")
    more = said("kontaktperson", State(turn=2.0, topics=("kontaktperson@1", "kontaktperson@2/more")), part="more")
    told = tuple(f"kontaktperson@{n}/more" for n in range(2, 4))
    assert more != first
    assert said("kontaktperson", State(turn=3.0, topics=("kontaktperson@1", *told)), part="more") == [
        "utter_topic_no_more"
    ]


def test_easy_words_stand_in_only_where_there_are_some_and_they_are_wanted():
    assert in_easy_words("utter_ask_since", State(easy=True)) == "utter_easy_ask_since"
    assert in_easy_words("utter_ask_since", State()) == "utter_ask_since"
    assert in_easy_words("utter_good_news", State(easy=True)) == "utter_good_news"
