"""Two people in one chat keep their own facts; the one spoken of comes forward."""

import pytest

from tests.bot.dialogue.talk import Talk

OSTERSUND = {"place": "Östersund", "place_code": "2380"}
UMEA = {"place": "Umeå", "place_code": "2480"}


def about_grandmother():
    talk = Talk()
    talk.hear("min mormor är 84 och ensam i Östersund", "on_behalf_of_other", age_group="older", years=84, **OSTERSUND)
    return talk


def test_what_was_told_of_the_other_does_not_become_the_writers():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    assert (talk.state.for_other, talk.state.municipality, talk.state.age_group) == (False, "2480", None)


def test_the_other_ones_facts_come_back_when_the_talk_does():
    talk = about_grandmother()
    talk.hear("jag bor själv i Umeå och är ensam jag med", "tell_feeling", kind="social", **UMEA)
    talk.hear("men min mormor då, vad finns det för henne?", "on_behalf_of_other")
    assert (talk.state.for_other, talk.state.municipality, talk.state.age_group) == (True, "2380", "older")
    talk.hear("och vad finns för mig?", "find_activity")
    assert (talk.state.for_other, talk.state.municipality) == (False, "2480")


def test_a_message_that_names_nobody_else_is_about_the_writer():
    talk = Talk()
    talk.hear("bor i Lund, 23, har ingen att umgås med", "on_behalf_of_other", kind="social")
    assert talk.state.for_other is False


def test_a_hindrance_said_before_anyone_is_known_stays():
    talk = Talk()
    talk.hear("vågar inte gå dit", "state_barrier", barriers=("anxiety",))
    talk.hear("min mamma är ensam", "on_behalf_of_other")
    assert talk.state.for_other and talk.state.barriers == ("anxiety",)


@pytest.mark.parametrize(
    "text",
    [
        "Min bror i Borås frågar aldrig hur jag har det, han säger bara åt mig att vila",
        "grannen mittemot är också ensam men man vill ju inte störa",
        "Kan jag bjuda min granne på kaffe? Han går med käpp.",
        "barnbarnen är fem och åtta och bygger kojor hos farfar",
        "min kund i dag grät i bilen hela vägen",
        "min syster skulle säga ryck upp dig",
    ],
)
def test_who_is_only_mentioned_is_not_asked_for(text):
    talk = Talk(turn=3.0, loneliness_types=("emotional",))
    talk.hear(text, "on_behalf_of_other")
    assert talk.state.for_other is False


@pytest.mark.parametrize(
    "text",
    [
        "finns det något för min farfar, han är 88?",
        "kan du ge tips åt min bror",
        "min far är 90 och sitter ensam jämt",
        "jag är orolig för min syster",
    ],
)
def test_help_that_is_asked_for_somebody_else_is(text):
    talk = Talk(turn=3.0, loneliness_types=("emotional",))
    talk.hear(text, "on_behalf_of_other")
    assert talk.state.for_other


def test_who_cares_for_a_husband_asks_for_herself():
    talk = Talk()
    talk.hear("Min man har parkinson och det är jag som sköter allt", "on_behalf_of_other", life_events=("caregiving",))
    assert talk.state.for_other is False
    talk.hear("kommer det någon hem till honom då?", "on_behalf_of_other")
    assert talk.state.for_other is False


@pytest.mark.parametrize("text", ["nu är det mig det gäller", "jag är sextiotvå år", "nej, jag frågar för mig"])
def test_a_correction_holds_until_help_is_asked_for_the_other_again(text):
    talk = Talk(turn=3.0, for_other=True)
    talk.hear(text, "correct_bot")
    talk.hear("min syster är ensam", "on_behalf_of_other")
    assert talk.state.for_other is False
    talk.hear("vad finns det för min syster?", "on_behalf_of_other")
    assert talk.state.for_other


def test_a_wish_for_her_goes_back_to_her_whatever_else_the_message_is():
    talk = about_grandmother()
    talk.hear("jag är också ensam, jag är 23", "tell_feeling", kind="social")
    talk.hear("men vad finns det för henne då?", "find_activity")
    assert (talk.state.for_other, talk.state.municipality) == (True, "2380")
