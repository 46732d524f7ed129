"""The moves a turn is made of: sentences, questions, steps, lines, answers and the crisis reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bot.dialogue.state import State


class Kind(str, Enum):
    """What the action that carries out a move has to do."""

    SAY = "say"  # a response by its key
    STEPS = "steps"  # ask the directory for suggestions and show them
    DETAIL = "detail"  # answer a practical question about the steps last shown
    LINES = "lines"  # show support lines, open ones first
    TOPIC = "topic"  # answer a question from knowledge/facts/topics
    COME_BACK = "come_back"  # make, find or forget a come-back code
    CRISIS = "crisis"  # a stage of the crisis protocol
    PLAN = "plan"  # show the safety plan that was written
    FORGET = "forget"  # drop all that is kept of the conversation
    HUMAN = "human"  # offer somebody who can take over; the gateway asks and shows what would be handed over
    CHATS = "chats"  # show lines that can be written to
    NAMED = "named"  # tell of one thing that a question names, as "topic:vantjanst"


@dataclass(frozen=True)
class Move:
    """One move; `key` is a response name, a topic or a stage, by its kind."""

    kind: Kind
    key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()  # names of choices in bot/data/responses/choices.yml


@dataclass(frozen=True)
class Turn:
    """What Lotsen does now, and what it knows afterwards."""

    moves: tuple[Move, ...]
    state: State


def say(key: str, *choices: str, **values: str) -> Move:
    """A sentence, with buttons after it when choices are given."""
    return Move(Kind.SAY, key, values, choices)
