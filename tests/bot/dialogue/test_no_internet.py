"""Who has no internet gets what can be rung or walked to; who tells of ringing manages the phone."""

import pytest

from bot.actions.limits import BREAKS
from bot.actions.sources import directory, now
from bot.dialogue.turned_down import limits_in
from knowledge.need import Need
from tests.bot.dialogue.talk import Talk

STEPS = {"municipality": "1784", "place_name": "Arvika", "wants": "tips", "offered": True, "pending": "after_steps"}


@pytest.mark.parametrize(
    "text",
    [
        "jag gör inte internet",
        "jag har telefon med sladd",
        "har ingen dator",
        "nätet begriper jag inte",
        "har varken dator eller smarttelefon",
        "jag kan inte googla",
    ],
)
def test_no_internet_is_heard_in_many_words(text):
    assert "internet" in limits_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "jag hittar allt på nätet",
        "jag jobbar med datorer",
        "det finns inget kul här, jag sitter mest vid datorn",
        "min telefon är död",
    ],
)
def test_other_talk_of_computers_is_no_hindrance(text):
    assert "internet" not in limits_in(text)


def test_the_steps_are_chosen_anew_when_the_internet_is_ruled_out():
    talk = Talk(**STEPS)
    talk.show("svk-oppethus")
    assert talk.hear("sådant gör min dotter. jag har telefon med sladd", "tell_feeling")[:2] == [
        "utter_limit_internet",
        "steps",
    ]


def test_what_begins_on_a_page_breaks_the_limit_and_a_call_does_not():
    found = directory().again(("sprakcafe", "volontarbyran", "vantjanst-frivillig", "folkbibliotek"), Need(), now())
    assert [BREAKS["internet"](item) for item in found] == [True, True, False, False]


@pytest.mark.parametrize("text", ["men jag måste få ringa", "då ringer jag själv", "jag har knapptelefon"])
def test_who_tells_of_ringing_manages_the_phone(text):
    talk = Talk(no_phone=True)
    talk.hear(text, "tell_feeling")
    assert not talk.state.no_phone


@pytest.mark.parametrize("text", ["jag vågar inte ringa", "vill slippa ringa", "jag ringer aldrig"])
def test_who_does_not_ring_still_does_not(text):
    talk = Talk()
    talk.hear(text, "state_barrier")
    assert talk.state.no_phone
