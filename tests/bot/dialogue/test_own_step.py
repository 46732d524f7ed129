"""A step of one's own is met as a step, with no list of lines."""

import pytest

from bot.dialogue.steps_told import DONE, PLANNED, WENT_WELL, WONDERED, step_in
from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    "text",
    [
        "ikväll går jag upp direkt. nästan direkt",
        "jag tror jag ringer en kollega i morgon",
        "på lördag bjuder jag grannen på kaffe",
        "jag ska höra av mig till brorsan i helgen",
        "jag tänker gå förbi biblioteket sen",
    ],
)
def test_a_step_of_ones_own_is_affirmed_and_nothing_is_shown(text):
    keys = Talk().hear(text, "talk_to_human")
    assert all(key.startswith("utter_own_step") for key in keys)


def test_whether_it_is_silly_is_answered_with_no():
    text = "jag tror jag frågar en kollega i morgon om vi ska klättra. är det ett dumt steg?"
    assert Talk().hear(text, "talk_to_human") == ["utter_own_step_not_silly"]


@pytest.mark.parametrize(
    "text",
    [
        "jag vågar inte ringa i morgon",
        "vem ringer jag i morgon?",
        "jag borde ringa syrran i helgen men det blir aldrig av",
        "jag går till jobbet i morgon",
        "ska jag skriva till henne ikväll?",
    ],
)
def test_what_only_looks_like_a_step_is_none(text):
    assert not any(key.startswith("utter_own_step") for key in Talk().hear(text, "tell_feeling"))


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        ("Inga fler listor. Jag ringer min gamla chef, Rolf, han har stuga. Det tar emot.", "Rolf", ""),
        ("knackar på hos grannen på fredag", "din granne", "på fredag"),
        ("det blir ett vykort till syrran", "din syster", ""),
        ("ok, säger hej till tanten på bänken i morgon", "", "i morgon"),
        ("jag tar med kakor till fru Ek på söndag", "fru Ek", "på söndag"),
        ("tänkte höra av mig till Gunilla i helgen", "Gunilla", "i helgen"),
    ],
)
def test_whom_the_step_is_to_and_when_are_read(text, who, when):
    step = step_in(text)
    assert step is not None and (step.kind, step.who, step.when) == (PLANNED, who, when)


@pytest.mark.parametrize(
    "text",
    [
        "jag ringer mamma varje dag",
        "jag frågade grannen förra året men han svarade inte",
        "min bror ringer mig på lördag",
        "jag skriver brev till barnen ikväll",
        "skickar du det till min mamma?",
        "jag säger hej då till alla ikväll",
        "jag måste alltid ringa syrran",
        "det blir bara bråk med mamma på lördag",
    ],
)
def test_what_is_a_habit_a_complaint_or_a_farewell_is_no_step(text):
    assert step_in(text) is None


def test_an_answer_and_a_meeting_are_good_news_of_the_step():
    step = step_in("skickade den. hon svarade direkt, ska dit på torsdag", spoken_of=True)
    assert step is not None and (step.kind, step.when) == (WENT_WELL, "på torsdag")
    assert step_in("hon svarade inte", spoken_of=True) is None
    done = step_in("nu har jag skickat det", spoken_of=True)
    assert done is not None and done.kind == DONE


def test_whether_one_could_is_answered_with_yes():
    step = step_in("Vad tror du, skulle jag kunna knacka på hos grannen med en bulle?")
    assert step is not None and step.kind == WONDERED


def test_after_a_step_words_are_offered_once_and_a_yes_brings_them():
    talk = Talk()
    assert talk.hear("jag ringer en gammal kollega, Lennart, i morgon", "tell_feeling")[1:] == [
        "utter_own_step_words_offer"
    ]
    keys = talk.hear("ja", "affirm")
    assert keys[1].startswith("utter_draft_") and talk.values("who") == [" Lennart"]


def test_is_it_good_is_answered_with_yes_after_a_step():
    talk = Talk()
    talk.hear("jag skickar ett röstmeddelande till syrran ikväll", "tell_feeling")
    talk.state = talk.state.but(said=tuple(talk.keys))
    assert talk.hear("är det bra?", "ask_info", topic="volunteering") == ["utter_own_step_yes"]


def test_a_day_alone_belongs_to_the_step_that_was_spoken_of():
    talk = Talk()
    talk.hear("kan jag knacka på hos grannen?", "ask_info")
    talk.state = talk.state.but(said=tuple(talk.keys))
    assert talk.hear("Kanske på lördag.", "tell_feeling") == ["utter_own_step_when"]


def test_who_is_hurt_at_home_is_not_cheered_on_to_go_there():
    talk = Talk(risk_kind="violence_partner", risk_kinds=("violence_partner",), danger_stage="corrected")
    assert not any(key.startswith("utter_own_step") for key in talk.hear("jag ringer honom i morgon", "tell_feeling"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hon kom! vi åt soppa o pratade i två timmar", WENT_WELL),
        ("jag sa hej idag! hon log", WENT_WELL),
        ("ok skickat", DONE),
        ("ska jag skriva till henne ikväll?", WONDERED),
    ],
)
def test_after_a_step_a_few_words_tell_how_it_went(text, kind):
    step = step_in(text, spoken_of=True)
    assert step is not None and step.kind == kind and (kind == WONDERED or step.when == "")


def test_an_evening_at_the_pub_is_no_step():
    assert step_in("jag går på krogen ikväll och super") is None


def test_the_words_that_are_offered_are_to_the_one_who_was_named():
    talk = Talk()
    talk.hear("ska messa min gamla lumparkompis Stefan ikväll", "tell_feeling")
    talk.hear("ja tack", "affirm")
    assert talk.values("who") == [" Stefan"]
