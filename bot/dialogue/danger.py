"""Which stage of the crisis protocol a message calls for; asked before anything else is decided."""

from __future__ import annotations

import re

from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

JOKING = re.compile(r"\b(skoja|skämt|bara på skoj|på skoj|inte menade|menade inget|lugn jag|haha|lol)", re.IGNORECASE)
YES = re.compile(r"^\W*(ja|jo|japp|jepp|jaa+|mm+|ibland|ofta|kanske|lite|typ|vet inte om)\b", re.IGNORECASE)
NO = re.compile(r"^\W*(nej|nä+|nae|nope|nix|inte alls|aldrig)\b", re.IGNORECASE)
SILENT = re.compile(r"^[\W\d_]*$|^\W*(vet inte|vet ej|idk|orkar inte|inget|ingenting)\W*$", re.IGNORECASE)
STAYS_FOR = 3  # turns after acute danger in which Lotsen stays with it unless another topic is plainly meant
CORRECTED = "corrected"  # the person has said that it is not so
OWN_LIFE = frozenset({"suicide", "farewell", "self_harm", "overdose", "death_unclear"})
MOST_STAYS = 5  # crisis replies in one conversation after which other talk is answered again, lines in sight
OTHER_TOPICS = frozenset(
    ("find_activity", "more_suggestions", "ask_info", "privacy_question", "bot_identity_question", "greet")
    + ("goodbye", "thanks", "other_language", "feedback_positive", "state_place", "state_interest")
)
RECHECK_AFTER = 3  # turns of other talk before Lotsen asks once more


def stage_for(state: State, heard: Understanding) -> str | None:
    """The stage to say now as a reply of its own; None when the message is not about danger.

    `state` is the state after gathering, with the stage of the last crisis reply still in it.
    """
    if heard.danger.level != "none" and not (state.danger_stage and heard.danger.joking):
        return _of_danger(state, heard)
    if state.danger_stage is None:
        return None
    if JOKING.search(heard.text) and state.turn - state.danger_turn <= RECHECK_AFTER:
        return "joking"
    return _of_answer(state, heard) or _staying(state, heard)


def _staying(state: State, heard: Understanding) -> str | None:
    """Right after acute danger what is written belongs to it: who to call, where he is, what the brother is like."""
    if state.danger_stage == CORRECTED or (heard.intent == "correct_bot" and state.risk_kind not in OWN_LIFE):
        return None
    near = state.turn - state.danger_turn <= STAYS_FOR
    few = state.danger_count < MOST_STAYS
    if state.risk_level == "acute" and near and few and heard.intent not in OTHER_TOPICS:
        return "repeat"
    return None


def _of_danger(state: State, heard: Understanding) -> str:
    return "first" if state.danger_stage is None or "danger" in state.news else "repeat"


def _of_answer(state: State, heard: Understanding) -> str | None:
    """What the reply to the straight question was, when this is the message right after it."""
    if state.turn - state.danger_turn > 1 or state.danger_stage not in (
        "first",
        "repeat",
        "recheck",
        "silence",
    ):
        return None
    if heard.intent == "deny" or NO.match(heard.text):
        return "no"
    if heard.intent == "affirm" or YES.match(heard.text):
        return "yes"
    if (heard.intent == "gibberish" and heard.words <= 2) or SILENT.match(heard.text):
        return "silence"
    return None


def mark(state: State, stage: str) -> State:
    """The state once a stage has been said."""
    return state.but(danger_stage=stage, danger_turn=state.turn, danger_count=state.danger_count + 1)


def reminder(state: State) -> str | None:
    """The stage that another reply must carry along: lines stay in sight, and one more question comes later."""
    if state.danger_stage in (None, CORRECTED):
        return None
    calm_turns = state.turn - state.danger_turn
    if calm_turns == 1 and state.danger_stage != "topic_change":
        return "topic_change"
    if calm_turns == RECHECK_AFTER and "recheck" not in state.asked:
        return "recheck"
    return None
