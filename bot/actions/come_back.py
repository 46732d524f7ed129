"""Makes, finds and forgets come-back codes, and keeps what a code leads to up with the conversation."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from bot.actions import sources
from bot.dialogue import come_back
from bot.dialogue.moves import Move, Turn
from bot.dialogue.state import State
from knowledge.come_back_memory import Memory
from knowledge.errors import ComeBackKeyTooShort, ComeBackUnavailable, TooManyMisses
from knowledge.hours import MONTHS
from knowledge.need import Need

logger = logging.getLogger(__name__)
MOST_NAMED = 2  # suggestions named in the question about how it went


def turn_for(move: Move, state: State) -> Turn:
    """What is said once the code has been made, looked up or forgotten; never raises because the database is away."""
    try:
        return DEEDS[move.key](move, state)
    except TooManyMisses:
        return come_back.held_back(state)
    except (ComeBackUnavailable, ComeBackKeyTooShort, OSError) as problem:
        logger.error("come_back_unavailable %s", type(problem).__name__)
        return come_back.unavailable(state, move.key)


def keep_up(state: State) -> None:
    """Write down in the row of the code in use what is known now; when that fails the row stays as it was.

    What is said of somebody else, or nothing at all, is not put in the place of what the visitor told before.
    """
    if not state.come_back or state.for_other or come_back.memory_of(state).is_empty():
        return
    try:
        sources.come_backs().keep(state.come_back, come_back.memory_of(state))
    except (ComeBackUnavailable, ComeBackKeyTooShort, OSError) as problem:
        logger.warning("come_back_not_kept %s", type(problem).__name__)


def _make(move: Move, state: State) -> Turn:
    """A new code takes the place of the one in use: whoever has lost the words has nothing left lying."""
    codes = sources.come_backs()
    given = codes.make(come_back.memory_of(state))
    if state.come_back:
        codes.forget(state.come_back)
    return come_back.given(state, given, day_text(given.last_day))


def _find(move: Move, state: State) -> Turn:
    found = sources.come_backs().find(tuple(move.values["words"].split()))
    if found is None:
        return come_back.unknown(state)
    return come_back.welcome(state, found, _names(found.memory), _place(found.memory))


def _forget(move: Move, state: State) -> Turn:
    codes = sources.come_backs()
    words = move.values.get("words")
    found = codes.find(tuple(words.split())) if words else None
    row = found.row if found else None if words else state.come_back
    if row is None:
        return come_back.nothing_to_forget(state)
    codes.forget(row)
    return come_back.forgotten(state, row)


def _names(memory: Memory) -> tuple[str, ...]:
    """What the latest suggestions are called; those that are gone from the directory are left out."""
    items = sources.directory().again(come_back.latest(memory), Need(municipality=memory.municipality), sources.now())
    return tuple(item.name for item in items[:MOST_NAMED])


def _place(memory: Memory) -> str | None:
    found = sources.places().by_code(memory.municipality) if memory.municipality else None
    return found.name if found else None


def day_text(day: date) -> str:
    """As people write it: 22 december."""
    return f"{day.day} {MONTHS[day.month - 1]}"


DEEDS: dict[str, Callable[[Move, State], Turn]] = {"make": _make, "find": _find, "forget": _forget}
