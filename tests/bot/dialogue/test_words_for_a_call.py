"""Words for a call are for the one who is to be called; words about dying only where that danger stands."""

import pytest

from tests.bot.dialogue.talk import Talk, danger


def denied():
    talk = Talk()
    talk.hear("…", "tell_feeling", danger=danger("concern", "suicide", evidence=("ord",)))
    talk.hear("nej", "deny")
    return talk


@pytest.mark.parametrize("start", [Talk, denied])
@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Jag får väl ringa kommunen då. Vad ska jag säga?", "utter_words_call_kommun"),
        ("jag får fråga om avlösning. vad ska jag säga?", "utter_words_call_kommun"),
        ("jag ringer växeln i morgon, vad ska jag fråga efter?", "utter_words_call_kommun"),
        ("okej jag ringer föreningen. vad ska jag säga då?", "utter_words_call_club"),
        ("jag ringer vårdcentralen då. vad ska jag säga?", "utter_words_call_clinic"),
    ],
)
def test_the_words_are_for_the_one_to_call(start, line, key):
    assert key in start().hear(line, "ask_info")


def test_who_was_asked_and_said_no_is_given_no_words_about_dying():
    keys = denied().hear("Vad ska jag säga när jag ringer?", "ask_info")
    assert "utter_words_call_self" not in keys


def test_the_words_of_the_danger_that_stands_are_kept():
    talk = Talk()
    talk.hear("…", "tell_feeling", danger=danger("acute", "suicide", evidence=("ord",)))
    assert "utter_words_call_self" in talk.hear("vad ska jag säga när jag ringer?", "ask_info")


def test_support_for_a_carer_that_was_just_told_of_is_what_the_call_is_about():
    talk = Talk(topics=("anhorigstod@1",), turn=2)
    assert talk.hear("vad ska jag säga då?", "ask_info") == ["utter_straight_words"]
