"""Who has lost somebody to suicide is met in that grief, once, and without alarm."""

import pytest

from bot.dialogue.understanding import understand
from tests.bot.dialogue.talk import Talk, danger

LOSSES = ["min son tog sitt liv i våras", "min bästa vän tog livet av sig", "en kollega begick självmord förra året"]


@pytest.mark.parametrize("text", LOSSES)
def test_condolence_comes_first_then_the_line_of_the_bereaved_then_how_it_is_for_oneself(text):
    keys = Talk().hear(text, "tell_feeling", life_events=("bereavement",))
    assert keys == ["utter_suicide_loss", "utter_suicide_loss_line", "utter_suicide_loss_you"]


def test_it_is_remembered_so_that_steps_for_the_bereaved_can_come():
    talk = Talk()
    talk.hear(LOSSES[0], "tell_feeling", life_events=("bereavement",))
    assert "suicide_loss" in talk.state.life_events


def test_said_again_it_is_reflected_like_any_grief():
    talk = Talk()
    talk.hear(LOSSES[0], "tell_feeling", life_events=("bereavement",))
    assert "utter_suicide_loss" not in talk.hear("min son tog sitt liv", "tell_feeling", kind="emotional")


def test_who_is_drawn_after_is_met_as_in_danger():
    drawn = danger("concern", "suicide", evidence=("följa efter",), also=("suicide_loss",))
    assert Talk().hear("min bror tog sitt liv och jag vill följa efter", "tell_feeling", danger=drawn) == [
        "crisis:first"
    ]


def test_grief_that_only_looks_dangerous_by_its_form_is_grief():
    risk = {"level": "concern", "kind": "suicide", "evidence": []}
    assert understand({"text": "min syster tog sitt liv förra året", "risk": risk}).danger.level == "none"
    drawn = "min syster tog sitt liv förra året och jag orkar inte heller mer"
    assert understand({"text": drawn, "risk": risk}).danger.level == "concern"
    assert (
        understand({"text": "min syster tog sitt liv", "risk": {**risk, "evidence": ["ord"]}}).danger.level == "concern"
    )


@pytest.mark.parametrize(
    "text", ["det tog mitt liv en ny vändning", "huvudpersonen tar livet av sig i slutet", "han tog sitt glas"]
)
def test_other_words_are_no_such_loss(text):
    assert "utter_suicide_loss" not in Talk().hear(text, "tell_feeling")
