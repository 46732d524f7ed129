"""Who it is that help is asked for is named as the writer named that one."""

import pytest

from bot.dialogue.someone import is_near, named, surer, whom_of
from tests.bot.dialogue.talk import Talk

BODEN = {"place": "Boden", "place_code": "2582"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jag skriver för min mammas räkning, hon sörjer sin väninna", "din mamma"),
        ("Det gäller min farfar, han är ensam sedan farmor gick bort", "din farfar"),
        ("Har en patient, man 82, som inte träffar någon", "patienten"),
        ("Jag stöttar en tjej på 28 som aldrig går ut", "tjejen"),
        ("en av mina elever sitter ensam på rasterna", "eleven"),
        ("mitt barnbarn har inga vänner", "ditt barnbarn"),
        ("min mamma och pappa är ensamma", "din mamma"),
        ("mamma och pappa är ensamma", "dina föräldrar"),
        ("jag är mamma till en kille på nio", "killen"),
        ("jag har en ung pappa i gruppen, finns något för honom?", "pappan"),
        ("hennes mamma är sjuk och hon är trött", "hon"),
        ("han har ingen i klassen", "han"),
        ("hon och han bråkar", None),
        ("jag är ensam", None),
    ],
)
def test_the_one_asked_for_is_named(text, who):
    assert named(text) == who


def test_a_name_takes_the_place_of_a_pronoun_and_stays():
    assert surer("hon", "din mamma") == "din mamma"
    assert surer("din mamma", "din syster") == "din mamma"


def test_a_pronoun_is_bent():
    assert (whom_of("hon"), whom_of("din mamma"), whom_of(None)) == ("henne", "din mamma", "den du tänker på")


def test_a_relative_may_live_anywhere_and_whom_one_meets_at_work_lives_here():
    assert is_near("patienten") and is_near("din son") and is_near("han")
    assert not is_near("din mamma") and not is_near("din syster")


def test_the_first_reflection_names_the_one_asked_for_and_the_offer_knows_who():
    talk = Talk()
    keys = talk.hear("kan ni hjälpa min pappa? han är 87", "on_behalf_of_other", age_group="older", **BODEN)
    assert keys == ["utter_reflect_other_named", "utter_offer_other"]
    assert talk.values("who") == ["din pappa", "din pappa"]


def test_what_she_does_is_said_back_in_the_words_it_was_told_in():
    talk = Talk()
    talk.hear("min mamma är 84 och ensam", "on_behalf_of_other", age_group="older", **BODEN)
    talk.state = talk.state.but(said=("utter_reflect_other_named", "utter_offer_other"))
    talk.hear("hon låter så liten på telefon", "on_behalf_of_other")
    assert talk.values("words") == ["hon låter så liten på telefon"]


def test_what_is_told_after_the_offer_leads_back_to_it_so_that_a_yes_is_a_yes():
    talk = Talk()
    talk.hear("min fru är så tyst, vad finns för henne?", "on_behalf_of_other", **BODEN)
    assert talk.hear("hon är 63 år", "on_behalf_of_other", age_group="adult", years=63)[-1] == "utter_offer_other"
    assert "steps" in talk.hear("ja, gärna", "affirm")


def test_a_wish_for_her_after_the_offer_shows_steps_whatever_its_form():
    talk = Talk()
    talk.hear("min fru är så tyst, vad finns för henne?", "on_behalf_of_other", **BODEN)
    assert "steps" in talk.hear("ja ge förslag för min fru alltså, hon vill ha besök", "on_behalf_of_other")


def test_how_one_helps_is_no_wish_for_steps():
    talk = Talk()
    talk.hear("min fru är så tyst, vad finns för henne?", "on_behalf_of_other", **BODEN)
    assert "steps" not in talk.hear("hur pratar jag med henne om det?", "on_behalf_of_other")


def test_a_refusal_of_hers_is_not_told_to_the_writer_as_the_writers():
    talk = Talk()
    talk.hear("min bror är 33 och ensam", "on_behalf_of_other", age_group="adult", years=33, **BODEN)
    keys = talk.hear("han klarar inte stora grupper", "state_barrier", barriers=("anxiety",))
    assert "utter_ruled_out_noted" not in keys and keys[-1] == "utter_offer_other"


def test_a_no_about_her_is_no_no_to_suggestions():
    talk = Talk()
    talk.hear("min fru är så tyst, vad finns för henne?", "on_behalf_of_other", **BODEN)
    assert talk.hear("nej, hon har ingen där ännu", "deny")[-1] == "utter_offer_other"


def test_to_ask_for_a_friend_is_no_step_of_ones_own():
    talk = Talk()
    text = "Jag frågar för en vän. Han är trettiofem, bor i Boden och träffar aldrig någon."
    assert talk.hear(text, "on_behalf_of_other", age_group="adult", **BODEN)[0] == "utter_reflect_other_named"


def test_whether_to_write_somebodys_name_is_answered_as_a_question_of_privacy():
    talk = Talk()
    talk.hear("jag har en patient, en man på 82", "on_behalf_of_other", age_group="older", **BODEN)
    keys = talk.hear("kan jag skriva hans namn och personnummer här?", "talk_to_human")
    assert keys == ["utter_privacy"]
