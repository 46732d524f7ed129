"""What was wrong is named in one short sorry, and what was learnt stays."""

import pytest

from tests.bot.dialogue.talk import Talk

SHOWN = {"turn": 5.0, "last_shown": ("a", "b"), "shown": ("a", "b"), "said": ("utter_after_steps",), "wants": "tips"}


@pytest.mark.parametrize("text", ["Tolv steg??? jag är 17. det var en bild", "vad är det för fel på dig, jag är 17"])
def test_steps_that_were_wrong_are_taken_away_and_the_age_is_kept(text):
    talk = Talk(**SHOWN)
    assert talk.hear(text, "out_of_scope", years=17, age_group="teen") == [
        "utter_sorry_steps",
        "utter_sorry_learnt_age",
    ]
    assert talk.state.rejected == ("a", "b") and not talk.state.last_shown
    assert talk.state.age == 17


def test_without_steps_the_answer_was_wrong():
    assert Talk(turn=5.0).hear("va e de för fel på dig", "bot_identity_question")[0] == "utter_sorry_answer"


@pytest.mark.parametrize("text", ["vad är det för fel på min dator", "är det fel på mig?", "kostar det??"])
def test_no_blame_no_sorry(text):
    assert not any(key.startswith("utter_sorry") for key in Talk(**SHOWN).hear(text, "ask_info"))


def test_a_small_question_beside_gets_a_human_sentence():
    assert Talk(turn=3.0).hear("katten linkar, vad gör man", "out_of_scope") == ["utter_aside_pet"]


def test_whether_it_is_loneliness_is_answered_from_what_was_told():
    keys = Talk(turn=3.0, loneliness_types=("existential",)).hear(
        "är det ens ensamhet?", "ask_info", topic="three_kinds"
    )
    assert keys == ["utter_is_it_loneliness_existential"]
    assert Talk(turn=2.0).hear("är det verkligen ensamhet?", "ask_info") == ["utter_is_it_loneliness_unknown"]


def test_what_one_can_do_is_answered_by_kind_and_offers_to_look():
    talk = Talk(turn=3.0, loneliness_types=("emotional",))
    assert talk.hear("vad kan man göra åt det?", "ask_info", topic="how_help_someone") == ["utter_what_to_do_emotional"]
    assert talk.state.pending == "offer"


def test_what_is_told_and_not_asked_is_never_refused():
    keys = Talk(turn=3.0).hear("min bror tycker att jag ska sälja huset men det gör jag inte", "out_of_scope")
    assert "utter_out_of_scope" not in keys
    assert Talk(turn=3.0).hear("hur lagar man en kran som läcker hemma i köket", "out_of_scope") == [
        "utter_out_of_scope"
    ]
