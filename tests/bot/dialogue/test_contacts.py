"""What is asked of a line just shown is answered, digits are given or said to be missing, a call in vain is taken up."""

import pytest

from bot.dialogue.contacts import SHOWN
from bot.dialogue.moves import Kind
from tests.bot.dialogue.talk import Talk

THREE = ("utter_human_intro", SHOWN + "jourhavande-medmanniska|hjalplinjen|1177", "utter_human_after")


def after_lines(*said, **known):
    return Talk(said=said or THREE, **known)


@pytest.mark.parametrize(
    "text",
    [
        "jag ringde men det var fullt, kön var jättelång",
        "ringde medmänniskan nyss, bara upptaget",
        "kom inte fram när jag ringde",
        "la på efter tjugo minuter i telefonkö",
        "försökte ringa, ingen svarade",
    ],
)
def test_a_call_in_vain_is_taken_up_with_something_to_write_to(text):
    talk = after_lines()
    assert talk.hear(text, "feedback_positive") == ["utter_rang_in_vain", "lines"]
    assert talk.values("written") == ["yes"]
    assert "jourhavande-medmanniska" in talk.state.rejected


def test_said_again_it_is_met_and_the_same_line_is_not_shown():
    talk = after_lines("utter_rang_in_vain", SHOWN + "jourhavande-prast")
    assert talk.hear("jag ringde alltså. det var fullt. känns fånigt", "feedback_positive") == ["utter_rang_again"]


@pytest.mark.parametrize(
    "text",
    [
        "ringde min dotter men hon svarade inte",
        "jag vill ringa men det är väl alltid kö",
        "mamma ringde, det var fullt hus",
    ],
)
def test_a_call_to_one_of_ones_own_or_one_not_made_is_something_else(text):
    assert not after_lines().hear(text, "tell_feeling")[0].startswith("utter_rang")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Tack! När har de öppet, så jag hinner?", "when"),
        ("jag frågade när de har öppet", "when"),
        ("är man anonym där?", "anonymous"),
        ("kostar det nåt att ringa dit?", "cost"),
    ],
)
def test_a_question_about_the_line_just_shown_is_answered_also_after_a_thank_you(text, asked):
    talk = after_lines(SHOWN + "demensradgivning")
    talk.hear(text, "thanks")
    assert talk.moves[0].key == "line:demensradgivning" and talk.values("asked") == [asked]


def test_a_line_that_is_named_is_the_one_that_is_meant():
    talk = after_lines(SHOWN + "bris|tilia")
    talk.hear("tilia låter ok. läser de med mamma eller nåt?", "privacy_question")
    assert [move.key for move in talk.moves] == ["line:tilia"]


def test_steps_that_came_later_are_what_a_question_is_about():
    talk = after_lines(SHOWN + "bris", "utter_after_steps", last_shown=("parkrun",), municipality="1281")
    talk.hear("när har de öppet?", "ask_info")
    assert all(move.kind is not Kind.NAMED for move in talk.moves)


@pytest.mark.parametrize(
    "text",
    [
        "kan jag få ett enda telefonnummer att skriva upp?",
        "jag behöver siffror",
        "ja, numret!",
        "skriv bara ett nummer, är du snäll",
        "vad är numret till kommunen?",
    ],
)
def test_a_wish_for_digits_gets_digits(text):
    talk = Talk(topics=("vantjanst@1",), turn=1.0)
    talk.hear(text, "deny")
    assert talk.values("asked") == ["number"]


@pytest.mark.parametrize(
    "text",
    [
        "sluta med nummer",
        "jag har redan numret på lappen",
        "varför skriver du nummer till mig",
        "numret får räcka, menade jag",
    ],
)
def test_who_has_had_enough_of_numbers_gets_none(text):
    talk = after_lines()
    talk.hear(text, "feedback_negative")
    assert talk.values("asked") == []


@pytest.mark.parametrize(
    "text", ["finns det nån chatt?", "jag ringer inte, finns det nåt annat sätt", "nåt annat än att ringa, chatt?"]
)
def test_who_wants_to_write_gets_what_can_be_written_to(text):
    talk = Talk()
    talk.hear(text, "talk_to_human")
    assert talk.values("written") == ["yes"]


def test_who_has_no_internet_gets_another_number_after_a_call_in_vain():
    talk = after_lines(rejected=("limit:internet",))
    keys = talk.hear("ringde dit i går men det var bara upptaget", "tell_feeling")
    assert keys == ["utter_rang_in_vain_phone", "named:any:"]
