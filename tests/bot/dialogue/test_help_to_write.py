"""Somebody who asks for words gets some that can be used as they are."""

import pytest

from bot.dialogue.help_to_write import whom_in
from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("kan du hjälpa mig skriva till min gamla vän", "friend"),
        ("vad ska jag säga när jag ringer?", "call"),
        ("hjälp mig skriva ett mejl till biståndshandläggaren", "office"),
        ("hur skriver jag till vårdcentralen", "care"),
        ("vad ska jag skriva till grannen", "neighbour"),
        ("kan du skriva ett sms till min bror åt mig", "family"),
        ("hjälp mig formulera ett brev till väntjänsten", "group"),
        ("hur säger jag nej till festen utan att såra", "no"),
        ("hjälp mig tacka ja till middagen", "yes"),
        ("vad ska jag skriva till min chef", "boss"),
        ("hjälp mig skriva till kuratorn på skolan", "school"),
        ("hjälp mig skriva till läraren om min son", "school_child"),
        ("hur skriver jag till försäkringskassan om att gå på kör", "benefits"),
    ],
)
def test_the_words_fit_whom_they_are_for(text, draft):
    talk = Talk()
    keys = talk.hear(text, "ask_info")
    assert keys[1:] == [f"utter_draft_{draft}", "utter_draft_after"]
    assert keys[0].startswith("utter_draft_intro")


def test_only_whom_it_is_for_is_asked_and_only_once():
    talk = Talk()
    assert talk.hear("kan du hjälpa mig skriva ett brev", "out_of_scope") == ["utter_draft_whom"]
    assert talk.hear("en kompis från lumpen", "tell_feeling")[1] == "utter_draft_friend"


def test_an_answer_that_names_nobody_gets_words_that_fit_most():
    talk = Talk(pending="draft_whom")
    assert talk.hear("till Bengt", "out_of_scope")[1] == "utter_draft_other"


@pytest.mark.parametrize("text", ["Ett annat förslag", "en till", "ja gärna"])
def test_another_version_can_be_had(text):
    talk = Talk(pending="draft_more", draft="friend")
    assert talk.hear(text, "affirm")[1] == "utter_draft_friend"


def test_after_the_words_the_talk_can_go_anywhere():
    talk = Talk(pending="draft_more", draft="friend")
    assert "utter_draft_friend" not in talk.hear("jag är så ensam på kvällarna", "tell_feeling", kind="social")


@pytest.mark.parametrize(
    "text",
    [
        "kan du hjälpa mig skriva min uppsats",
        "jag skriver dagbok ibland",
        "ingen skriver till mig längre",
        "jag vet inte vad jag ska göra",
    ],
)
def test_other_talk_of_writing_is_no_wish_for_words(text):
    assert not any(key.startswith("utter_draft") for key in Talk().hear(text, "tell_feeling", kind="social"))


def test_a_school_letter_of_a_parent_is_not_that_of_a_pupil():
    assert whom_in("till skolan om mitt barn") == "school_child"
    assert whom_in("till min lärare") == "school"


def test_shorter_words_are_shorter():
    talk = Talk(pending="draft_more", draft="friend")
    assert talk.hear("kortare", "out_of_scope")[1] == "utter_draft_short"
    assert talk.state.draft == "friend"


def test_in_a_talk_about_a_child_the_letter_to_school_is_a_parents():
    assert Talk(for_other=True).hear("hjälp mig skriva till läraren", "ask_info")[1] == "utter_draft_school_child"
