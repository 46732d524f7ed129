"""A conversation in which a come-back code has just led to a memory."""

from __future__ import annotations

from typing import Any

from bot.dialogue import come_back
from knowledge.come_back_memory import Memory, Recalled
from tests.bot.dialogue.talk import Talk

CODE = "lykta, ekorre, blåklint"
MEMORY = Memory(("social", "emotional"), "1281", ("old", "a", "b", "c"), ("b",))


def back(
    memory: Memory = MEMORY,
    steps: tuple[str, ...] = ("Språkcafé", "Träffpunkt"),
    place: str | None = "Lund",
    **known: Any,
) -> Talk:
    """Somebody who has written a code and been welcomed."""
    talk = Talk(**known)
    talk.hear(CODE, "gibberish")
    turn = come_back.welcome(talk.state, Recalled("row", memory), steps, place)
    talk.turns.append(turn)
    talk.state = turn.state
    return talk
