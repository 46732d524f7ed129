"""A straight question is answered first, whatever else was being talked about."""

import pytest

from bot.dialogue.named import NAMES
from bot.dialogue.state import State
from bot.dialogue.straight import found
from bot.dialogue.understanding import Understanding
from knowledge.facts_loader import load_facts
from tests.bot.dialogue.talk import Talk, danger


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("är det normalt att inte ha någon alls när man är 40?", "ask_info", "utter_straight_common"),
        ("är det vanligt att känna så här?", "tell_feeling", "utter_straight_common"),
        ("är jag konstig som inte har vänner?", "tell_feeling", "utter_straight_nothing_wrong"),
        ("är det bara jag som sitter själv varje helg?", "tell_feeling", "utter_straight_nothing_wrong"),
        ("gör jag fel?", "correct_bot", "utter_straight_no_fault"),
        ("är jag en dålig mamma?", "tell_feeling", "utter_straight_not_bad"),
        ("är det normalt att han bestämmer vilka jag får träffa?", "ask_info", "utter_straight_control"),
        ("hur räknar ni ensam?", "privacy_question", "topic:what_is_loneliness"),
        ("kan det vara en förlossningsdepression?", "out_of_scope", "utter_straight_after_birth"),
        ("tänk om han inte svarar?", "tell_feeling", "utter_straight_if_no_answer"),
        ("ska jag berätta det för min syster eller vänta?", "find_activity", "utter_straight_tell_them"),
        ("vem ringer man om man spelar bort pengarna?", "talk_to_human", "named:line:stodlinjen-spel"),
        ("va hade du sagt om du va en människa", "talk_to_human", "utter_straight_as_human"),
        ("berättar du det för mamma?", "privacy_question", "utter_straight_nobody_told"),
        ("kan man skriva med volontären här?", "talk_to_human", "utter_straight_volunteer"),
    ],
)
def test_it_is_answered_on_the_first_try(text, intent, answer):
    talk = Talk(turn=4.0, pending="offer")
    assert talk.hear(text, intent)[0] == answer
    assert talk.state.pending == "offer"


def test_in_danger_the_answer_stands_beside_the_lines():
    talk = Talk()
    talk.hear("jag orkar inte leva", "tell_feeling", danger=danger(evidence=("leva",)))
    assert "named:topic:vantjanst" in talk.hear("kostar väntjänst något?", "ask_info")


def test_danger_in_the_question_comes_first():
    talk = Talk()
    keys = talk.hear("är det normalt att vilja dö?", "ask_info", danger=danger(evidence=("dö",)))
    assert keys == ["crisis:first"]


def test_who_comes_is_about_the_volunteer_that_was_offered():
    assert (
        Talk(said=("utter_human_offer",)).hear("vem är det som kommer?", "talk_to_human")[0]
        == "utter_straight_who_comes"
    )


def test_whom_to_ring_is_about_what_was_answered_last():
    talk = Talk()
    talk.hear("vad är en väntjänst?", "ask_info", topic="vantjanst")
    talk.hear("hon är 84", "state_age")
    assert talk.hear("jag vet inte vart Lisa ska ringa", "tell_feeling") == ["named:topic:vantjanst"]
    assert talk.hear("vad ska hon fråga efter?", "out_of_scope") == ["utter_straight_words"]


def test_a_wish_for_such_a_thing_is_no_question_about_it():
    assert "named:step:bokcirkel" not in Talk().hear("finns det någon bokcirkel i Lund?", "find_activity")


def test_who_tells_of_it_without_asking_is_not_answered():
    keys = Talk().hear("det är inte normalt att vara så här ensam", "tell_feeling", kind="social")
    assert not any(key.startswith("utter_straight") for key in keys)


def test_everything_that_can_be_named_is_in_the_facts():
    facts = load_facts()
    shelves = {"topic": facts.topics, "line": facts.lines, "step": facts.programmes}
    assert not [name for name, _ in NAMES if name.partition(":")[2] not in shelves[name.partition(":")[0]]]


def test_what_is_not_known_of_life_is_not_passed_on_to_whoever_arranges_it():
    assert Talk().hear("hur blir man en annan?", "ask_info") == ["utter_no_answer"]
    talk = Talk()
    talk.show("studiecirkel", "bokcirkel")
    assert talk.hear("har de toalett där", "ask_info")[0] == "utter_no_answer_steps"


def test_a_word_that_only_begins_like_a_question_asks_nothing():
    keys = Talk().hear(
        "varslad i våras, nu är det bara jag och soffan. kollegerna hör inte av sig", "tell_feeling", kind="social"
    )
    assert "utter_straight_nothing_wrong" not in keys
    assert "utter_straight_nothing_wrong" not in Talk().hear(
        "känns som om jag är konstig ibland", topic="am_i_abnormal"
    )
    assert "utter_straight_nothing_wrong" in Talk().hear("är det bara jag som har det så?", "ask_info")


def test_a_wish_that_asks_what_there_is_looks_for_it():
    heard = Understanding(text="vill spela brädspel i Lund, vad finns det?", intent="find_activity")
    assert found(State(), heard) is None
