"""Danger that only the trained model sees is asked about first; a no stands it down, a yes brings the full words."""

import pytest

from tests.bot.dialogue.talk import Talk, danger

SORRY = "utter_stand_down_number"
UNSURE = danger("acute", "suicide", score=0.66)
SURE = danger("acute", "suicide", evidence=("ta mitt liv",))


def checked(kind="suicide", **known):
    talk = Talk(**known)
    talk.hear(
        "jag är muslim så kyrka blir lite konstigt, förlåt", "tell_feeling", danger=danger("concern", kind, score=0.6)
    )
    return talk


def test_what_no_plain_word_says_is_asked_about():
    assert checked().keys == ["crisis:check"]


def test_plain_words_and_what_the_model_hardly_doubts_get_the_full_reply():
    assert Talk().hear("jag ska ta mitt liv", "tell_feeling", danger=SURE) == ["crisis:first"]
    assert Talk().hear("x y z döden å", "tell_feeling", danger=danger("acute", score=0.99)) == ["crisis:first"]


@pytest.mark.parametrize(
    "text",
    [
        "va? nej jag tänker inte ta mitt liv, jag sa bara att jag är muslim",
        "du läste fel",
        "nej, hon RAMLADE. läs vad jag skriver",
    ],
)
def test_a_no_that_says_what_was_meant_stands_it_down(text):
    talk = checked()
    assert talk.hear(text, "deny", danger=danger("acute", evidence=("ta mitt liv",)))[0] == SORRY
    for _ in range(6):
        assert not [key for key in talk.hear("jag gillar manga", "state_interest") if key.startswith("crisis")]


def test_a_bare_no_about_ones_own_life_keeps_the_lines_and_is_asked_about_once_more():
    talk = checked()
    assert talk.hear("nej", "deny") == ["crisis:no"]
    later = [
        key for _ in range(5) for key in talk.hear("jag gillar manga", "state_interest") if key.startswith("crisis")
    ]
    assert later == ["crisis:recheck"]


def test_a_yes_brings_the_full_reply():
    assert checked().hear("ja", "affirm") == ["crisis:first"]


def test_danger_in_plain_words_after_a_check_brings_the_full_reply():
    assert checked().hear("jag ska göra det ikväll", "tell_feeling", danger=SURE) == ["crisis:first"]


def test_whoever_talks_on_is_not_asked_again_and_hears_no_number_for_a_guess():
    talk = checked()
    talk.hear("hon hade gula skor på dansen, de står kvar i hallen", "tell_feeling")
    keys = talk.hear(
        "han sjöng alltid i bilen", "tell_feeling", danger=danger("concern", "violence_partner", score=0.7)
    )
    assert [key for key in keys if key.startswith("crisis")] == []
    assert any(key.startswith(("utter_reflect", "utter_ask_how")) for key in keys)


def test_a_denial_of_plain_danger_raises_nothing():
    talk = Talk()
    talk.hear("jag vill inte leva", "tell_feeling", danger=danger("concern", evidence=("vill inte leva",)))
    assert talk.hear("nej jag tänker inte ta mitt liv", "deny", danger=danger("acute", evidence=("ta mitt liv",))) == [
        "crisis:no"
    ]
    assert talk.state.risk_level == "concern"


def test_a_said_age_counts_more_than_what_a_message_seems_to_show():
    talk = Talk()
    talk.hear("jag är 51", "state_age", age_group="adult", years=51)
    talk.hear("läste för fjortonåringar", "tell_feeling", danger=danger("concern", minor=True, evidence=("x",)))
    assert not talk.state.minor


@pytest.mark.parametrize("text", ["nej semester", "nej det gäller gården", "nä, schack"])
def test_a_short_no_that_names_what_was_meant_is_believed(text):
    assert checked().hear(text, "deny")[0] == SORRY


@pytest.mark.parametrize("text", ["nej", "nej inte ikväll", "nej inte direkt", "nej tack", "nä det gör jag inte"])
def test_a_short_no_that_names_nothing_keeps_the_lines(text):
    assert checked().hear(text, "deny") == ["crisis:no"]


def farewell(words):
    talk = Talk(said=("utter_greet",), turn=3.0)
    found = danger("acute", "farewell", evidence=(words,))
    talk.hear("jag har gett bort alla mina koppar, jag behöver dem inte", "tell_feeling", danger=found)
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "nej jag bara rensar i skåpen",
        "det var ett uttryck",
        "jag menade kopparna",
        "ingen ska fara illa, jag ska flytta",
        "nej, det är bara en bok jag läser",
    ],
)
def test_one_clear_explanation_of_everyday_words_ends_the_alarm(text):
    talk = farewell("gett bort alla mina koppar behöver dem inte")
    first = talk.hear(text, "tell_feeling")
    assert first[0] == SORRY
    assert talk.state.danger_stage == "corrected"
    for _ in range(6):
        assert not [key for key in talk.hear("jag gillar manga", "state_interest") if key.startswith("crisis")]


@pytest.mark.parametrize(
    "text", ["nej", "jag menade allvar", "jag vill bara sova", "jag skojade", "jag bara känner så"]
)
def test_what_explains_nothing_ends_no_alarm(text):
    talk = farewell("gett bort alla mina koppar behöver dem inte")
    talk.hear(text, "tell_feeling")
    assert talk.state.danger_stage != "corrected"


@pytest.mark.parametrize(
    ("kind", "words"), [("suicide", "vill dö"), ("overdose", "ta alla tabletter"), ("farewell", "farväl för alltid")]
)
def test_an_explanation_of_words_that_can_mean_nothing_else_keeps_the_lines(kind, words):
    talk = Talk(said=("utter_greet",), turn=3.0)
    talk.hear("ja det är så", "tell_feeling", danger=danger("acute", kind, evidence=(words,)))
    talk.hear("nej jag menade blodtrycket", "tell_feeling")
    assert talk.state.danger_stage != "corrected"
    assert talk.state.risk_level == "acute"


def test_the_sorry_comes_with_what_was_meant():
    talk = checked()
    keys = talk.hear("nej jag skrev att jag reser till min bror", "deny")
    assert keys == [SORRY, "utter_meant_so"]
