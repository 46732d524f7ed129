"""A first message of a few words, a thing and a place, is a search; a place alone is not."""

import pytest

from bot.dialogue.asking import as_asked, refuses
from bot.dialogue.searches import is_search
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, danger, heard

LUND = {"place": "Lund", "place_code": "1281"}
MAYBE = {"may_be": (("state_place", 0.6), ("find_activity", 0.3))}


@pytest.mark.parametrize("text", ["shantykör i lund eller i närheten", "veganskt knytkalas typ, lund", "schack lund"])
def test_a_thing_and_a_place_are_a_search(text):
    assert is_search(State(), heard(text, "state_place", **LUND, **MAYBE))
    assert as_asked(State(), heard(text, "state_place", **LUND, **MAYBE)).intent == "find_activity"


@pytest.mark.parametrize(
    "text", ["lund", "Lund, norra delen", "jag bor i lund sedan i höstas", "i närheten av lund", "ensam i lund"]
)
def test_a_place_alone_or_a_life_is_none(text):
    assert not is_search(State(), heard(text, "state_place", **LUND, **MAYBE))


def test_what_is_liked_and_where_is_a_search_too():
    message = heard("klättra, bor på ersboda, har aldrig provat", "state_interest", interests=("klättring",), **LUND)
    assert is_search(State(), message)


@pytest.mark.parametrize(
    ("before", "more"),
    [
        (State(turn=2.0), {}),
        (State(), {"language": "en"}),
        (State(), {"danger": danger()}),
        (State(), {"kind": "social"}),
    ],
    ids=["later", "another language", "danger", "loneliness"],
)
def test_later_on_in_another_language_in_danger_or_in_loneliness_nothing_is_a_search(before, more):
    assert not is_search(before, heard("shantykör i lund", "state_place", **LUND, **MAYBE, **more))


def test_a_search_is_answered_with_steps():
    talk = Talk()
    assert "steps" in talk.hear("shantykör i lund", "state_place", **LUND, **MAYBE)


@pytest.mark.parametrize(
    "text", ["har inte råd med gym, finns det något gratis", "jag har inte råd", "vi hade aldrig råd att resa"]
)
def test_what_cannot_be_afforded_is_no_refusal_of_advice(text):
    assert not refuses(text)


@pytest.mark.parametrize("text", ["inga råd tack", "jag vill inte ha råd"])
def test_advice_that_is_not_wanted_is_refused(text):
    assert refuses(text)
