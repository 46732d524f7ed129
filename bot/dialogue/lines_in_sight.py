"""After danger the lines stay in sight beside other talk, and Lotsen asks once more later, in other words."""

from __future__ import annotations

from bot.dialogue.danger import CORRECTED, asks_something, at_leaving, mark, reminder
from bot.dialogue.moves import Kind, Move, Turn
from bot.dialogue.pace import quiet
from bot.dialogue.understanding import Understanding

LONG = frozenset({Kind.TOPIC, Kind.STEPS, Kind.LINES, Kind.DETAIL, Kind.COME_BACK})
QUESTIONS = ("utter_ask_", "utter_offer", "utter_name_", "utter_after_steps", "utter_continue_prompt", "utter_place_")


def with_lines_in_sight(turn: Turn, heard: Understanding) -> Turn:
    """Carry the lines along after danger, and ask once more later, in other words."""
    leaves = any(move.key == "utter_goodbye" for move in turn.moves)
    stage = reminder(turn.state, heard) or (at_leaving(turn.state) if leaves else None)
    long = tuple(move for move in turn.moves if move.kind in LONG)
    drafted = any(move.key.startswith("utter_draft_") for move in turn.moves)  # words that were asked for come whole
    if stage is None or (stage == "recheck" and (long or drafted)) or any(move.kind is Kind.COME_BACK for move in long):
        return _without(turn)  # a long answer stands alone; the question comes in the next turn
    state = turn.state.but(asked=(*turn.state.asked, "recheck")) if stage == "recheck" else turn.state
    moves = tuple(move for move in turn.moves if stage != "recheck" or not _asks(move))
    most = 1 if stage == "recheck" else 2
    kept = long[:1] or (moves[:most] if moves and moves[0].kind is Kind.SAY else moves[:1])
    move = Move(Kind.CRISIS, stage)
    marked = mark(state, stage).but(danger_turn=state.turn if stage == "recheck" else state.danger_turn)
    answers = asks_something(heard) and all(part.kind is Kind.SAY and not part.choices for part in kept)
    return Turn((*kept, move) if stage == "recheck" or answers else (move, *kept), marked)


def _without(turn: Turn) -> Turn:
    spoken = turn.state.danger_stage not in (None, CORRECTED)
    return Turn(turn.moves, quiet(turn.state)) if spoken else turn


def _asks(move: Move) -> bool:
    """True when a move puts a question; only one question is asked in a turn."""
    return move.key.startswith(QUESTIONS) and not move.key.endswith("_gently")
