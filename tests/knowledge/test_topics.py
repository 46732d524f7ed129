"""Questions that people ask have an answer with its source, and what they ask next is at hand."""

import pytest

from knowledge.facts_loader import load_facts

TOPICS = load_facts().topics
SERVICES = (
    *("kontaktperson", "ledsagning", "vantjanst", "personligt_ombud", "fontanhus", "fardtjanst", "family_counselling"),
    *("debt_help", "legal_help", "samtal_diakon", "sorggrupp", "sprakcafe", "senior_meeting", "anhorigstod", "god_man"),
)
ASKED_OFTEN = (
    *("what_helps", "how_make_friends", "how_tell_someone", "calling_a_line", "anonymous_on_line", "cost_of_support"),
    *("sick_leave", "benefits_volunteering", "where_turn", "depression_or_lonely", "lonely_child", "first_time"),
    *(
        "lonely_among_people",
        "loneliness_parents",
        "loneliness_separation",
        "hbtqi_places",
        "invitation",
        "school_help",
    ),
)


def test_more_than_seventy_questions_are_answered():
    assert len(TOPICS) > 70


@pytest.mark.parametrize("name", ASKED_OFTEN)
def test_what_people_ask_often_is_answered(name):
    assert TOPICS[name].answer


@pytest.mark.parametrize("name", SERVICES)
def test_for_every_service_it_is_known_how_one_begins_and_what_it_costs(name):
    assert TOPICS[name].how
    assert TOPICS[name].cost


def test_an_answer_says_where_it_comes_from():
    assert not [topic.id for topic in TOPICS.values() if not topic.source.name or not topic.source.year]


def test_no_two_topics_say_the_same():
    bubbles = [bubble for topic in TOPICS.values() for wording in topic.answer for bubble in wording]
    assert not {bubble for bubble in bubbles if bubbles.count(bubble) > 1}
