"""Back with a code: gladness for those who tried, smaller steps for those who could not, nothing twice unwished."""

import pytest

from bot.dialogue.needs import need_from
from tests.bot.dialogue.returned import MEMORY, back


@pytest.mark.parametrize(
    "text", ["det gick jättebra", "jag gick dit och det var så roligt", "det kändes bra", "blev riktigt trevligt"]
)
def test_whoever_tried_and_liked_it_meets_gladness(text):
    assert back().hear(text, "tell_feeling") == ["utter_come_back_glad"]


@pytest.mark.parametrize("text", ["Jag provade", "jag gick dit och så", "ringde faktiskt", "har testat"])
def test_whoever_tried_is_asked_how_it_was(text):
    talk = back()
    assert talk.hear(text, "reject_suggestion") == ["utter_come_back_tried"], "whatever the intent"
    assert talk.state.pending == "come_back_felt"
    assert talk.hear("Det kändes bra", "feedback_positive") == ["utter_come_back_glad"]


def test_whoever_tried_and_did_not_like_it_is_asked_why_and_never_sees_it_again():
    talk = back()
    talk.hear("Jag provade", "feedback_positive")
    assert talk.hear("Det passade inte", "reject_suggestion") == ["utter_ask_reject_reason"]
    assert {"a", "c"} <= set(talk.state.rejected)


@pytest.mark.parametrize("text", ["Det blev inte av", "nej jag kom aldrig iväg", "har inte provat än", "nej"])
def test_what_was_not_done_is_met_with_what_stood_in_the_way(text):
    talk = back()
    assert talk.hear(text, "deny") == ["utter_come_back_undone"]
    assert talk.state.pending == "come_back_hindrance"
    assert "go_alone" in talk.choices


@pytest.mark.parametrize(
    ("text", "barrier", "key"),
    [
        ("Vågar inte", "anxiety", "utter_come_back_smaller_anxiety"),
        ("Ingen att gå med", "no_company", "utter_come_back_smaller_company"),
        ("För dyrt", "money", "utter_rejected_money"),
        ("För långt bort", "distance", "utter_rejected_distance"),
        ("förstod inte språket", "language", "utter_rejected_language"),
    ],
)
def test_what_stood_in_the_way_is_remembered_and_the_next_steps_are_smaller(text, barrier, key):
    talk = back()
    talk.hear("Det blev inte av", "deny")
    keys = talk.hear(text, "state_barrier")
    assert keys[0] == key and "steps" in keys
    assert barrier in talk.state.barriers


def test_the_reason_may_come_at_once():
    keys = back().hear("nej jag vågade inte", "deny")
    assert keys[0] == "utter_come_back_smaller_anxiety"


def test_a_reason_that_was_understood_in_other_words_counts():
    keys = back().hear("det blev inte av, hjärtat slog", "deny", barriers=("anxiety",))
    assert keys[0] == "utter_come_back_smaller_anxiety"


def test_without_strength_no_list_is_shown():
    talk = back()
    talk.hear("Det blev inte av", "deny")
    assert talk.hear("Orkade inte", "state_barrier") == ["utter_come_back_smaller_energy"]
    assert "steps" in talk.choices and "talk" in talk.choices


def test_the_same_steps_come_again_when_they_are_wished_for():
    talk = back()
    talk.hear("Det blev inte av", "deny")
    talk.hear("vet inte riktigt", "out_of_scope")
    assert talk.hear("Visa samma igen", "more_suggestions") == ["steps:again", "utter_after_steps"]
    assert talk.state.last_shown == ("a", "c")


def test_what_was_shown_last_time_does_not_come_back_by_itself():
    assert set(MEMORY.shown) <= need_from(back().state).shown


def test_what_did_not_fit_is_turned_down_with_a_reason():
    talk = back()
    assert talk.hear("Det passade inte", "reject_suggestion") == ["utter_ask_reject_reason"]
    assert talk.state.pending == "reject_reason"


def test_something_else_is_let_in():
    assert back().hear("Något annat", "more_suggestions") == ["utter_come_back_else"]


def test_a_feeling_is_received_before_the_question_is_taken_up():
    keys = back().hear(
        "min bror dog i fredags och allt står still", "tell_feeling", kind="existential", life_events=("bereavement",)
    )
    assert keys[0].startswith("utter_reflect_")


def test_a_wish_for_a_human_is_met_whatever_question_stands_open():
    assert back().hear("jag vill prata med en människa", "talk_to_human")[0] == "utter_human_intro"
