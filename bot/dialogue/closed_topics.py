"""What somebody does not want to go into is left alone for good: no question about it is put afterwards."""

from __future__ import annotations

import re

from bot.dialogue import cues
from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.own_words import own_person
from bot.dialogue.reflecting import reflect
from bot.dialogue.state import SET_ASIDE, State, together
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

ABOUT_IT = r"(?:det|den saken|det där|henne|honom|dem|detta)"
CLOSES = re.compile(
    r"\bmer än så (?:behöver|vill|orkar|tänker|ska) (?:vi|jag|man) inte\b"
    r"|\bmer än så (?:blir det inte|säger jag inte)\b"
    rf"|\b(?:vill|orkar|tänker|behöver) (?:jag |vi )?(?:helst )?inte"
    rf" (?:gå in|gräva|prata|tala|snacka) (?:mer |djupare )?(?:på|om|i) {ABOUT_IT}\b"
    rf"|\b{ABOUT_IT} (?:vill|tänker|orkar|behöver) (?:jag|vi) inte (?:prata|tala|gå in|snacka) (?:mer )?(?:om|på)\b"
    rf"|\b(?:vi|låt oss) (?:lämna|lämnar|släppa|släpper) {ABOUT_IT}\b|\bdet (?:lämnar|släpper) vi\b"
    rf"|\bnog (?:sagt )?om (?:{ABOUT_IT}|min \w+|mig)\b|\bsluta fråga (?:mig )?om\b|\bfråga inte (?:mer )?om\b"
)
QUESTIONS = ("what_brings", "what_happened", "since", "anyone_knows", "someone_to_call")  # that would open it again
CLOSED = "closed:"  # begins the mark of what was closed, with whom it was about
TELLS = 12  # words; a longer message tells something that is met first


def touches(state: State, heard: Understanding) -> bool:
    """Whether the message comes near what was closed: whom it was about, by name or by "hon"."""
    closed = [entry.removeprefix(CLOSED) for entry in state.told if entry.startswith(CLOSED)]
    text = normalise(heard.text)
    named = any(who and who.split()[-1].lower() in text for who in closed)
    return bool(closed) and (named or cues.THIRD.search(text) is not None)


def answer(state: State, heard: Understanding) -> Turn | None:
    """It is left alone; None when nobody closes anything, or somebody is in danger."""
    if heard.danger.level != "none" or state.danger_stage not in SET_ASIDE or "?" in heard.text:
        return None
    if not CLOSES.search(normalise(heard.text)):
        return None
    first = reflect(state, heard)[:1] if heard.words > TELLS and (heard.life_events or heard.primary) else ()
    who = own_person(heard.text) or state.who or ""
    left = state.but(
        pending=None,
        named=True,
        told=together(state.told, (*QUESTIONS, f"{CLOSED}{who}")),
    )
    moves: tuple[Move, ...] = (*first, say("utter_topic_closed"))
    return Turn(moves, left)
