"""What people ask and say in the middle of a talk: medicine, law, friendship, not today, and who is called in danger."""

import pytest

from bot.dialogue.contacts import answer as contact
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, danger, heard

OFFERED = {
    "turn": 3.0,
    "offered": True,
    "wants": "tips",
    "shown": ("a",),
    "last_shown": ("a",),
    "pending": "after_steps",
}


@pytest.mark.parametrize(
    "text", ["borde jag sluta med bromsmedicinen tror du?", "kan man öka hennes lugnande lite på kvällen?"]
)
@pytest.mark.parametrize("intent", ["feedback_negative", "ask_info", "tell_feeling"])
def test_a_question_about_medicine_goes_to_those_who_know_however_it_is_read(text, intent):
    assert Talk(turn=3.0).hear(text, intent)[:2] == ["utter_medical", "topic:what_is_1177"]


def test_a_question_of_law_goes_to_those_who_know():
    said = Talk(turn=3.0).hear("kan man få ensam vårdnad när mamman har flyttat?", "ask_info")
    assert said[:2] == ["utter_legal", "topic:legal_help"]


@pytest.mark.parametrize(
    "text",
    ["jag tror att jag är förtjust i dig", "kan inte vi va polare på riktigt", "han säger att du ska va hans bästis"],
)
def test_friendship_with_the_bot_is_met_kindly_and_honestly(text):
    assert Talk(turn=3.0).hear(text, "tell_feeling") == ["utter_love"]


@pytest.mark.parametrize("text", ["bra. inte idag men", "inte idag. är helt död i skallen", "nja inte ikväll"])
def test_not_today_is_no_refusal_of_the_steps(text):
    talk = Talk(**OFFERED)
    assert talk.hear(text, "reject_suggestion") == ["utter_search_rests"]
    assert not talk.state.rejected


def test_not_for_me_is_still_a_refusal():
    assert Talk(**OFFERED).hear("nej, inget av det passar", "reject_suggestion") == ["utter_ask_reject_reason"]


def test_whoever_calls_for_help_now_is_told_that_it_is_right():
    talk = Talk(turn=2.0)
    talk.hear("min granne slår sitt barn", danger=danger("acute", "child_abuse", about_other=True, evidence=("slår",)))
    assert (
        talk.hear("jag ringer socialjouren nu på en gång", "ask_info", topic="kvinnojour")[0]
        == "utter_danger_calls_now"
    )


def test_the_first_suggestion_and_figures_on_loneliness_are_no_phone_numbers():
    for text in ("Nummer ett passar inte.", "Hur vanligt är det, finns det några siffror?"):
        assert contact(State(), State(turn=3.0), heard(text, "ask_info")) is None


def test_a_refusal_beside_a_wish_for_somebody_to_ring_gives_voices():
    talk = Talk(turn=3.0, wants="tips", offered=True)
    said = talk.hear("Inget med kyrkan, tack. Finns det någon telefon man kan ringa?", "find_activity")
    assert "lines" in said
    assert "utter_ask_place" not in said


def test_a_wish_to_talk_beside_a_request_for_suggestions_is_no_no():
    talk = Talk(turn=3.0, offered=True, pending="offer", municipality="1281", place_name="Lund")
    text = "vad har du för förslag då, helst något där man slipper prata om sig själv"
    assert "steps" in talk.hear(text, "more_suggestions")
