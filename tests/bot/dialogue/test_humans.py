"""What Lotsen says of humans: offers one who is here, tells when one comes, and knows after one was here."""

import pytest

from tests.bot.dialogue.talk import Talk

WISH = ("jag vill prata med en människa", "talk_to_human")


def test_somebody_who_is_here_is_offered_and_nothing_else_is_said():
    assert Talk().hear(*WISH, through_gateway=True, human_here=True) == ["human"]


def test_who_cannot_ring_is_offered_somebody_too():
    assert Talk(no_phone=True).hear(*WISH, through_gateway=True, human_here=True) == ["human"]


def test_a_wish_for_a_number_gets_numbers_also_when_somebody_is_here():
    keys = Talk().hear("finns det något nummer man kan ringa till?", "talk_to_human", human_here=True)
    assert "lines" in keys


def test_who_does_not_want_a_human_is_offered_none():
    keys = Talk().hear("jag vill inte prata med någon människa", "talk_to_human", human_here=True)
    assert "human" not in keys


def test_a_yes_to_the_offer_of_a_human_offers_the_one_who_is_here():
    assert Talk(wants="talk", pending="human").hear("ja", "affirm", human_here=True) == ["human"]


def test_when_nobody_is_here_one_may_stay_or_have_a_code():
    talk = Talk(loneliness_types=("social",))
    assert talk.hear(*WISH, through_gateway=True) == ["utter_human_intro", "lines", "utter_human_after"]
    assert talk.choices == ("talk", "code")


def test_after_a_human_lotsen_says_that_the_bot_is_back_and_does_not_greet_anew():
    talk = Talk()
    assert talk.hear("hej", "greet", through_gateway=True, met_human=3) == ["utter_greet_after_human"]


@pytest.mark.parametrize(
    "text",
    ["vart tog människan vägen?", "är volontären kvar?", "varför gick hon, är hon tillbaka sen?", "vad hände nu?"],
)
def test_lotsen_can_say_what_happened(text):
    assert Talk().hear(text, "ask_info", through_gateway=True, met_human=3) == ["utter_human_was_here"]


def test_where_somebody_else_went_is_no_question_about_a_volunteer():
    assert "utter_human_was_here" not in Talk().hear("var är han, är han kvar?", "tell_feeling")


def test_what_stood_open_before_a_human_came_is_no_question_any_more():
    talk = Talk(pending="place", wants="tips")
    talk.hear("ja", "affirm", met_human=3)
    assert talk.state.pending != "place"


def test_a_question_asked_after_the_hand_back_stands_open_as_ever():
    talk = Talk(met_human=3.0, wants="talk", pending="human")
    assert "lines" in talk.hear("ja", "affirm", met_human=3)
