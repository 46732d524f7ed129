"""Suggestions come when they are asked for; talk that only looks like a wish is talk, and a no to tips holds."""

import pytest

from bot.dialogue.asking import as_asked, asks, refuses
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, heard

STEPS = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


def on_the_table():
    talk = Talk(**STEPS)
    talk.show("studiecirkel", "parkrun")
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "jag kör buss i Sundsvall, fråga mig vad som helst om stan",
        "sitter i köket med en kaffe och tittar på regnet i Kalmar",
        "nattjour på bageriet i Eslöv, mjöl överallt",
    ],
)
def test_a_weak_reading_as_a_wish_is_talk(text):
    assert as_asked(State(), heard(text, "find_activity", confidence=0.6)).intent == "tell_feeling"


@pytest.mark.parametrize(
    "text", ["finns det nån kör här?", "letar efter folk att fika med", "vill träffa andra i Eslöv"]
)
def test_words_that_ask_make_a_weak_reading_a_wish(text):
    assert as_asked(State(), heard(text, "find_activity", confidence=0.5)).intent == "find_activity"


@pytest.mark.parametrize(
    "text",
    [
        "orkar inte med förslag nu",
        "inga fler tips tack",
        "kan vi inte bara snacka lite",
        "sluta med dina tips",
        "jag ville ju bara prata",
        "slipp förslag, alla säger samma sak",
    ],
)
def test_no_tips_and_only_talk_are_heard_in_many_words(text):
    assert refuses(text) and not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "jag fick inga tips av läkaren",
        "inga förslag passar",
        "vill bara prata med en människa",
        "vill hellre ha en kurs",
    ],
)
def test_what_looks_like_a_no_to_tips_is_none(text):
    assert not refuses(text) or "människa" in text


def test_a_no_to_the_offer_is_no_yes():
    talk = Talk(pending="offer", offered=True)
    assert talk.hear("orkar inte med förslag, folk säger alltid gå ut och gå", "reject_suggestion") == ["utter_hold"]
    assert talk.state.wants == "talk"


def test_a_no_said_again_brings_an_apology_and_no_list():
    talk = Talk(pending="place", asked=("place",), wants="tips", offered=True)
    assert talk.hear("va? jag sa nej", "correct_bot") == ["utter_no_tips_sorry"]
    assert talk.state.wants == "talk"


def test_who_only_wanted_to_talk_and_got_cards_hears_sorry():
    assert on_the_table().hear("jag sa ju snacka", "talk_to_human", confidence=0.4) == ["utter_no_tips_sorry"]


def test_after_a_no_a_sure_reading_is_not_enough_but_plain_words_are():
    talk = Talk(wants="talk", offered=True)
    assert "steps" not in talk.hear("jag sjunger i bilen på väg hem", "find_activity", interests=("sång",))
    assert "utter_ask_place" in talk.hear("finns det nån kör?", "find_activity", interests=("sång",))


def test_tips_are_asked_for_however_the_model_reads_it():
    talk = Talk(wants="talk", municipality="1281", place_name="Lund")
    assert "steps" in talk.hear("vet du, ge mig ett tips ändå", "out_of_scope")


def test_what_is_told_of_life_long_after_the_steps_brings_no_new_ones():
    talk = Talk(**{**STEPS, "pending": None})
    told = talk.hear(
        "barnen bor hos henne varannan helg och jag kör natt i veckorna", "state_barrier", barriers=("time_children",)
    )
    assert "steps" not in told


def test_a_weak_reading_as_a_wish_for_a_human_is_talk():
    assert (
        as_asked(State(), heard("ikväll går jag upp direkt", "talk_to_human", confidence=0.3)).intent == "tell_feeling"
    )
    assert (
        as_asked(State(), heard("finns nån att chatta med", "talk_to_human", confidence=0.3)).intent == "talk_to_human"
    )


def test_who_has_had_enough_of_the_tips_that_were_asked_for_hears_no_apology():
    assert on_the_table().hear("nä, jag orkar inte med mer tips nu", "reject_suggestion") == ["utter_hold"]
