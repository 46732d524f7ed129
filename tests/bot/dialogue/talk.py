"""A conversation without Rasa: what is heard goes in, the moves come out, the state goes along."""

from __future__ import annotations

from typing import Any

from bot.dialogue.danger import mark, stage_for
from bot.dialogue.gather import gather
from bot.dialogue.moves import Kind, Move, Turn
from bot.dialogue.reply import reply
from bot.dialogue.state import KINDS, State
from bot.dialogue.understanding import Danger, Understanding
from safety.normalise import spelled_once


def heard(text: str = "", intent: str = "", **more: Any) -> Understanding:
    """A message as it was understood; `kind` is the loneliness it tells of."""
    kind = more.pop("kind", None)
    if kind:
        scores = tuple(0.9 if name == kind else 0.1 for name in KINDS)
        more = {"primary": kind, "types": (kind,), "scores": scores, **more}
    return Understanding(text=text, intent=intent, **more)


def danger(level: str = "concern", kind: str = "suicide", **more: Any) -> Danger:
    return Danger(level=level, kind=kind, **more)


class Talk:
    """One conversation; every message is taken up as Rasa's policies and actions do it."""

    def __init__(self, **known: Any) -> None:
        self.state = State(**known)
        self.turns: list[Turn] = []

    @spelled_once()
    def hear(self, text: str = "", intent: str = "", **more: Any) -> list[str]:
        """Say something; returns the keys of what Lotsen does."""
        message = heard(text, intent, **more)
        state = gather(self.state, message)
        stage = stage_for(state, message)
        turn = Turn((Move(Kind.CRISIS, stage),), mark(state, stage)) if stage else reply(state, state, message)
        self.turns.append(turn)
        self.state = turn.state
        return self.keys

    def show(self, *ids: str) -> None:
        """What the directory put on the table in the latest turn."""
        self.state = self.state.but(shown=(*self.state.shown, *ids), last_shown=ids)

    @property
    def moves(self) -> tuple[Move, ...]:
        return self.turns[-1].moves

    @property
    def keys(self) -> list[str]:
        """Response names, and for other moves their kind with its key ("steps", "topic:why_lonely", "crisis:first")."""
        return [
            move.key if move.kind is Kind.SAY else ":".join(filter(None, (move.kind.value, move.key)))
            for move in self.moves
        ]

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(choice for move in self.moves for choice in move.choices)

    def values(self, name: str) -> list[str]:
        return [move.values[name] for move in self.moves if name in move.values]
