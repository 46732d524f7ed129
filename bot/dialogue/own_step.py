"""A small step of one's own that somebody tells of is met as a step: said back, and answered with no lines."""

from __future__ import annotations

import re

from bot.dialogue.moves import Turn, say
from bot.dialogue.own_words import own_words
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LONGEST = 32  # words
DOES = (
    r"(ringer|ringa|skriver|skriva|mejlar|messar|smsar|hör av mig|höra av mig|bjuder|bjuda|frågar|fråga|hälsar på"
    r"|hälsa på|knackar på|knacka på|ringer på|följer med|följa med|anmäler mig|anmäla mig|provar|prova|testar|testa"
    r"|går upp|gå upp|går ut|gå ut|går dit|gå dit|går förbi|gå förbi|tar en promenad|ta en promenad|berättar|berätta)"
)
WHEN = (
    r"(i ?morgon|ikväll|i kväll|på (måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)|i helgen"
    r"|nästa (vecka|gång)|sen|sedan|snart|direkt|nu|idag|i dag|i veckan|i eftermiddag|efter (jobbet|maten|lunch))"
)
STEP = re.compile(
    r"\bjag (tror (att )?jag |tänker |ska |kanske |får nog |provar att |testar att |nog )*"
    rf"{DOES}\b[^.!?]{{0,60}}?\b{WHEN}\b"
    rf"|\b{WHEN} (ska |tänker |tror )?(jag )?(ska |tänker )?(jag )?(nog )?{DOES}\b"
    rf"|\b{WHEN} (går|ringer|skriver|frågar|bjuder|provar|testar) jag\b"
    rf"|\bjag (tror|tänker|provar att|testar att) (att )?(jag )?{DOES}\b"
)
NO_STEP = re.compile(
    r"\b(inte|aldrig|ingen|inget|borde|skulle|måste|vågar|törs|varje|brukar|alltid|sluta|sist|hoppa|bron|dö|leva|livet"
    r"|ska jag|kan jag|får jag|vad|hur|när|vem|vart|om jag|112|polisen|akuten|90 ?101)\b"
)
SILLY = re.compile(
    r"\b(dumt|fånigt|löjligt|konstigt|för lite|pinsamt)\b[^.!]{0,12}\?|\b(är|e) det\b[^.!]{0,25}\b(dumt|fånigt)\b"
)


def answer(state: State, heard: Understanding) -> Turn | None:
    """The step is affirmed; None when none is told of, or something else is asked."""
    text = normalise(heard.text)
    if heard.danger.level != "none" or heard.language != "sv" or heard.words > LONGEST or heard.intent == "goodbye":
        return None
    if not STEP.search(text) or NO_STEP.search(SILLY.sub(" ", text)):
        return None
    if SILLY.search(text):
        return Turn((say("utter_own_step_not_silly"),), state.but(pending=None))
    if "?" in heard.text:
        return None
    words = own_words(heard.text)
    said = say("utter_own_step_words", words=words) if words else say("utter_own_step")
    return Turn((said,), state.but(pending=None))
