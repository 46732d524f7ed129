"""A practical question about the steps on the table gets a plain answer, not a reflection."""

import pytest

from tests.bot.dialogue.talk import Talk

SHOWN = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


def with_steps():
    talk = Talk(**SHOWN)
    talk.show("studiecirkel", "svk-oppethus", "aldrekontakt")
    return talk


@pytest.mark.parametrize(
    ("text", "intent", "asked"),
    [
        ("måste jag boka?", "privacy_question", "booking"),
        ("hur anmäler jag mig", "ask_info", "booking"),
        ("vad kostar det", "ask_info", "cost"),
        ("när är det?", "out_of_scope", "when"),
        ("var ligger det?", "state_place", None),
        ("får man ta med en kompis?", "ask_info", "company"),
        ("vad händer när man kommer dit?", "ask_info", "door"),
        ("bättre. den där första, hur gör man", "feedback_positive", "start"),
    ],
)
def test_it_is_answered_from_the_steps_that_were_shown(text, intent, asked):
    keys = with_steps().hear(text, intent)
    assert (keys[0] == f"detail:{asked}") is (asked is not None)


def test_the_step_that_is_pointed_at_is_the_one_told_of():
    talk = with_steps()
    talk.hear("den andra, vad kostar den?", "ask_info")
    assert talk.values("which") == ["1"]


def test_steps_may_still_be_asked_about_after_the_answer():
    talk = with_steps()
    talk.hear("vad kostar det", "ask_info")
    assert talk.hear("och när är det?", "ask_info")[0] == "detail:when"


def test_before_any_steps_the_same_words_are_an_ordinary_question():
    assert Talk().hear("vad kostar det", "ask_info", topic="cost_of_support")[0] == "topic:cost_of_support"


def test_a_feeling_is_not_taken_for_a_question():
    keys = with_steps().hear("när jag kommer hem är det tyst", "tell_feeling", kind="social")
    assert not keys[0].startswith("detail")


def test_a_number_to_ring_is_a_wish_for_a_voice_and_not_about_the_steps():
    assert "lines" in with_steps().hear("finns det något nummer man kan ringa till?", "talk_to_human")


def test_somebody_who_does_not_dare_hears_what_happens_at_the_door():
    keys = with_steps().hear("hur gör man om man inte vågar gå dit själv då", "ask_info")
    assert keys == ["utter_goes_along", "detail:door"]


def test_fear_for_the_benefits_is_met_before_the_steps():
    keys = Talk(municipality="2081", place_name="Borlänge").hear(
        "vill hjälpa till men tänk om jag blir av med sjukpengen", "find_activity", barriers=("benefits_fear",)
    )
    assert keys[:2] == ["utter_ack_barrier_benefits_fear", "steps"]


def test_who_would_rather_write_gets_lines_that_are_written_to():
    keys = Talk().hear("går det att chatta med nån istället, jag hatar att ringa", "talk_to_human")
    assert keys == ["lines"]


def test_two_homes_are_asked_about():
    talk = Talk()
    found = (("Sundsvall", "Västernorrlands län"), ("Gävle", "Gävleborgs län"))
    text = "varannan vecka i Sundsvall och varannan i Gävle, vill klättra"
    assert talk.hear(text, "find_activity", place_candidates=found) == ["utter_which_home"]
    assert talk.choices == ("=Sundsvall", "=Gävle")


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("vem anmäler honom, jag eller han?", "on_behalf_of_other", "utter_who_signs_up"),
        ("aha ok. är det bara gamla tanter där eller", "ask_info", "utter_how_old_they_are"),
        ("är det nån i min ålder där?", "ask_info", "utter_how_old_they_are"),
        ("kommer de hem till honom?", "on_behalf_of_other", "detail:home"),
        ("vad säger man när man ringer?", "ask_info", "utter_what_to_say"),
        ("hur gör man när man går dit första gången, vad säger man ens", "ask_info", "utter_first_time_there"),
    ],
)
def test_how_one_goes_about_it_is_answered_or_said_not_to_be_known(text, intent, answer):
    assert with_steps().hear(text, intent)[0] == answer


def test_who_does_not_ring_hears_what_to_write():
    talk = with_steps()
    talk.state = talk.state.but(no_phone=True)
    assert talk.hear("vad säger man när man ringer?", "ask_info")[0] == "utter_what_to_write"


def test_a_question_about_a_step_is_no_hindrance():
    talk = with_steps()
    talk.hear("måste man betala medlemsavgift där?", "ask_info", barriers=("money",))
    assert talk.state.barriers == ()


@pytest.mark.parametrize(
    "text",
    [
        "Röda korset tror jag blir bra. Vi tar den.",
        "den tar vi",
        "röda korset låter bra",
        "den första tar vi",
        "vi tar den första",
    ],
)
def test_a_step_that_is_taken_has_its_first_step_told(text):
    talk = with_steps()
    keys = talk.hear(text, "state_barrier", barriers=("money",))
    assert keys[:2] == ["utter_step_accepted", "detail:start"]
    assert talk.state.barriers == ()


def test_what_is_not_taken_is_not_accepted():
    assert "utter_step_accepted" not in with_steps().hear("den tar vi inte", "reject_suggestion")


def test_a_no_with_its_reason_is_no_question_about_the_step():
    talk = Talk(last_shown=("a", "b"), shown=("a", "b"), wants="tips", municipality="1281", place_name="Lund")
    keys = talk.hear("Nej, den andra passar inte. Jag vågar inte gå dit.", "reject_suggestion", barriers=("anxiety",))
    assert "utter_goes_along" not in keys and talk.state.rejected == ("b",)
