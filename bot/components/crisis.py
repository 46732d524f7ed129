"""Says the crisis reply inside Rasa, from the facts in memory, so that it needs no other process."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.memory_policy import heard_in
from bot.dialogue.crisis import crisis_card, crisis_reply, risk_from
from bot.dialogue.meant import as_meant
from bot.dialogue.state import State, state_from_slots
from bot.dialogue.understanding import Danger
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from safety.crisis import CrisisReply

BUBBLES = ("utter_crisis_opening", "utter_crisis_help", "utter_crisis_question")


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The facts, read once in this process."""
    return load_facts()


def _now() -> datetime:
    return datetime.now(ZoneInfo("Europe/Stockholm"))


def _reply_in(tracker: DialogueStateTracker) -> tuple[CrisisReply, State, Danger]:
    state = state_from_slots(tracker.current_slot_values())
    danger = as_meant(state, heard_in(tracker)).danger
    return crisis_reply(facts(), state, danger, state.danger_stage or "first"), state, danger


def bubbles_for(tracker: DialogueStateTracker) -> tuple[str, ...]:
    """All bubbles of the crisis reply that this turn says."""
    return _reply_in(tracker)[0].bubbles


def crisis_message(tracker: DialogueStateTracker, action: str) -> dict[str, Any] | None:
    """One bubble in Rasa's form; the last one carries the card with the lines."""
    reply, state, danger = _reply_in(tracker)
    index = BUBBLES.index(action)
    if index >= len(reply.bubbles):
        return None
    message: dict[str, Any] = {"text": reply.bubbles[index]}
    if index == len(reply.bubbles) - 1:
        message["custom"] = crisis_card(facts(), reply, risk_from(state, danger).level.value, _now())
    return message
