"""Where nothing can be said back: a small open question that fits what is told, then or now."""

from __future__ import annotations

import re

from bot.dialogue.closed_topics import touches
from bot.dialogue.moves import Kind, Move, say
from bot.dialogue.reflecting import ASKS_OF_PERSON, OF_LONELINESS
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.told import is_protest, since_in
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

FILLER = "utter_reflect_general"
THEN, NOW = "utter_ask_how_then", "utter_ask_how_now"
ASKING = ("utter_ask_", "utter_continue_", "utter_name_", "utter_offer")  # begin what ends in a question
LATELY = 2  # responses back in which two questions are enough
ENOUGH = 2
FEWEST = 5  # words; a shorter message is no telling
SHORT = 6  # words of an answer that is only a time
NO_STORY = re.compile(
    r"\bvet inte\b.{0,12}\b(?:vad|om|hur|mer)\b|\b(?:inget|inte) mer att (?:säga|berätta)\b"
    r"|^\W*(?:hon|han)\b(?!.*\b(?:jag|mig|mej|min|mitt|mina|vi|oss)\b)"
)  # nothing more is told, or it is somebody else's
SENTENCE = re.compile(r"[^.!?\n]+")
PAST = re.compile(
    r"\b(?:blev|var|gick|satt|stod|såg|fick|kom|hade|tog|åkte|låg|gjorde|sa|skrev|åt|log|grät|sjöng|bjöd|sov|drog|gav|bar|föll"
    r"|\w{3,}(?:ade|dde|kte|rde|ste|lde|nde|mde|tte|pte))\b"
    r"|\b(?:i ?går|nyss|i morse|häromdagen|i (?:mån|tis|ons|tors|fre|lör|sön)dags|förra (?:veckan|året))\b"
)
IN_FORCE = re.compile(r"\b(?:är|har|nu|fortfarande|varje|alltid|brukar|ibland|aldrig)\b")
NO_VERB = re.compile(r"\b(?:borde|skulle|ville|kunde|måste|nästa|minste|bäste|inte)\b")


def invited(moves: tuple[Move, ...], state: State, heard: Understanding) -> tuple[Move, ...]:
    """The turn with a question about what is told in place of a bare sign; one question in it, not two."""
    if touches(state, heard):
        told = tuple(move for move in moves if not move.key.startswith((*ASKING, FILLER)))
        return told or (say("utter_closed_received"),)
    if [move.key for move in moves] == [FILLER] and _may_ask(state, heard):
        return (say(THEN if _is_past(heard.text) else NOW),)
    asks_too = any(move.kind is not Kind.SAY or move.key.startswith(ASKING) for move in moves[1:])
    return moves[1:] if moves and moves[0].key == ASKS_OF_PERSON and asks_too else moves


def waits(reflected: bool, state: State, heard: Understanding) -> bool:
    """A story of which nothing could be said back is asked about before a guess or an offer, once in a while."""
    asked_before = any(key in (THEN, NOW, ASKS_OF_PERSON) for key in state.said[-4:])
    first = state.turn <= 1 or heard.has_facts or bool(state.wants) or heard.intent != "tell_feeling"
    plain_story = not first and not OF_LONELINESS.search(heard.text.lower())
    return not reflected and plain_story and not asked_before and not touches(state, heard) and _may_ask(state, heard)


def _may_ask(state: State, heard: Understanding) -> bool:
    """Somebody tells something at some length, is in no danger, and was not asked in each of the last turns."""
    calm = heard.danger.level == "none" and state.danger_stage in SET_ASIDE and not state.for_other
    put = sum(key.startswith(ASKING) and not key.endswith("_gently") for key in state.said[-LATELY:])
    tells = heard.words >= FEWEST and "?" not in heard.text and not is_protest(heard.text)
    only_a_time = heard.words <= SHORT and since_in(heard.text, asked=True) is not None
    tells = tells and not only_a_time and not NO_STORY.search(heard.text.lower())
    return calm and tells and put < ENOUGH


def _is_past(text: str) -> bool:
    """Whether the last sentence tells of something that has happened."""
    last = (SENTENCE.findall(normalise(text)) or [""])[-1]
    return PAST.search(NO_VERB.sub(" ", last)) is not None and not IN_FORCE.search(last)
