"""Gives way to other words when a sentence has been said so often that its wordings come round again."""

from __future__ import annotations

from bot.dialogue.moves import Kind, Move, Turn, say

WORN_OUT = 5  # times after which another sentence is said instead
CALM = ("utter_hold_more", "utter_silence", "utter_dont_know", "utter_hold")  # say that Lotsen is there, ask nothing


def not_worn_out(turn: Turn) -> Turn:
    """What has been said so often that its wordings come round again gives way to what was said least."""
    moves: list[Move] = []
    for move in turn.moves:
        used = turn.state.said.count(move.key)
        tired = move.kind is Kind.SAY and used >= WORN_OUT and not move.values and not move.choices
        calm = min(CALM, key=lambda key: (turn.state.said.count(key), key))
        moves.append(say(calm) if tired and turn.state.said.count(calm) < used else move)
    return Turn(tuple(moves), turn.state)
