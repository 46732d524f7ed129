"""A doubt about whom a step is for is answered by the facts, or honestly not known with words to ask with."""

import pytest

from bot.actions import sources
from bot.actions.step_doubts import verdict
from bot.dialogue.step_doubts import about_in
from tests.bot.dialogue.talk import Talk, heard

SHOWN = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("är inte det där för sjuka människor?", "health"),
        ("Är inte sådant bara till för gamla och sjuka? Jag är pigg", "both"),
        ("får man söka besök fast man är frisk?", "health"),
        ("måste man vara troende?", "faith"),
        ("kan man komma utan att vara medlem?", "member"),
        ("måste man kunna något innan?", "skill"),
        ("måste man kunna svenska?", "language"),
        ("behöver man prata där?", "talking"),
        ("får man komma om man jobbar?", "lonely"),
    ],
)
def test_a_doubt_about_a_step_is_known_by_what_it_is_about(text, about):
    assert about_in(heard(text, "ask_info")) == about


@pytest.mark.parametrize(
    "text",
    [
        "är det för att jag är ensam?",
        "måste jag berätta det till mamma?",
        "är det för sent för mig?",
        "jag är för gammal för det",
        "måste man boka?",
        "är du frisk?",
    ],
)
def test_other_questions_are_no_doubt_about_a_step(text):
    assert about_in(heard(text, "ask_info")) is None


def test_a_doubt_is_answered_while_steps_are_on_the_table():
    talk = Talk(**SHOWN)
    assert talk.hear("är inte sånt för gamla och sjuka?", "state_barrier") != ["detail:doubt"]
    talk.show("vantjanst-frivillig", "folkbibliotek")
    assert talk.hear("är inte sånt för gamla och sjuka?", "state_barrier") == ["detail:doubt"]


def test_a_doubt_about_a_named_service_needs_no_steps():
    assert Talk().hear("får man söka väntjänst fast man är frisk?", "ask_info") == ["detail:doubt"]


def facts(*ids):
    return list(sources.directory().known(ids).values())


@pytest.mark.parametrize(
    ("about", "ids", "key"),
    [
        ("health", ("vantjanst-frivillig", "folkbibliotek"), "utter_doubt_health"),
        ("health", ("ledsagning",), "utter_doubt_health_some"),
        ("age", ("seniortraff",), "utter_doubt_age_some"),
        ("both", ("rodakorset-besok",), "utter_doubt_both"),
        ("faith", ("svk-oppethus",), "utter_doubt_faith"),
        ("faith", ("parkrun",), "utter_doubt_no_faith"),
        ("member", ("spf",), "utter_doubt_member"),
        ("skill", ("parkrun",), "utter_doubt_no_skill"),
        ("talking", ("parkrun",), "utter_doubt_unknown"),
        ("health", (), "utter_doubt_unknown"),
    ],
)
def test_the_answer_is_what_the_facts_say(about, ids, key):
    assert verdict(about, facts(*ids))[0] == key
