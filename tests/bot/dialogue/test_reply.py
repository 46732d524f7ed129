"""Everything else that people write: greetings, facts, questions, other languages, harsh words."""

import pytest

from bot.dialogue.moves import Kind
from bot.dialogue.open_questions import PENDING
from bot.dialogue.reply import ANSWERS
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk
from tests.content.house import intents

LUND = {"place": "Lund", "place_code": "1281"}


@pytest.mark.parametrize("intent", sorted({*intents(), "", "an_intent_of_tomorrow"}))
def test_every_intent_gets_an_answer(intent):
    assert Talk().hear("något", intent)


@pytest.mark.deep
@pytest.mark.parametrize("pending", sorted(PENDING))
@pytest.mark.parametrize("intent", sorted(intents()))
def test_no_open_question_makes_lotsen_fall_silent(intent, pending):
    assert Talk(pending=pending, last_shown=("a",), shown=("a",)).hear("något annat", intent)


def test_every_intent_but_those_that_are_only_received_is_in_the_table():
    assert intents() - set(ANSWERS) == {"tell_feeling", "on_behalf_of_other"}


@pytest.mark.deep
@pytest.mark.parametrize("pending", ["", *sorted(PENDING)])
@pytest.mark.parametrize("intent", sorted(intents()))
def test_a_turn_is_at_most_three_bubbles(intent, pending):
    """Cards are not counted; an answer to a question is two bubbles and its source."""
    weight = {Kind.SAY: 1, Kind.STEPS: 1, Kind.LINES: 0, Kind.TOPIC: 2, Kind.CRISIS: 1}
    talk = Talk(
        pending=pending or None,
        loneliness_types=("social",),
        loneliness_scores=(0.9, 0, 0),
        last_shown=("a",),
        shown=("a",),
    )
    talk.hear(
        "jag bor i Lund och har inga pengar", intent, kind="social", barriers=("money",), topic="why_lonely", **LUND
    )
    assert sum(weight[move.kind] for move in talk.moves) <= 3, talk.keys


def test_the_first_greeting_differs_from_the_next():
    talk = Talk()
    assert talk.hear("hej", "greet", through_gateway=True) == ["utter_greet"]
    assert talk.hear("hej igen", "greet") == ["utter_greet_again"]


def test_without_the_gateway_the_first_greeting_says_that_it_is_a_bot():
    assert Talk().hear("hej", "greet") == ["utter_first_words"]


def test_a_greeting_that_tells_something_is_received():
    keys = Talk().hear("hej, jag är så ensam här", "greet", kind="social")
    assert keys[0] == "utter_hello" and keys[1].startswith("utter_reflect_")


def test_a_farewell_after_steps_reminds_of_the_step():
    keys = Talk(shown=("a",)).hear("hej då", "goodbye")
    assert (keys[0], keys[-1]) == ("utter_close_with_step", "utter_goodbye")
    assert Talk().hear("hej då", "goodbye") == ["utter_close_warm", "utter_goodbye"]


def test_thanks_keep_the_open_question_open():
    talk = Talk(pending="offer")
    talk.hear("tack", "thanks")
    assert talk.state.pending == "offer"


def test_a_wish_for_a_human_gets_lines_and_never_a_no():
    assert Talk().hear("vill prata med en människa", "talk_to_human") == [
        "utter_human_intro",
        "lines",
        "utter_human_after",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vem läser det här?", "utter_who_reads"), ("kan nån annan se det", "utter_who_reads"),
        ("hur raderar man det?", "utter_forget"), ("kan polisen läsa?", "utter_police"), ("sparas det här?", "utter_privacy"),
    ],
)  # fmt: skip
def test_questions_about_privacy_get_their_own_answers(text, key):
    assert Talk().hear(text, "privacy_question") == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [("vad är du för nåt?", "utter_bot_identity"), ("är du en riktig människa", "utter_straight_what_i_am"), ("jag älskar dig", "utter_love")],
)  # fmt: skip
def test_questions_about_lotsen_are_answered_honestly(text, key):
    assert Talk().hear(text, "bot_identity_question")[0] == key


