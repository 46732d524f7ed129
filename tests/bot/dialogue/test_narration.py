"""Who tells something is heard as telling, whatever the model took it for; who says goodbye or wishes is not."""

import pytest

from bot.dialogue.narration import as_told
from tests.bot.dialogue.talk import Talk, heard

LONG = "Sedan satt vi i dagrummet en lång stund hon och jag och såg på snön utanför"


@pytest.mark.parametrize("intent", ["goodbye", "deny", "affirm", "thanks", "find_activity", "privacy_question"])
def test_a_long_weak_reading_is_something_told(intent):
    assert as_told(heard(LONG, intent, confidence=0.4)).intent == "tell_feeling"
    assert (
        as_told(heard(LONG, intent, confidence=0.7, may_be=(("deny", 0.7), ("tell_feeling", 0.2)))).intent
        == "tell_feeling"
    )


def test_what_the_model_is_sure_of_stays():
    assert as_told(heard(LONG, "deny", confidence=0.9)).intent == "deny"
    assert as_told(heard(LONG, "deny", confidence=0.7, may_be=(("deny", 0.7), ("affirm", 0.2)))).intent == "deny"


def test_without_a_word_of_parting_nobody_says_goodbye():
    assert as_told(heard("Det var på promenaderna jag träffade folk", "goodbye", confidence=0.9)).intent != "goodbye"


@pytest.mark.parametrize(
    "text", ["nu lägger jag mig, tack för pratet", "hej då", "okej vi hörs en annan kväll då", "bye"]
)
def test_a_goodbye_is_a_goodbye(text):
    assert as_told(heard(text, "goodbye", confidence=0.4)).intent == "goodbye"


@pytest.mark.parametrize(
    "text",
    [
        "Jag skulle vilja ha någon att gå på promenad med här i närheten på förmiddagarna ibland",
        "Kan någon säga mig vad det är för sorts träffar som ordnas på biblioteket om vardagarna?",
        "nej tack det där förslaget passar inte mig alls men det var ju snällt menat ändå",
    ],
)
def test_a_wish_a_question_and_a_word_to_lotsen_stay(text):
    assert as_told(heard(text, "find_activity", confidence=0.4)).intent == "find_activity"


def test_nobody_who_tells_is_shown_the_door():
    assert "utter_goodbye" not in Talk().hear(
        LONG, "goodbye", confidence=0.3, may_be=(("goodbye", 0.3), ("tell_feeling", 0.2))
    )


def test_a_word_that_shows_something_in_what_is_told_asks_for_no_suggestions():
    talk = Talk(pending="continue", offered=True)
    keys = talk.hear("Jag simmade mycket förr och nu vill jag inte visa ärret i duschen", "tell_feeling")
    assert not any(key in ("steps", "utter_ask_place") for key in keys)
