"""A bare yes or no to a gentle question gets a sign that fits the question."""

import pytest

from bot.dialogue.answered import YES_OR_NO, met
from tests.bot.dialogue.talk import Talk, heard

ASKED = {"loneliness_types": ("social",), "loneliness_scores": (0.9, 0.1, 0.1), "turn": 1.0}


@pytest.mark.parametrize("question", YES_OR_NO)
def test_yes_and_no_are_answered_in_words_for_the_question(question):
    assert [move.key for move in met(question, heard("ja", "affirm"))] == [f"utter_answered_yes_{question}"]
    assert [move.key for move in met(question, heard("nej tyvärr", "deny"))] == [f"utter_answered_no_{question}"]


def test_an_answer_that_tells_more_and_a_question_of_another_sort_are_left_to_the_rest():
    assert met("since", heard("ja", "affirm")) == ()
    assert met("anyone_knows", heard("ja fast bara min syster och hon bor i Kiruna", "affirm")) == ()
    assert met("anyone_knows", heard("kanske", "out_of_scope")) == ()


def test_no_one_to_call_is_met_before_the_offer():
    keys = Talk(**ASKED, asked=("someone_to_call",), pending="someone_to_call").hear("nej", "deny")
    assert keys[0] == "utter_answered_no_someone_to_call"
    assert keys[-1].startswith("utter_offer")


def test_a_yes_to_whether_something_has_happened_is_asked_about():
    talk = Talk(**ASKED, asked=("what_happened",), pending="what_happened")
    assert talk.hear("ja", "affirm") == ["utter_answered_yes_what_happened"]
    assert talk.state.pending is None
