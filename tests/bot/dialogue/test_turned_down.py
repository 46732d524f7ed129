"""What is refused in words is gone for good: kinds of help, the phone, a faith, and what is not so after all."""

import pytest

from bot.dialogue import cues
from bot.dialogue.turned_down import refused_in
from tests.bot.dialogue.talk import Talk

SHOWN = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


def with_steps():
    talk = Talk(**SHOWN)
    talk.show("studiecirkel", "svk-oppethus", "aldrekontakt")
    return talk


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("inte kyrka", {"church"}),
        ("jag är muslim så det blir lite konstigt, förlåt", {"church"}),
        ("tror inte på gud", {"church"}),
        ("är inte troende", {"church"}),
        ("inget med religion tack", {"church"}),
        ("har du något annat, utan kyrka?", {"church"}),
        ("präst vill jag inte besvära", {"church"}),
        ("inte ledsagning, bibliotek", {"guide", "library"}),
        ("jag vill inte ha ledsagning, bibliotek eller kyrka. Hellre brädspel.", {"guide", "library", "church"}),
        ("inte volontär", {"volunteering"}),
        ("ingen samtalsgrupp", {"talk_group"}),
        ("inte online", {"online"}),
        ("en som inte vill sitta och snacka känslor", {"talk"}),
        ("inga grupper tack", {"group"}),
    ],
)
def test_a_kind_that_is_refused_in_words_is_known(text, kinds):
    assert set(refused_in(text)) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "jag hittar inte till biblioteket",
        "känner ingen i kyrkan",
        "har inte varit i kyrkan sen begravningen",
        "det finns inget bibliotek här",
        "biblioteket är inte öppet på kvällen",
        "jag är inte volontär",
        "jag vill inte vara ensam",
        "kyrkan vill jag gärna till",
        "jag sitter på biblioteket, ingen pratar med mig",
    ],
)
def test_a_not_about_something_else_refuses_nothing(text):
    assert refused_in(text) == ()


def test_what_stands_after_a_but_is_not_refused():
    assert refused_in("inte kyrkan, hellre bibliotek") == ("church",)
    assert refused_in("inte kyrka utan bibliotek") == ("church",)


def test_a_refusal_in_passing_chooses_the_steps_anew():
    talk = with_steps()
    keys = talk.hear("jag är muslim så kyrka blir konstigt", "tell_feeling")
    assert keys[:2] == ["utter_rejected_church", "steps"]
    assert "kind:church" in talk.state.rejected


def test_a_refusal_before_any_steps_is_kept_for_the_first_offer():
    talk = Talk()
    talk.hear("jag tror inte på gud men saknar folk", "tell_feeling", kind="social")
    assert "kind:church" in talk.state.rejected


def test_what_is_refused_is_no_interest():
    talk = Talk(interests=("bibliotek", "brädspel"))
    talk.hear("inte bibliotek", "reject_suggestion")
    assert talk.state.interests == ("brädspel",)


def test_a_wish_takes_an_earlier_refusal_back():
    talk = Talk(rejected=("kind:church", "kind:sport"))
    talk.hear("jag vill nog gå till kyrkan ändå", "find_activity", interests=("kyrka",))
    assert talk.state.rejected == ("kind:sport",)


@pytest.mark.parametrize(
    "text",
    [
        "jag ringer inte till någon",
        "telefon hör jag inte i, det blir bara skorr",
        "hatar att ringa",
        "ringa är inget för mig",
        "ringa gör jag inte har jag sagt",
    ],
)
def test_somebody_who_does_not_ring_is_known(text):
    assert cues.NO_PHONE.search(text)


@pytest.mark.parametrize(
    "text",
    ["barnen ringer inte", "jag har inte nån att ringa", "vet inte vem jag kan ringa", "de ringer inte till mig"],
)
def test_somebody_whom_nobody_rings_may_still_ring(text):
    assert not cues.NO_PHONE.search(text)


def test_saying_that_one_does_not_ring_changes_the_steps():
    keys = with_steps().hear("jag skrev att jag inte ringer. varför står det ring?", "correct_bot")
    assert keys[:2] == ["utter_ack_no_phone", "steps"]


def test_a_mother_who_lives_is_not_mourned():
    talk = Talk(life_events=("bereavement", "migration"))
    talk.hear("min mamma är inte död, hon lever", "correct_bot")
    assert talk.state.life_events == ("migration",)


def test_a_small_child_is_known_from_the_words_for_it():
    talk = Talk()
    talk.hear("är hemma med en tvååring hela dagarna", "tell_feeling", kind="social")
    assert "birth" in talk.state.life_events


def test_somebody_who_lost_a_child_has_no_small_child():
    talk = Talk()
    talk.hear("vår bebis dog i våras", "tell_feeling", kind="emotional")
    assert "birth" not in talk.state.life_events


@pytest.mark.parametrize(
    "text", ["alltså nån som ringer MAMMA. typ en gång i veckan", "kan man ordna så nån ringer henne?"]
)
def test_somebody_who_is_to_be_rung_is_led_to_a_volunteer_and_not_to_lines(text):
    talk = Talk(for_other=True, municipality="0880", place_name="Kalmar")
    assert talk.hear(text, "talk_to_human")[:2] == ["utter_someone_rings", "steps"]
    assert "telefonkontakt" in talk.state.interests


def test_a_wish_to_talk_with_someone_is_no_question_about_company():
    assert "lines" in with_steps().hear("kan jag prata med någon då", "talk_to_human")


@pytest.mark.parametrize(
    "text",
    [
        "präst?? nej tack",
        "haha diakon?",
        "kyrkan känns inte som jag",
        "varför visar du präst två gånger",
        "nån gubbe i kyrkan? nej",
    ],
)
def test_surprise_at_a_church_is_a_no_to_it(text):
    assert "church" in refused_in(text)


@pytest.mark.parametrize("text", ["kyrkan? var ligger den", "jag brukar gå till kyrkan", "kostar kyrkan något?"])
def test_a_question_about_the_church_is_no_refusal(text):
    assert "church" not in refused_in(text)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("på kväll jag kan inte", "evening"),
        ("jag måste vara hemma till sju", "evening"),
        ("jag jobbar natt", "evening"),
        ("bara på helger", "day"),
        ("jag kan inte mejla", "email"),
        ("inget med fest", "alcohol"),
    ],
)
def test_what_the_person_cannot_is_kept_as_a_limit(text, limit):
    talk = Talk(wants="tips", municipality="1281", place_name="Lund", last_shown=("a",), shown=("a",))
    keys = talk.hear(text, "state_barrier")
    assert f"limit:{limit}" in talk.state.rejected
    assert "steps" in keys


def test_a_no_to_the_lines_that_were_shown_brings_other_lines():
    talk = Talk(said=("utter_human_intro",))
    assert talk.hear("vill inte prata med nån präst", "reject_suggestion") == ["utter_rejected_church", "lines"]
