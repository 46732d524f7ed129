"""A safety plan is written one question a turn; an answer is an answer, and only greater danger breaks in."""

import pytest

from bot.dialogue.buttons import PRESSED, is_button
from bot.dialogue.moves import Kind
from bot.dialogue.safety_plan import LIFE, LONGEST, QUESTIONS, STEPS, VIOLENCE, kept
from bot.dialogue.state import State
from bot.dialogue.understanding import understand
from safety.crisis import choice_titles
from tests.bot.dialogue.talk import Talk, danger

WISH = {"text": "jag vill inte leva längre", "intent": "tell_feeling", "danger": danger("concern", "suicide")}
HIT = {
    "text": "min man slår mig",
    "intent": "tell_feeling",
    "danger": danger("concern", "violence_partner", evidence=("slår mig",)),
}
SELF_HARM = danger("concern", "self_harm", evidence=("jag skär mig",))
ACUTE = danger("acute", "suicide", evidence=("jag gör det i kväll",))


def begun(**known):
    talk = Talk(**known)
    talk.hear("skriv en plan ihop", "affirm")
    return talk


def after_danger():
    talk = Talk()
    talk.hear(**WISH)
    talk.hear("ja", "affirm")
    talk.hear("skriv en plan ihop", "affirm")
    return talk


def finished(talk, *answers):
    for answer in answers or (
        "sover inte",
        "musik",
        "hos min syster",
        "min syster",
        "vårdcentralen",
        "hon tar hand om det",
    ):
        talk.hear(answer, "out_of_scope")
    return next((move for move in talk.moves if move.kind is Kind.PLAN), None)


@pytest.mark.parametrize(
    "text",
    [
        "säkerhetsplan",
        "jag vill skriva en plan",
        "Skriv en plan ihop",
        "kan vi göra en plan",
        "hjälp mig med en plan",
        "krisplan tack",
    ],
)
def test_a_plan_begins_when_it_is_asked_for_without_any_danger(text):
    assert Talk().hear(text, "out_of_scope") == ["utter_plan_start", "utter_plan_ask_signs"]


@pytest.mark.parametrize(
    "text",
    [
        "jag planerar en resa",
        "vi har planer i helgen",
        "jag har en plan",
        "planen är att flytta",
        "vad gör man i en fotbollsplan",
    ],
)
def test_other_plans_are_no_safety_plan(text):
    assert "utter_plan_start" not in Talk().hear(text, "out_of_scope")


def test_the_plan_asks_each_question_once_and_ends_in_a_card():
    talk = begun()
    asked = [talk.keys[-1]]
    for _ in STEPS[1:]:
        asked.append(talk.hear("något", "gibberish")[-1])
    assert asked == [QUESTIONS[LIFE][step] for step in STEPS]
    assert talk.hear("något", "gibberish") == ["utter_plan_done", "plan:life", "utter_plan_after"]


def test_each_question_can_be_skipped_or_stopped_by_a_button():
    assert begun().choices == ("skip_question", "stop_plan")


def test_the_card_holds_what_was_answered_in_the_persons_own_words():
    card = finished(begun())
    assert dict(card.values) == {
        "signs": "sover inte",
        "helps": "musik",
        "place": "hos min syster",
        "person": "min syster",
        "care": "vårdcentralen",
        "means": "hon tar hand om det",
    }


@pytest.mark.parametrize("text", ["visa planen", "kan jag få se min plan igen", "skriv ut planen"])
def test_a_finished_plan_is_shown_again_as_long_as_the_chat_is_open(text):
    talk = begun()
    card = finished(talk)
    assert talk.hear(text, "privacy_question") == ["plan:life", "utter_plan_after"]
    assert talk.moves[0].values == card.values


def test_a_plan_goes_with_all_else_when_it_is_to_be_forgotten():
    talk = begun()
    assert finished(talk)
    talk.hear("glöm allt jag har sagt", "privacy_question")
    assert talk.state.plan == ()
    assert "plan:life" not in talk.hear("visa planen", "privacy_question")


