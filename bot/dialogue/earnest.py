"""Whether what looks dangerous in a message is meant: by its words, or by its form alone in the midst of a talk."""

from __future__ import annotations

import re

from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

RECENT = 2  # turns after danger was spoken of
OWN_MESSAGE = 5  # words; a shorter one is an answer, and tells of danger by its words only
ANSWER = re.compile(r"^\W*(ja|jo|japp|nej|nä+|kanske|ibland|mm+|ok(ej)?|vet inte)\b", re.IGNORECASE)


def tells_kind(state: State, heard: Understanding) -> bool:
    """False for an answer that looks dangerous by its form alone: it is of the kind that was asked about."""
    if heard.danger.evidence or state.danger_stage is None or state.turn - state.danger_turn > RECENT:
        return True
    return heard.words >= OWN_MESSAGE and not ANSWER.match(heard.text)


def in_earnest(state: State, heard: Understanding) -> bool:
    """In the middle of a plan only words of danger count, or what would be worse than all that was said before."""
    if heard.danger.level == "none":
        return False
    worse = heard.danger.level == "acute" and state.risk_level != "acute"
    return bool(heard.danger.evidence) or (worse and heard.words >= OWN_MESSAGE)
