"""Composes the crisis reply from what is known, the facts in memory and safety/; used in Rasa and by the actions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.dialogue.state import State, together
from bot.dialogue.understanding import Danger
from knowledge.fact_types import Facts, SupportLine
from knowledge.hours import opening
from safety.assess import Level, Risk, kind_for
from safety.crisis import ONLY_SOS, CrisisReply, choice_titles, compose

GO_ON = "Fortsätt med planen"  # stands on a button; bot/dialogue/aid.py knows it
TOO_LATE = re.compile(r"\bför ?sent\b.{0,20}\bleva\b")
NOT_TOO_LATE = "Nej, det är inte för sent."


def risk_from(state: State, danger: Danger) -> Risk:
    """The risk that the reply answers: that of the message, or the one that still stands."""
    spoken = danger.level != "none"
    spoken = spoken and (state.risk_kind is None or danger.kind in state.risk_kinds)  # else it was an answer
    kind = (danger.kind if spoken else state.risk_kind) or "death_unclear"
    about_other = danger.about_other if spoken else state.risk_about_other
    kind = kind_for(kind, state.minor or danger.minor, about_other)
    known = State() if spoken and about_other else state  # of somebody else only the message tells
    return Risk(
        level=_level(state, danger, kind) if spoken else _standing(state),
        kind=kind,
        evidence=danger.evidence,
        minor=state.minor or danger.minor,
        about_other=about_other,
        joking=danger.joking,
        victim_gender=danger.victim_gender or known.victim_gender,
        perpetrator_gender=known.perpetrator_gender or danger.perpetrator_gender,
        also=tuple(name for name in together(danger.also, state.risk_also) if name != kind),
    )


def _standing(state: State) -> Level:
    return Level(state.risk_level if state.risk_level != "none" else "concern")


def _level(state: State, danger: Danger, kind: str) -> Level:
    """No less than what stands; but where acute danger has the emergency number alone, the fitting line must not go."""
    said = Level(danger.level)
    return said if kind in ONLY_SOS else max(said, _standing(state))


def crisis_reply(facts: Facts, state: State, danger: Danger, stage: str) -> CrisisReply:
    """The reply for a stage that has just been marked; each time it is said in a conversation it has other words."""
    earlier = max(0, state.danger_said.count(stage) - 1)
    reply = compose(risk_from(state, danger), facts.phones(), stage=stage, variant=earlier)
    reply = replace(reply, choices=tuple(_in_hand(title, state) for title in reply.choices))
    first, *rest = reply.bubbles
    asked = any(TOO_LATE.search(words) for words in danger.evidence)
    return replace(reply, bubbles=(f"{NOT_TOO_LATE} {first}", *rest)) if asked else reply


def _in_hand(title: str, state: State) -> str:
    """A plan that was begun is gone on with."""
    return GO_ON if state.plan and title == choice_titles()["plan"] else title


def crisis_card(facts: Facts, reply: CrisisReply, level: str, now: datetime) -> dict[str, Any]:
    """The structured part of a crisis reply: the lines as they may be called, whether they are open, and buttons."""
    lines = [line_card(facts, line_id, now) for line_id in reply.line_ids]
    return {"kind": "crisis", "level": level, "lines": lines, "choices": list(reply.choices)}


def line_card(facts: Facts, line_id: str, now: datetime) -> dict[str, Any]:
    """One line by its id, as a card shows it."""
    return _line(facts.lines[line_id], facts.phones().get(line_id), now)


def _line(line: SupportLine, phone: str | None, now: datetime) -> dict[str, Any]:
    text = opening(line.best_hours, now).text
    name = line.shown.name if line.shown else line.name
    return {"id": line.id, "name": name, "phone": phone, "chat_url": line.channels.chat_url, "opening": text}
