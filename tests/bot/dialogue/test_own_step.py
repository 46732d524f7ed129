"""A step of one's own is met as a step, with no list of lines."""

import pytest

from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    "text",
    [
        "ikväll går jag upp direkt. nästan direkt",
        "jag tror jag ringer en kollega i morgon",
        "på lördag bjuder jag grannen på kaffe",
        "jag ska höra av mig till brorsan i helgen",
        "jag tänker gå förbi biblioteket sen",
    ],
)
def test_a_step_of_ones_own_is_affirmed_and_nothing_is_shown(text):
    keys = Talk().hear(text, "talk_to_human")
    assert len(keys) == 1 and keys[0].startswith("utter_own_step")


def test_whether_it_is_silly_is_answered_with_no():
    text = "jag tror jag frågar en kollega i morgon om vi ska klättra. är det ett dumt steg?"
    assert Talk().hear(text, "talk_to_human") == ["utter_own_step_not_silly"]


@pytest.mark.parametrize(
    "text",
    [
        "jag vågar inte ringa i morgon",
        "vem ringer jag i morgon?",
        "jag borde ringa syrran i helgen men det blir aldrig av",
        "jag går till jobbet i morgon",
        "ska jag skriva till henne ikväll?",
    ],
)
def test_what_only_looks_like_a_step_is_none(text):
    assert not any(key.startswith("utter_own_step") for key in Talk().hear(text, "tell_feeling"))
