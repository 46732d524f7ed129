"""What a card says fits the one who reads it, also when it is for somebody else."""

import re
from datetime import datetime

import pytest

from knowledge.facts_loader import load_facts
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.search import Directory

pytestmark = pytest.mark.content

YOU = re.compile(r"\b(du|dig|din|ditt|dina)\b", re.IGNORECASE)
FACTS = load_facts()
STEPS = {item.id: item.shown for item in FACTS.programmes.values() if item.shown}
WAYS = {line.id: line.shown.way for line in FACTS.lines.values() if line.shown and line.shown.way}


def of_both(card):
    """The texts of a card that are the same whoever it is for."""
    return [card.plain, card.at_the_door, card.when, *card.suits_because.values()]


def test_what_stands_on_every_card_says_you_to_nobody():
    cards = {**STEPS, **{f"{name} (way)": way for name, way in WAYS.items()}}
    assert not [(name, text) for name, card in cards.items() for text in of_both(card) if YOU.search(text)]


def test_what_a_line_says_of_itself_says_you_to_nobody():
    said = {
        line.id: [line.shown.plain, *line.shown.suits_because.values()] for line in FACTS.lines.values() if line.shown
    }
    assert not [(name, text) for name, texts in said.items() for text in texts if YOU.search(text)]


def test_every_step_has_a_first_step_of_its_own_for_the_one_who_asks_for_somebody_else():
    assert not [name for name, card in {**STEPS, **WAYS}.items() if not card.first_step_other]


@pytest.mark.parametrize("for_other", [True, False])
def test_the_first_step_is_the_one_that_fits_who_asks(for_other):
    need = Need(types=("social",), for_other=for_other)
    found = Directory(None, FACTS, load_places()).suggest(need, datetime(2026, 11, 23, 14)).suggestions
    assert found
    cards = {**WAYS, **STEPS}
    for item in found:
        card = cards[item.id]
        assert item.first_step == (card.first_step_other if for_other else card.first_step)
