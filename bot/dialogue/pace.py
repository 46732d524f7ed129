"""How often the lines are named: at once with danger, once beside the next words, then every fourth turn."""

from __future__ import annotations

from bot.dialogue.state import State
from bot.dialogue.told_softly import SIGN

QUIET = "quiet"  # a turn after danger that named no line; the visitor's page keeps them on top
FULL = frozenset(
    {"check", "first", "thoughts", "repeat", "yes", "drowsy", "survived", "watched"}
)  # after these a reminder is near
LEFT_BE = frozenset({"left_be", "backing"})  # it was promised to name no number
BESIDES = 2  # times that the lines are named after such a reply before they rest
RESTS_FOR = 3  # quiet turns


def crowded(state: State) -> bool:
    """The lines were named often enough since danger was last spoken of."""
    said = [name for name in state.danger_said if not name.startswith(SIGN)]
    last = max((at for at, name in enumerate(said) if name in FULL), default=-1)
    return len([name for name in said[last + 1 :] if name != QUIET]) >= BESIDES


def promised(state: State) -> bool:
    """It was said that the numbers are left be, and no danger was told since."""
    said = state.danger_said
    full = max((at for at, name in enumerate(said) if name in FULL), default=-1)
    return not LEFT_BE.isdisjoint(said[full + 1 :])


def is_due(state: State) -> bool:
    """The lines have rested for some turns."""
    said = [name for name in state.danger_said if not name.startswith(SIGN)]
    return len(said) >= RESTS_FOR and set(said[-RESTS_FOR:]) == {QUIET}


def quiet(state: State) -> State:
    """The state after a turn that names no line."""
    return state.but(danger_said=(*state.danger_said, QUIET))
