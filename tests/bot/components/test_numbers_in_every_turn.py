"""Whatever was told before, a turn that answers danger holds the numbers that the gateway demands for the message."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import pytest

from bot.components.risk_classifier import as_output
from bot.dialogue.crisis import crisis_reply
from bot.dialogue.moves import Kind
from bot.dialogue.state import State
from bot.dialogue.understanding import understand
from knowledge.facts_loader import load_facts
from safety.assess import assess
from safety.crisis import required_line_ids
from tests.bot.dialogue.talk import Talk

TODAY = date(2026, 11, 22)
FACTS = load_facts()
TEXTS = [
    "jag vill inte leva längre",
    "jag tar livet av mig i natt",
    "min man slår mig och barnen ser på",
    "jag skär mig",
    "min kompis skrev hejdå och svarar inte",
    "jag är 15 och vill dö",
    "rösterna säger att jag ska döda mig",
    "jag har tagit hela asken med tabletter",
    "jag slog min sambo igår",
    "jag är man och min fru slår mig",
    "jag är man och min fru slår mig",
    "min pappa slår mig, jag är 13",
    "han tar nycklarna till vapenskåpet",
]


@cache
def parsed(text):
    risk = assess(text, today=TODAY)
    return understand(
        {
            "text": text,
            "intent": {"name": "tell_feeling"},
            "risk": as_output(risk, level=risk.level.value, kind=risk.kind, score=1.0),
        }
    )


def say(talk, text):
    """The message as Rasa would understand it by the rules alone; returns what is said in danger."""
    message = parsed(text)
    talk.hear(text, "tell_feeling", danger=message.danger)
    stages = [move.key for move in talk.moves if move.kind is Kind.CRISIS]
    return " ".join(
        bubble for stage in stages for bubble in crisis_reply(FACTS, talk.state, message.danger, stage).bubbles
    )


@cache
def judged(text, minor):
    return assess(text, today=TODAY, known_minor=minor)


def holds_all(text, said, state=None):
    """As the gateway judges: it remembers of the writer, not of somebody else, what was said before."""
    known = state or State()
    risk = judged(text, known.minor)
    if not risk.about_other:
        risk = replace(
            risk,
            victim_gender=risk.victim_gender or known.victim_gender,
            perpetrator_gender=risk.perpetrator_gender or known.perpetrator_gender,
        )
    phones = FACTS.phones()
    return all(phones[line] in said for line in required_line_ids(risk))


@pytest.mark.parametrize("text", TEXTS)
def test_the_first_message(text):
    assert holds_all(text, say(Talk(), text))


@pytest.mark.parametrize(("before", "text"), product(TEXTS, TEXTS))
def test_after_any_other_danger(before, text):
    talk = Talk()
    say(talk, before)
    assert holds_all(text, say(talk, text), talk.state)


@pytest.mark.parametrize(("before", "text"), product(TEXTS[:5], TEXTS))
def test_in_the_middle_of_a_plan_and_of_an_exercise(before, text):
    for wish in ("skriv en plan ihop", "en lugnande övning"):
        talk = Talk()
        say(talk, before)
        talk.hear(wish, "affirm")
        assert holds_all(text, say(talk, text), talk.state)


@pytest.mark.parametrize("text", TEXTS)
def test_when_it_is_said_over_and_over(text):
    talk = Talk()
    for _ in range(9):
        assert holds_all(text, say(talk, text))
