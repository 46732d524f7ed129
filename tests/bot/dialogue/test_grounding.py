"""Exercises for the worst minutes: one step a turn, stopped at any time, offered in panic."""

import pytest

from bot.dialogue.grounding import STEPS
from tests.bot.dialogue.talk import Talk, danger

ACUTE = danger("acute", "suicide", evidence=("jag gör det nu",))


def begun(name="Andas lugnt"):
    talk = Talk()
    talk.hear("en lugnande övning", "affirm")
    talk.hear(name, "affirm")
    return talk


@pytest.mark.parametrize(
    "text", ["En lugnande övning", "hjälp mig andas", "kan du lugna ner mig", "andningsövning", "ge mig en övning"]
)
def test_an_exercise_can_be_asked_for(text):
    keys = Talk().hear(text, "out_of_scope")
    assert keys == ["utter_grounding_choose"] or keys == ["utter_breath_begin"]


@pytest.mark.parametrize("text", ["övningsköra är läskigt", "jag gillar yogaövningar", "vi har brandövning på jobbet"])
def test_other_exercises_are_something_else(text):
    assert not [key for key in Talk().hear(text, "tell_feeling") if key.startswith("utter_grounding")]


@pytest.mark.parametrize(
    ("button", "name"),
    [("Andas lugnt", "breath"), ("Fem sinnen", "senses"), ("Kallt vatten och fötter i golvet", "feet")],
)
def test_each_exercise_is_one_step_a_turn(button, name):
    talk = begun(button)
    assert talk.keys == [STEPS[name][0]]
    assert talk.choices == ("next_step", "enough")
    assert talk.hear("Nästa", "more_suggestions") == [STEPS[name][1]]
    assert talk.hear("en lampa, en kopp, min fot", "out_of_scope") == [STEPS[name][2]]
    assert talk.hear("klar", "gibberish") == ["utter_grounding_done"]
    assert talk.state.exercise is None


@pytest.mark.parametrize("text", ["sluta", "det räcker", "nej", "stopp", "orkar inte"])
def test_it_stops_at_once(text):
    talk = begun()
    assert talk.hear(text, "deny") == ["utter_grounding_stopped"]
    assert talk.state.exercise is None


@pytest.mark.parametrize("text", ["det blir värre", "det hjälper inte", "funkar inte på mig"])
def test_when_it_does_not_help_another_is_offered_and_nobody_is_blamed(text):
    talk = begun()
    assert talk.hear(text, "feedback_negative") == ["utter_grounding_not_helping"]
    assert set(talk.choices) == {"senses", "feet"}


@pytest.mark.parametrize(
    "text", ["jag har panik nu", "får en panikattack", "har sån ångest just nu", "panik", "jag får ångestattack hjälp"]
)
def test_panic_is_met_with_an_offer(text):
    talk = Talk()
    assert talk.hear(text, "tell_feeling") == ["utter_grounding_offer"]
    assert set(talk.choices) == {"breath", "senses", "feet"}


@pytest.mark.parametrize(
    "text",
    [
        "får ångest av att ringa folk",
        "jag fick panik när jag skulle hålla tal i skolan förra året",
        "ångest hindrar mig",
        "fick en panikattack på bussen igår",
    ],
)
def test_dread_of_something_is_not_panic_now(text):
    assert "utter_grounding_offer" not in Talk().hear(text, "tell_feeling", kind="social")


def test_help_with_breathing_is_given_even_if_it_looks_like_an_emergency_with_the_number_beside():
    keys = Talk().hear("hjälp mig andas", "tell_feeling", danger=danger("acute", "medical"))
    assert keys == ["utter_grounding_if_worse", "utter_breath_begin"]


def test_no_air_in_the_middle_of_an_exercise_gives_the_number_and_goes_on_calmly():
    assert begun().hear("kan inte andas", "tell_feeling") == ["utter_grounding_if_worse", "utter_breath_begin"]


def test_panic_is_met_with_an_exercise_once_and_then_listened_to():
    talk = Talk()
    talk.hear("jag har panik nu", "tell_feeling")
    talk.hear("nej", "deny")
    assert "utter_grounding_offer" not in talk.hear("jag har panik nu", "tell_feeling", kind="emotional")


def test_who_goes_on_telling_in_place_of_choosing_is_listened_to():
    talk = Talk()
    talk.hear("jag har panik nu", "tell_feeling")
    keys = talk.hear("det är ingen som förstår hur det är hemma", "tell_feeling", kind="emotional")
    assert keys[0].startswith("utter_reflect") and talk.state.exercise is None


def test_another_subject_in_the_middle_leaves_the_exercise():
    talk = begun()
    keys = talk.hear("finns det nån promenadgrupp i Gävle", "find_activity", place="Gävle", place_code="2180")
    assert "steps" in keys or "utter_ask_place" in keys
    assert talk.state.exercise is None


def test_danger_in_the_middle_is_met_first():
    talk = begun()
    assert talk.hear("jag gör det nu", "tell_feeling", danger=ACUTE) == ["crisis:first"]
    assert talk.state.exercise is None


def test_after_danger_the_end_of_an_exercise_leads_on():
    talk = Talk()
    talk.hear("jag vill dö", "tell_feeling", danger=danger("concern", "suicide"))
    for text in ("ja", "en lugnande övning", "andas lugnt", "nästa", "nästa", "nästa"):
        talk.hear(text, "affirm")
    assert talk.keys == ["utter_grounding_done"] and "words" in talk.choices


def test_the_lines_beside_an_exercise_have_other_words_each_time():
    talk = Talk(risk_level="concern", risk_kind="suicide", danger_stage="no", danger_said=("first", "no"))
    for _ in range(2):
        assert talk.hear("En lugnande övning")[0] == "crisis:keep"
    assert talk.state.danger_said.count("keep") == 2
