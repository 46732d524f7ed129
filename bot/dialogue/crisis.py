"""Composes the crisis reply from what is known, the facts in memory and safety/; used in Rasa and by the actions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.dialogue.state import State
from bot.dialogue.understanding import Danger
from knowledge.fact_types import Facts, SupportLine
from knowledge.hours import opening
from safety.assess import Level, Risk, kind_for
from safety.crisis import CrisisReply, compose


def risk_from(state: State, danger: Danger) -> Risk:
    """The risk that the reply answers: that of the message, or the one that still stands."""
    spoken = danger.level != "none"
    kind = (danger.kind if spoken else state.risk_kind) or "death_unclear"
    standing = state.risk_level if state.risk_level != "none" else "concern"
    return Risk(
        level=Level(danger.level if spoken else standing),
        kind=kind_for(kind, state.minor or danger.minor, danger.about_other),
        evidence=danger.evidence,
        minor=state.minor or danger.minor,
        about_other=danger.about_other,
        joking=danger.joking,
        victim_gender=danger.victim_gender or state.victim_gender,
        perpetrator_gender=danger.perpetrator_gender or state.perpetrator_gender,
    )


def crisis_reply(facts: Facts, state: State, danger: Danger, stage: str) -> CrisisReply:
    """The reply for a stage; the wording differs each time it is said in one conversation."""
    return compose(risk_from(state, danger), facts.phones(), stage=stage, variant=int(state.danger_count))


def crisis_card(facts: Facts, reply: CrisisReply, level: str, now: datetime) -> dict[str, Any]:
    """The structured part of a crisis reply: the lines as they may be called, and whether they are open."""
    phones = facts.phones()
    lines = [_line(facts.lines[line_id], phones.get(line_id), now) for line_id in reply.line_ids]
    return {"kind": "crisis", "level": level, "lines": lines}


def _line(line: SupportLine, phone: str | None, now: datetime) -> dict[str, Any]:
    text = opening(line.best_hours, now).text
    return {"id": line.id, "name": line.name, "phone": phone, "chat_url": line.channels.chat_url, "opening": text}
