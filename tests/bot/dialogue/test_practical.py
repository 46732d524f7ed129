"""A practical question about the steps on the table gets a plain answer, not a reflection."""

import pytest

from tests.bot.dialogue.talk import Talk

SHOWN = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


def with_steps():
    talk = Talk(**SHOWN)
    talk.show("studiecirkel", "svk-oppethus", "aldrekontakt")
    return talk


@pytest.mark.parametrize(
    ("text", "intent", "asked"),
    [
        ("måste jag boka?", "privacy_question", "booking"),
        ("hur anmäler jag mig", "ask_info", "booking"),
        ("vad kostar det", "ask_info", "cost"),
        ("när är det?", "out_of_scope", "when"),
        ("var ligger det?", "state_place", None),
        ("får man ta med en kompis?", "ask_info", "company"),
        ("vad händer när man kommer dit?", "ask_info", "door"),
        ("bättre. den där första, hur gör man", "feedback_positive", "start"),
    ],
)
def test_it_is_answered_from_the_steps_that_were_shown(text, intent, asked):
    keys = with_steps().hear(text, intent)
    assert (keys[0] == f"detail:{asked}") is (asked is not None)


def test_the_step_that_is_pointed_at_is_the_one_told_of():
    talk = with_steps()
    talk.hear("den andra, vad kostar den?", "ask_info")
    assert talk.values("which") == ["1"]


def test_steps_may_still_be_asked_about_after_the_answer():
    talk = with_steps()
    talk.hear("vad kostar det", "ask_info")
    assert talk.hear("och när är det?", "ask_info")[0] == "detail:when"


def test_before_any_steps_the_same_words_are_an_ordinary_question():
    assert Talk().hear("vad kostar det", "ask_info", topic="cost_of_support") == ["topic:cost_of_support"]


def test_a_feeling_is_not_taken_for_a_question():
    keys = with_steps().hear("när jag kommer hem är det tyst", "tell_feeling", kind="social")
    assert not keys[0].startswith("detail")
