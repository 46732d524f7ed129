"""Composes the crisis reply inside Rasa, from the facts in memory, so that it needs no other process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.memory_policy import heard_in
from bot.dialogue.state import State, state_from_slots
from bot.dialogue.understanding import Danger
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from safety.assess import Level, Risk
from safety.crisis import CrisisReply, compose

BUBBLES = ("utter_crisis_opening", "utter_crisis_help", "utter_crisis_question")


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The facts, read once in this process."""
    return load_facts()


def risk_from(state: State, danger: Danger) -> Risk:
    """The risk that the reply answers: that of the message, or the one that still stands."""
    spoken = danger.level != "none"
    return Risk(
        level=Level(danger.level if spoken else (state.risk_level if state.risk_level != "none" else "concern")),
        kind=(danger.kind if spoken else state.risk_kind) or "death_unclear",
        evidence=danger.evidence,
        minor=state.minor or danger.minor,
        about_other=danger.about_other,
        joking=danger.joking,
        victim_gender=danger.victim_gender,
        perpetrator_gender=danger.perpetrator_gender,
    )


def crisis_reply(state: State, danger: Danger, stage: str) -> CrisisReply:
    """The reply for a stage; the wording differs each time it is said in one conversation."""
    return compose(risk_from(state, danger), facts().phones(), stage=stage, variant=int(state.danger_count))


def _reply_in(tracker: DialogueStateTracker) -> tuple[CrisisReply, State, Danger]:
    state = state_from_slots(tracker.current_slot_values())
    danger = heard_in(tracker).danger
    return crisis_reply(state, danger, state.danger_stage or "first"), state, danger


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
        message["custom"] = crisis_card(reply, risk_from(state, danger).level.value)
    return message


def crisis_card(reply: CrisisReply, level: str) -> dict[str, Any]:
    """The structured part of a crisis reply: the lines as they may be called."""
    lines = [facts().lines[line_id] for line_id in reply.line_ids]
    cards = [
        {"id": line.id, "name": line.name, "phone": line.phone, "chat_url": line.chat_url, "opening": ""} for line in lines
    ]
    return {"kind": "crisis", "level": level, "lines": cards}