@pytest.mark.parametrize("text", ["hoppa över", "vet inte", "ingen aning", "pass", "kommer inte på något", "nej"])
def test_a_question_that_is_skipped_is_left_out_of_the_card(text):
    talk = begun()
    assert talk.hear(text, "deny") == ["utter_plan_skipped", "utter_plan_ask_helps"]
    assert "signs" not in dict(finished(talk, "te", "här", "mamma", "1177", "låset").values)


def test_a_plan_where_all_was_skipped_still_gives_the_lines_and_praises_nothing():
    talk = begun()
    for _ in STEPS:
        talk.hear("hoppa över", "deny")
    assert talk.keys == ["utter_plan_done_short", "plan:life", "utter_plan_after"]


def test_having_nobody_is_met_and_not_only_noted():
    talk = begun()
    for answer in ("a", "b", "c"):
        talk.hear(answer, "gibberish")
    assert talk.hear("har ingen", "tell_feeling")[0] == "utter_plan_nobody"


@pytest.mark.parametrize(
    "text", ["sluta", "orkar inte", "orkar inte mer", "stopp", "Vi slutar här", "räcker nu", "vill inte fortsätta"]
)
def test_it_can_be_stopped_at_any_question_and_taken_up_where_it_was(text):
    talk = begun()
    talk.hear("sover inte", "tell_feeling")
    assert talk.hear(text, "deny") == ["utter_plan_stopped"]
    talk.hear("jag bor i Lund", "state_place", place="Lund", place_code="1281")
    assert talk.state.municipality == "1281", "other talk goes on as before"
    assert talk.hear("fortsätt med planen", "affirm") == ["utter_plan_again", "utter_plan_ask_helps"]
    assert dict(finished(talk, "te", "här", "mamma", "1177", "låset").values)["signs"] == "sover inte"


@pytest.mark.parametrize(
    "text", ["att jag inte orkar något", "jag slutar svara", "vill inte gå ut", "det räcker att nån tittar på mig"]
)
def test_words_of_weariness_in_an_answer_do_not_stop_it(text):
    assert begun().hear(text, "tell_feeling") == ["utter_plan_noted", "utter_plan_ask_helps"]


@pytest.mark.parametrize(
    "intent",
    [
        "tell_feeling",
        "find_activity",
        "talk_to_human",
        "goodbye",
        "reject_suggestion",
        "other_language",
        "privacy_question",
        "abusive",
    ],
)
def test_an_answer_is_an_answer_whatever_it_looks_like(intent):
    talk = begun()
    keys = talk.hear(
        "går ut och springer i Lund", intent, place="Lund", place_code="1281", interests=("löpning",), kind="social"
    )
    assert keys == ["utter_plan_noted", "utter_plan_ask_helps"]
    assert talk.state.municipality is None and talk.state.interests == () and talk.state.loneliness_types == ()


@pytest.mark.parametrize("text", ["ja", "hur menar du?", "som vad?", "ge mig ett exempel", "okej"])
def test_who_does_not_see_what_is_meant_gets_an_example(text):
    assert begun().hear(text, "affirm") == ["utter_plan_example_signs"]


def test_a_question_about_what_is_kept_is_answered_and_the_plan_goes_on():
    talk = begun()
    keys = talk.hear("sparas det här?", "privacy_question")
    assert keys[-1] == "utter_plan_ask_signs" and len(keys) > 1
    assert talk.hear("sover inte", "tell_feeling")[0] == "utter_plan_noted"


def test_danger_as_a_warning_sign_keeps_one_line_in_sight_and_goes_on():
    keys = after_danger().hear("att jag skär mig", "tell_feeling", danger=SELF_HARM)
    assert keys == ["crisis:beside", "utter_plan_ask_helps"], "and it is not thanked for"


def test_danger_as_a_warning_sign_does_not_begin_the_protocol_when_there_was_none_before():
    talk = begun()
    assert talk.hear("att jag skär mig", "tell_feeling", danger=SELF_HARM)[0] == "crisis:beside"
    assert talk.state.risk_level == "concern"


def test_danger_in_the_last_answer_does_not_lose_the_plan():
    talk = after_danger()
    for answer in "abcde":
        talk.hear(answer, "gibberish")
    weapon = danger("concern", "threat_to_others", evidence=("vapenskåpet",), about_other=True)
    assert talk.hear("han tar nycklarna till vapenskåpet", "tell_feeling", danger=weapon) == [
        "crisis:beside",
        "plan:life",
        "utter_plan_after",
    ]
    assert talk.state.risk_kind == "suicide" and not talk.state.risk_about_other


