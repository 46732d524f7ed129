"""One short sorry for what Lotsen got wrong: it names the mistake, keeps what was learnt, and goes on."""

from __future__ import annotations

import re

from bot.dialogue import said_before
from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.own_words import own_words
from bot.dialogue.state import SET_ASIDE, State, together
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LATELY = 6  # responses back in which steps were still what we had just said
BLAMES = re.compile(
    r"\b(va|vad) (i \w+ |fan )?(är|e) (det |de )?(för )?fel (på|med) (dig|dej|er)\b|\b(är|e) du (dum|blind|seg"
    r"|trög|korkad)\b"
    r"|\bläser du (ens|vad|inte|över)\b|\bdu (läser|lyssnar|fattar|hör|förstår) (ju |verkligen |visst )*(inte|fel"
    r"|ingenting|inget)\b"
    r"|\bvad (fan )?(svamlar|yrar|snackar|babblar) du\b|\bdet (där )?(blev|är|var) (ju )?(helt|alldeles"
    r"|totalt) (fel|galet)\b"
)
ECHO = re.compile(
    r"^\W*(?!(kostar?|vad|va|vadå|var|vart|när|hur|är|e|kan|får|finns|ve[mn]|varför|jaha|ok|okej|ja|jo|nej|nä"
    r"|måste|behöver|ska)\b)"
    r"([\wåäöé-]+ ?){1,3}\?{2,}"
)  # "Körsång?? …", what was shown said back in wonder


def turn(before: State, state: State, heard: Understanding) -> Turn | None:
    """None when nothing was blamed, or danger stands: what was read as danger is taken back elsewhere."""
    plain = normalise(heard.text)
    steps = bool(state.last_shown) and any(key.startswith("utter_after_steps") for key in state.said[-LATELY:])
    if state.turn <= 1 or state.danger_stage not in SET_ASIDE or heard.language != "sv":
        return None
    if not steps and said_before.answer(state, heard) is not None:
        return None
    if not BLAMES.search(plain) and not (steps and ECHO.search(heard.text)):
        return None
    first = "utter_sorry_steps" if steps else "utter_sorry_answer"
    rest = _learnt(state, heard)
    if steps:
        rejected = together(state.rejected, state.last_shown)
        state = state.but(rejected=rejected, last_shown=(), wants="talk", interests=_kept(state, heard))
    return Turn((say(first), *(rest or (say("utter_sorry_go_on"),))), state.but(pending=None))


def _learnt(state: State, heard: Understanding) -> tuple[Move, ...]:
    """The age or the words that came with it."""
    if heard.years is not None and not state.for_other:
        return (say("utter_sorry_learnt_age", years=str(heard.years)),)
    words = own_words(" ".join(part for part in re.findall(r"[^.!?]+[.!?]*", heard.text) if "?" not in part))
    return (say("utter_reflect_own_words", words=words),) if words else ()


def _kept(state: State, heard: Understanding) -> tuple[str, ...]:
    """An interest that was named in wonder is none."""
    return tuple(name for name in state.interests if name not in heard.interests)
