"""What is asked of Lotsen itself is answered at once and shortly, and no statement sets it off."""

import pytest

from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sitter det någon där och svarar?", "utter_straight_what_i_am"),
        ("robot eller människa, vad e du", "utter_straight_what_i_am"),
        ("jag vet inte vem jag pratar med, det känns konstigt", "utter_straight_what_i_am"),
        ("vilka är det som läser sånt här", "utter_who_reads"),
        ("hallå är du kvar?", "utter_straight_awake"),
        ("tränas en ai på det vi skriver", "utter_straight_training"),
    ],
)
@pytest.mark.parametrize("intent", ["tell_feeling", "bot_identity_question", "on_behalf_of_other"])
def test_the_answer_comes_at_once(text, key, intent):
    assert Talk(turn=3.0).hear(text, intent)[0] == key


def test_it_is_not_answered_twice_with_the_same_block():
    said = ("utter_straight_what_i_am", "utter_who_reads")
    assert Talk(turn=3.0, said=said).hear("är du en robot?", "greet") == ["utter_straight_what_i_am_again"]
    assert Talk(turn=3.0, said=said).hear("vem läser det här?", "greet") == ["utter_straight_nobody_told"]


def test_what_is_told_beside_it_is_taken_up():
    keys = Talk(turn=3.0).hear("är du vaken? jag sitter i köket igen", "bot_identity_question")
    assert keys == ["utter_straight_awake", "utter_reflect_own_words"]


@pytest.mark.parametrize(
    "text",
    ["hon sover hos mormor", "du är vaken i alla fall", "min chef är en robot", "god natt robot", "jag läser mycket"],
)
def test_a_statement_sets_nothing_off(text):
    keys = Talk(turn=3.0).hear(text, "tell_feeling")
    assert not [key for key in keys if key.startswith(("utter_straight", "utter_who", "utter_bot"))]


def test_what_it_remembers_is_said_from_what_is_known():
    talk = Talk(turn=3.0, place_name="Lund", municipality="1281", life_events=("divorce",))
    assert talk.hear("var bor jag?", "out_of_scope") == ["utter_straight_recall_place"]
    assert talk.hear("vad heter mina barn", "out_of_scope") == ["utter_straight_recall_gist"]
    assert talk.values("known") == ["att du bor i Lund och att ni har gått isär"]
    assert Talk(turn=3.0).hear("minns du vad jag jobbar med", "ask_info") == ["utter_straight_recall_none"]


def test_it_is_answered_inside_a_long_message_without_a_question_mark():
    text = "God kväll. Min son gav mig den här sidan på en lapp i söndags, men jag vet inte riktigt vem det är jag pratar med."
    assert Talk().hear(text, "on_behalf_of_other")[0] == "utter_straight_what_i_am"
