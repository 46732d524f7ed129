"""What was read as danger and is taken back: one plain sorry, then on with the thread that was left.

What concerns life or blows, and what was acute, stays known, and is not spoken of.
"""

from __future__ import annotations

import re

from bot.dialogue.doubts import said_plainly
from bot.dialogue.earnest import CHECK, denies
from bot.dialogue.meant import takes_back
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.own_words import own_words
from bot.dialogue.protests import ends_it
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.assess import OWN_LIFE, VIOLENCE

SIGNS = "sign:"
NUMBERED = frozenset({"check", "first", "keep", "stay", "answer", "repeat", "beside", "recheck", "topic_change"})
SORRY = "sorry"  # notes in danger_said that it was said
STANDS = OWN_LIFE | VIOLENCE | {"death_unclear", "child_abuse", "overdose"}  # what a few words do not take away
SHORT = 4  # words
MEANT = re.compile(
    r"\b(?:sa|skrev|menade) (?:ju |bara |faktiskt )*(?:att )?(?P<what>jag .+)"
    r"|\b(?P<bare>jag (?:ska|tänkte|skulle) (?:ju |bara |faktiskt )*\w+.*)",
    re.IGNORECASE,
)
NOT_BESIDE = frozenset({"utter_ack_correction", "utter_deny_open", "utter_stand_down", "utter_sorry_read"})


def is_taken_back(before: State, heard: Understanding) -> bool:
    """The message says that danger was read wrongly."""
    asks = heard.intent == "ask_info" and heard.topic is not None
    if before.danger_stage in (None, "corrected") or asks:
        return False
    return (before.danger_stage == CHECK and denies(heard)) or takes_back(before, heard) or ends_it(before, heard)


def without_danger(state: State) -> State:
    """The state once it has been said; what concerns life or blows stays known, and is not spoken of."""
    state = state.but(danger_stage="corrected")
    if state.risk_kind in STANDS or state.risk_level == "acute":
        return state
    kept = tuple(name for name in state.danger_said if name.startswith(SIGNS) or name == SORRY)
    nobody = {"risk_about_other": False, "victim_gender": None, "perpetrator_gender": None}
    return state.but(risk_level="none", risk_kind=None, risk_kinds=(), risk_also=(), danger_said=kept, **nobody)


def plainly(before: State) -> bool:
    """True when words of danger were there, and the lines stay though the person explains."""
    return before.danger_stage != CHECK and before.risk_kind in STANDS and said_plainly(before)


def _is_new(before: State) -> bool:
    """An alarm came since the last time that sorry was said."""
    said = before.danger_said
    last = max((at for at, name in enumerate(said) if name == SORRY), default=-1)
    return last < 0 or bool(NUMBERED & set(said[last + 1 :]))


def _sorry(before: State) -> str:
    if plainly(before):
        return "utter_heard_it"
    return "utter_stand_down_number" if NUMBERED & set(before.danger_said) else "utter_stand_down"


def _goes_on(move: Move) -> bool:
    """Not one more sorry, nor that it is not what Lotsen is for."""
    key = move.key
    return move.kind is not Kind.CRISIS and key not in NOT_BESIDE and not key.startswith("utter_out_of_scope")


def _taken_up(heard: Understanding) -> Move | None:
    """What the person really meant, in their own words."""
    meant = MEANT.search(heard.text)
    words = own_words(meant["what"] or meant["bare"]) if meant else None
    return say("utter_meant_so", words=words) if words else None


def with_sorry(before: State, found: Turn, heard: Understanding) -> Turn:
    """What answers a step or a question, after the sorry when the same message takes an alarm back."""
    if not is_taken_back(before, heard) or not _is_new(before):
        return found
    state = found.state.but(danger_said=(*found.state.danger_said, SORRY))
    return Turn((say(_sorry(before)), *found.moves[:2]), state)


def turn(before: State, found: Turn, heard: Understanding) -> Turn:
    """A sorry the first time, what was meant, or the rest of the message gets, or the way back to the talk."""
    rest = tuple(move for move in found.moves if _goes_on(move))
    tells = heard.words > SHORT and (heard.has_facts or heard.primary or heard.topic or "?" in heard.text)
    if not _is_new(before):
        return Turn(rest or (say("utter_back_to_it"),), found.state)
    sorry = say(_sorry(before))
    state = found.state.but(danger_said=(*found.state.danger_said, SORRY))
    meant = _taken_up(heard)
    if meant is not None:
        return Turn((sorry, meant), state.but(pending=before.pending))
    if tells and rest:
        return Turn((sorry, *rest[:2]), state)
    if before.pending:
        return Turn((sorry,), state.but(pending=before.pending))
    return Turn((sorry, say("utter_back_to_it")), state)
