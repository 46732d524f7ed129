"""A reflection takes up whom it is about only when the message says who, and how it is."""

import pytest

from bot.dialogue.relations import between, person_in
from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("min dotter har inte hört av sig sen i maj", ("silent", "din dotter")),
        ("Sonen bor på andra sidan jorden", ("far", "din son")),
        ("jag är osams med syrran", ("quarrel", "din syster")),
        ("mina barn har så fullt upp", ("busy", "dina barn")),
        ("min man och min syster hör aldrig av sig", None),
        ("min dotter är fin", None),
        ("ingen hör av sig", None),
    ],
)
def test_who_and_how(text, found):
    assert between(text) == found


def test_the_reflection_names_the_one_who_is_silent():
    talk = Talk()
    keys = talk.hear("min dotter har inte hört av sig sen i maj", "tell_feeling", kind="emotional")
    assert keys[0] == "utter_reflect_between_silent"
    assert talk.values("who") == ["din dotter"]


def test_somebody_who_wants_no_tips_is_listened_to():
    talk = Talk()
    assert (
        talk.hear("Jag vill inte ha en massa tips. Jag vill bara att nån lyssnar", "tell_feeling")[-1] == "utter_hold"
    )
    assert talk.state.wants == "talk"


def test_wanting_only_to_talk_with_a_person_is_a_wish_for_a_human():
    assert "lines" in Talk().hear("jag vill bara prata med en människa", "talk_to_human")


def test_a_name_that_was_denied_is_not_tried_again():
    talk = Talk(loneliness_types=("social",), named=True, pending="name")
    talk.hear("nej", "deny")
    keys = [
        key
        for text in ("det är tomt", "alla har nån", "jag vet inte")
        for key in talk.hear(text, "tell_feeling", kind="emotional")
    ]
    assert not [key for key in keys if key.startswith("utter_name_")]


def test_not_knowing_is_met_with_a_way_on():
    talk = Talk(loneliness_types=("social",), named=True, pending="name")
    talk.hear("nej", "deny")
    assert talk.hear("vet inte", "deny") == ["utter_dont_know", "utter_offer"]


def test_who_cannot_ring_gets_other_ways_and_is_told_so():
    talk = Talk(municipality="1281", place_name="Lund", wants="tips", offered=True, pending="after_steps")
    talk.show("a", "b")
    assert talk.hear("hör dåligt, telefon funkar inte", "reject_suggestion")[:2] == ["utter_ack_no_phone", "steps"]
    assert talk.state.no_phone


def test_only_the_step_that_is_pointed_at_is_turned_down():
    talk = Talk(municipality="1281", place_name="Lund", wants="tips", offered=True, pending="after_steps")
    talk.show("a", "b", "c")
    talk.hear("inte den första, jag är inte kyrklig", "reject_suggestion")
    assert "a" in talk.state.rejected and "b" not in talk.state.rejected


def test_a_holiday_that_is_near_and_spoken_of_colours_the_offer():
    talk = Talk(municipality="1281", place_name="Lund")
    keys = talk.hear("vill inte sitta själv på julafton, julfika nånstans?", "find_activity", holiday="jul")
    assert "utter_beside_holiday" in keys


def test_what_was_tried_is_asked_about_once_before_anything_else_is_shown():
    talk = Talk(municipality="1281", place_name="Lund", wants="tips", offered=True, pending="after_steps")
    talk.show("a", "b")
    first = talk.hear("och säg inte väntjänst för jag har redan provat det", "reject_suggestion")
    assert first == ["utter_reflect_tried_before", "utter_ask_what_happened_last_time"]
    assert "steps" in talk.hear("det har jag också redan provat en gång", "reject_suggestion")


def test_whom_to_ask_about_benefits_is_known():
    talk = Talk(municipality="1281", place_name="Lund", barriers=("benefits_fear",))
    assert talk.hear("vem frågar man då", "out_of_scope")[0] == "topic:benefits_volunteering"


def test_a_question_whether_there_is_a_group_is_a_wish():
    assert "steps" in Talk(municipality="1281", place_name="Lund").hear("finns det en förening för afasi?", "ask_info")


def test_a_greeting_to_the_robot_is_answered_by_what_it_is():
    assert Talk().hear("tja roboten, läget, är du lika singel som jag haha", "greet")[0] == "utter_bot_identity"


def test_the_grandfather_of_grandchildren_is_no_grandfather_of_the_writer():
    assert person_in("barnbarnen bakar med farfar") != "din farfar"
    assert person_in("jag bakar med farfar") == "din farfar"
