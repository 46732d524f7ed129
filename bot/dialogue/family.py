"""Which words the later turns of a talk about danger use, from what is known."""

from __future__ import annotations

from bot.dialogue.crisis import risk_from
from bot.dialogue.state import State
from bot.dialogue.understanding import Danger
from safety.crisis import family


def family_of(state: State) -> str:
    """self, harm, body … by the danger that stands; see safety/reply.yml."""
    return family(risk_from(state, Danger()))