def test_locking_something_away_is_help_and_no_violence():
    talk = begun()
    for answer in "abcde":
        talk.hear(answer, "gibberish")
    locks = danger("acute", "violence_partner", evidence=("låser in",))
    assert "plan:life" in talk.hear("min fru låser in det", "tell_feeling", danger=locks)
    assert talk.state.risk_level == "none" and talk.state.risk_kind is None


def test_what_only_looks_dangerous_by_its_form_is_an_answer():
    """The trained model may err on a few words out of their context; words of danger are what counts here."""
    keys = after_danger().hear("min syster, hon vet lite", "tell_feeling", danger=danger("concern", "medical"))
    assert keys == ["utter_plan_noted", "utter_plan_ask_helps"]


def test_greater_danger_in_the_middle_is_met_first_and_the_plan_waits():
    talk = after_danger()
    talk.hear("sover inte", "tell_feeling")
    assert talk.hear("jag gör det i kväll", "tell_feeling", danger=ACUTE) == ["crisis:first"]
    assert talk.hear("ja", "affirm") == ["crisis:yes"]
    assert talk.hear("Fortsätt med planen", "affirm") == ["utter_plan_again", "utter_plan_ask_helps"]


def test_after_acute_danger_an_intent_that_is_no_answer_breaks_in_again():
    talk = Talk()
    talk.hear("jag gör det i kväll", "tell_feeling", danger=ACUTE)
    talk.hear("skriv en plan ihop", "affirm")
    talk.hear("sover inte", "tell_feeling")
    assert talk.hear("nej jag gör det nu", "tell_feeling", danger=ACUTE)[0].startswith("crisis:")
    assert talk.state.plan_step is None


def test_a_no_in_the_plan_is_not_taken_for_an_answer_to_the_straight_question():
    talk = Talk()
    talk.hear(**WISH)
    talk.hear("skriv en plan ihop", "affirm")
    assert talk.hear("nej", "deny")[0] == "utter_plan_skipped"


def test_the_lines_are_not_repeated_at_every_question_but_asked_about_once_it_is_done():
    talk = after_danger()
    keys = [key for answer in "abcdef" for key in talk.hear(answer, "gibberish")]
    assert not [key for key in keys if key.startswith("crisis")]
    later = [
        key for _ in range(3) for key in talk.hear("jag bor i Lund", "state_place", place="Lund", place_code="1281")
    ]
    assert "crisis:recheck" in later


def test_where_somebody_does_harm_the_questions_are_about_safety_from_that_person():
    talk = Talk()
    talk.hear(**HIT)
    talk.hear("ja", "affirm")
    talk.hear("nej", "deny")
    talk.hear("skriv en plan ihop", "affirm")
    asked = [talk.keys[-1], *(talk.hear("något", "gibberish")[-1] for _ in STEPS[1:])]
    assert asked == [QUESTIONS[VIOLENCE][step] for step in STEPS]
    assert talk.hear("något", "gibberish") == ["utter_plan_done", "plan:violence", "utter_plan_after_violence"]


def test_a_minor_is_asked_for_a_grown_up():
    talk = begun(minor=True)
    for answer in ("a", "b"):
        talk.hear(answer, "gibberish")
    assert talk.hear("c", "gibberish")[-1] == "utter_plan_ask_person_young"


def test_personal_data_and_long_answers_are_not_kept():
    assert "070" not in kept("ring 070-123 45 67")
    assert len(kept("ord " * 200)) <= LONGEST + 2
    assert "\n" not in kept("en\nrad")


def test_a_pressed_button_is_never_taken_for_danger():
    for title in (*PRESSED, *choice_titles().values()):
        parsed = {"text": title.upper(), "risk": {"level": "acute", "kind": "medical"}}
        assert is_button(title) and understand(parsed).danger.level == "none"


def test_the_plan_of_a_new_talk_is_empty():
    assert State().plan == () and State().plan_step is None
