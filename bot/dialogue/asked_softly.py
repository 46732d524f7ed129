"""A guess that no word bears out, but that is strong: one open question, without a number, once in a talk."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import doubts
from bot.dialogue.danger_signs import YES
from bot.dialogue.moves import Turn, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Danger, Understanding

ASKED = "sign:note:softly:"  # begins the note in danger_said; its end is the turn and the kind that was guessed
STRONG = 0.9
MEANINGLESS = 5  # words; a shorter line is an answer
MOST = 12  # words of a yes to the question
CALM = frozenset({"greet", "goodbye", "thanks", "affirm", "deny", "state_place", "correct_bot", "privacy_question"})
NOTHING = re.compile(r"\b(bra|lugnt|ingen fara|inget|bara|mår fint)\b", re.IGNORECASE)


def question(state: State, heard: Understanding, meant: Understanding) -> Turn | None:
    """The question; `heard` is the message as the model understood it, `meant` what is believed of it."""
    guessed = doubts.is_guess(heard) and meant.danger.level == "none" and heard.danger.score >= STRONG
    grave = heard.danger.kind != "coercive_control" and (
        heard.danger.level == "acute" or heard.danger.kind in doubts.OWN
    )
    asks = "?" in heard.text or heard.intent in CALM or heard.words < MEANINGLESS
    if not guessed or not grave or asks or state.danger_stage is not None or _note(state) or doubts.borne_out(heard):
        return None
    note = f"{ASKED}{state.turn:.0f}:{heard.danger.kind}"
    return Turn((say("utter_asked_softly"),), state.but(danger_said=(*state.danger_said, note)))


def answered(state: State, heard: Understanding) -> Danger | None:
    """The danger that a yes to the question tells of."""
    note = _note(state)
    turn, _, kind = note.removeprefix(ASKED).partition(":")
    open_still = note and state.danger_stage is None and 0 <= state.turn - float(turn) <= 1
    if not open_still or not YES.match(heard.text) or heard.words > MOST or NOTHING.search(heard.text):
        return None
    return replace(heard.danger, level="concern", kind=kind, evidence=("ja",)) if note else None


def _note(state: State) -> str:
    return next((name for name in reversed(state.danger_said) if name.startswith(ASKED)), "")
