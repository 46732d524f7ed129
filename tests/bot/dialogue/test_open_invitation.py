"""What cannot be said back is asked about, then or now, and a topic that was closed stays closed."""

import pytest

from bot.dialogue.open_invitation import FILLER, NOW, THEN
from tests.bot.dialogue.talk import Talk, danger

PLAIN = {"turn": 3.0, "asked": ("what_brings", "someone_to_call", "since", "what_happened"), "offered": True}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Efteråt stod man länge i sakristian med rocken på", THEN),
        ("På söndagen predikade man om hoppet för elva personer", THEN),
        ("De böjer sig ner och pratar som till femåringar", NOW),
        ("Gröten finns numera i två sorter", NOW),
    ],
)
def test_a_story_is_asked_about_as_it_is_told(text, key):
    assert Talk(**PLAIN).hear(text, "tell_feeling")[-1] == key


def test_questions_are_not_put_turn_after_turn():
    talk = Talk(**PLAIN, said=("utter_ask_how_now", "utter_continue_own"))
    assert talk.hear("Gröten finns numera i två sorter", "tell_feeling") == [FILLER]


@pytest.mark.parametrize(
    "text", ["nja sen i våras ungefär", "jag vet inte vad mer jag ska säga", "Hon går med rullator och hör illa"]
)
def test_an_answer_and_somebody_elses_life_are_no_story_to_ask_about(text):
    assert not {THEN, NOW} & set(Talk(**PLAIN).hear(text, "tell_feeling"))


def test_in_danger_nothing_of_the_kind_is_asked():
    talk = Talk(**PLAIN, danger_stage="first")
    assert THEN not in talk.hear("Efteråt stod man länge i sakristian", "tell_feeling", danger=danger("none", ""))


@pytest.mark.parametrize(
    "text",
    [
        "Mer än så behöver vi inte gå in på.",
        "det där vill jag inte prata om",
        "jag orkar inte prata om henne",
        "nog om det",
        "Vi lämnar det.",
    ],
)
def test_what_is_closed_is_left_alone_and_not_asked_about(text):
    talk = Talk(turn=2.0, who="din fru")
    assert talk.hear(text, "state_barrier") == ["utter_topic_closed"]
    for told in ("Det var hon som målade båten blå", "min fru hade en röd cykel"):
        keys = talk.hear(told, "tell_feeling")
        assert not any(key.startswith(("utter_ask_", "utter_name_", "utter_continue")) for key in keys)
    assert talk.hear("I går drogs två abborrar upp vid bryggan", "tell_feeling") == [THEN]


@pytest.mark.parametrize(
    "text",
    [
        "jag vill inte prata med någon på telefon",
        "jag vill prata om det",
        "orkar inte mer än så här",
        "vi lämnade huset",
    ],
)
def test_what_only_looks_like_it_closes_nothing(text):
    assert "utter_topic_closed" not in Talk(turn=2.0).hear(text, "tell_feeling")
