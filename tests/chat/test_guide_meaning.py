"""The guide is no second brain: its need, its steps and what it tells Rasa are those of the chat."""

import pytest

from bot.dialogue.needs import need_from
from bot.dialogue.state import FIELDS, slots_from_state, state_from_slots
from chat.guide.cards import offer_card
from chat.guide.carry import danger_of, slots_of
from chat.guide.meaning import meaning_of
from knowledge.facts_loader import load_facts
from knowledge.guide_facts import load_guide
from knowledge.lines import meant_for
from knowledge.places import load_places
from knowledge.search import Directory
from tests.chat.fakes import NOON
from tests.chat.guiding import PERSONS, answer

GUIDE = load_guide()
DIRECTORY = Directory(None, load_facts(), load_places())


def state_of(answers, *, shown=("a",)):
    return state_from_slots(slots_of(answers, meaning_of(GUIDE, answers), shown))


def test_there_are_twenty_persons():
    assert len(PERSONS) == 20


@pytest.mark.parametrize("name", PERSONS)
def test_the_chat_finds_for_the_same_person_what_the_guide_found(name):
    need = meaning_of(GUIDE, PERSONS[name]).need
    in_chat = need_from(state_of(PERSONS[name], shown=()))
    assert in_chat == need
    ours, theirs = DIRECTORY.suggest(need, NOON), DIRECTORY.suggest(in_chat, NOON)
    assert ours == theirs and ours.suggestions


def test_different_persons_get_different_steps():
    found = {
        tuple(step.id for step in DIRECTORY.suggest(meaning_of(GUIDE, each).need, NOON).suggestions)
        for each in PERSONS.values()
    }
    assert len(found) > 14


def test_every_slot_is_one_that_the_dialogue_knows_and_is_read_as_it_was_written():
    for answers in PERSONS.values():
        slots = slots_of(answers, meaning_of(GUIDE, answers), ("a", "b"))
        assert set(slots) <= set(FIELDS)
        back = slots_from_state(state_from_slots(slots))
        assert {name: back[name] for name in slots} == slots


def test_nothing_that_was_answered_is_asked_again():
    state = state_of(PERSONS["widow"])
    assert {"since", "what_happened", "someone_to_call", "anyone_knows", "place"} <= set(state.asked)
    assert state.named and state.offered and state.pending == "after_steps"


def test_a_place_that_was_not_told_counts_as_refused():
    assert state_of(PERSONS["no place"]).place_refused
    assert not state_of(PERSONS["widow"]).place_refused


def test_steps_that_were_shown_or_turned_down_do_not_come_back_in_the_chat():
    answers = PERSONS["widow"].with_shown(("a",)).without("b", "money")
    state = state_of(answers, shown=("c",))
    assert state.shown == ("a", "c") and state.last_shown == ("c",) and state.rejected == ("b",)
    assert "money" in state.barriers


def test_danger_goes_along_both_to_rasa_and_to_the_gateway():
    answers = answer(danger="life_now violence", who="me", age="teen")
    state, danger = state_of(answers, shown=None), danger_of(answers, meaning_of(GUIDE, answers))
    assert (state.risk_level, state.risk_kind, state.minor) == ("acute", "suicide", True)
    assert (danger.level, danger.kind, danger.minor, danger.replies) == ("acute", "suicide", True, 1)
    assert state.danger_stage == "first" and state.danger_turn == state.turn
    assert danger.also == state.risk_also == ("violence_family",)


def test_the_card_holds_the_steps_in_words_too():
    need = meaning_of(GUIDE, PERSONS["widow"]).need
    offer = DIRECTORY.suggest(need, NOON)
    card = offer_card(offer, meant_for(load_facts(), need, NOON))
    assert [item.name for item in card.items] == [step.name for step in offer.suggestions]
    assert all(item.name in card.text and item.first_step in card.text for item in card.items)
    assert card.line and card.line.name in card.text