def test_harsh_words_are_met_calmly_and_then_with_a_limit():
    talk = Talk()
    assert talk.hear("din plåtburk", "abusive") == ["utter_abusive_first"]
    assert talk.hear("ditt mähä", "abusive") == ["utter_abusive_again"]


def test_the_door_stays_open_after_harsh_words():
    talk = Talk(abuse=2.0)
    assert talk.hear("förlåt, ingen på jobbet pratar med mig", "tell_feeling", kind="social")[0].startswith(
        "utter_reflect_"
    )


@pytest.mark.parametrize(
    ("code", "key"),
    [("en", "utter_other_language_en"), ("ar", "utter_other_language_ar"), ("fr", "utter_other_language_default")],
)
def test_other_languages_are_met_in_themselves_with_lines_that_speak_them(code, key):
    talk = Talk()
    assert talk.hear("…", "other_language", language=code) == [key, f"lines:{code}"]


def test_easy_swedish_can_be_asked_for_at_any_time():
    for pending in (None, "place", "offer"):
        assert Talk(pending=pending).hear("kan du skriva på lätt svenska", "tell_feeling") == ["utter_easy_swedish"]


@pytest.mark.parametrize("text", ["Kan du skriva lättare. Det är för många ord", "skriv enklare tack", "för svåra ord"])
def test_easy_swedish_is_asked_for_in_many_ways(text):
    assert Talk().hear(text, "feedback_negative") == ["utter_easy_swedish"]


def test_a_bare_fact_is_acknowledged_and_the_talk_goes_on():
    keys = Talk().hear("Lund", "state_place", **LUND)
    assert keys == ["utter_ack_place", "utter_ask_open"]


def test_a_barrier_weighs_more_than_a_place():
    keys = Talk().hear("Lund, inga pengar", "state_barrier", barriers=("money",), **LUND)
    assert keys[0] == "utter_ack_barrier_money"


def test_a_barrier_that_is_known_is_not_acknowledged_again():
    keys = Talk(barriers=("money",)).hear(
        "gillar schack men har inga pengar", "state_interest", barriers=("money",), interests=("schack",)
    )
    assert keys[0] == "utter_ack_interest"


def test_a_fact_after_the_wish_for_steps_leads_to_steps():
    talk = Talk(wants="tips", municipality="1281", place_name="Lund")
    assert "steps" in talk.hear("gillar schack", "state_interest", interests=("schack",))


def test_feedback_that_is_bad_is_met_with_other_ways():
    talk = Talk()
    assert talk.hear("det här hjälper inte", "feedback_negative") == ["utter_feedback_negative"]
    assert "human" in talk.choices


def test_what_is_not_for_lotsen_is_said_kindly():
    assert Talk().hear("hur byter man däck", "out_of_scope") == ["utter_out_of_scope"]


def test_a_feeling_in_what_looks_like_another_subject_is_received():
    assert Talk().hear("vädret är grått och ingen finns", "out_of_scope", kind="social")[0].startswith("utter_reflect_")


def test_a_yes_to_nothing_goes_on_gently():
    assert Talk().hear("ja", "affirm") == ["utter_affirm_open"]
    assert Talk().hear("nej", "deny") == ["utter_deny_open"]


def test_an_open_question_is_answered_only_once():
    talk = Talk(pending="offer", offered=True, municipality="1281", place_name="Lund")
    talk.hear("ja", "affirm")
    assert talk.state.pending != "offer"


def test_a_new_conversation_knows_nothing():
    assert State().pending is None and State().municipality is None and State().risk_level == "none"


def test_a_question_that_was_passed_over_is_closed():
    talk = Talk(pending="offer", offered=True)
    talk.hear("hej hej", "greet")
    assert talk.state.pending is None


def test_a_no_beside_a_first_request_hinders_no_steps():
    text = "okej, visa vad som finns. Jag bor i Lund. Men inget med bollar"
    shown = Talk().hear(text, "reject_suggestion", place="Lund", place_code="1281")
    assert "steps" in shown
