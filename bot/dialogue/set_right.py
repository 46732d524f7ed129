"""A fact that was read wrongly is taken back when somebody says so, for good, and what was wrong is named."""

from __future__ import annotations

import re

from bot.dialogue.moves import Move, Turn, say
from bot.dialogue.own_words import own_words
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

FACTS = ("life_events", "barriers", "access", "losses", "diagnoses")
# name of the mistake -> (how it is denied, what is dropped)
MISTAKES: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "bereavement": (
        re.compile(
            r"\b(?:min|mitt) \w+ (?:lever|är inte död)\b|\b(?:han|hon) (?:lever|är inte död)\b"
            r"|\bingen (?:har dött|är död|dog)\b"
            r"|\binte (?:änka|änkling|i sorg|sörjer|mist|förlorat)\b|\bmist någon\. det har jag inte"
            r"|\bsörjer (?:inte|ingen)\b"
        ),
        ("bereavement", "partner", "parent", "child", "friend", "sibling"),
    ),
    "divorce": (
        re.compile(
            r"\b(?:är|har) inte (?:skild|skilt|skilda|separerad\w*|frånskild)\b|\bfortfarande (?:gift\w*"
            r"|tillsammans|ihop)\b|\baldrig varit gift"
        ),
        ("divorce",),
    ),
    "caregiving": (
        re.compile(
            r"\btar inte hand om\b|\bvårdar (?:inte|ingen)\b|\binte (?:en )?anhörig|\bsluta med anhörig"
            r"|\bhjälper ingen hemma\b"
        ),
        ("caregiving",),
    ),
    "disability": (
        re.compile(
            r"\b(?:vilka|inga|inget om|varför) trappor|\binget rörelsehinder|\binte (?:handikapp|rörelsehindrad"
            r"|funktionshindrad|rullstol)"
            r"|\bbehöver (?:inte|ingen) ledsag|\bkan gå (?:själv|som vanligt|i trappor)"
        ),
        ("disability", "disability_access", "wheelchair"),
    ),
    "illness": (
        re.compile(r"(?<!att )\bjag är (?:ju |faktiskt )?(?:inte sjuk|fullt frisk|helt frisk)\b"),
        ("illness", "mental_illness"),
    ),
    "language": (
        re.compile(
            r"\bjag (?:talar|pratar|kan) (?:ju |faktiskt )?svenska\b(?! (?:dålig|lite|inte))"
            r"|\bjag är (?:ju )?(?:svensk|född i sverige)\b|\bsvenska är mitt modersmål"
        ),
        ("language", "migration"),
    ),
    "unemployment": (
        re.compile(r"(?<!att )\bjag är (?:ju )?inte arbetslös|\bjag har (?:ju )?(?:ett )?jobb\b"),
        ("unemployment",),
    ),
    "move": (
        re.compile(
            r"(?<!att )\b(?:jag )?(?:flyttade|har flyttat|flyttat) (?:ju |faktiskt )?inte\b"
            r"|\bjag har (?:ju |faktiskt )?(?:inte|aldrig) flyttat\b|\b(?:det )?(?:va|var|är) inte jag som flytta"
        ),
        ("move",),
    ),
    "retirement": (re.compile(r"\bjag är (?:ju )?inte pensionär"), ("retirement",)),
    "anxiety": (
        re.compile(r"\b(?:har|är) (?:ju )?inte (?:ångest|blyg|social fobi)|\binte rädd för (?:folk|människor)"),
        ("anxiety",),
    ),
    "alone": (
        re.compile(
            r"\bjag är (?:ju |faktiskt )?inte ensam\b|\bkänner mig inte ensam\b"
            r"|\binte (?:alls )?ensam av mig"
        ),
        (),
    ),
    "other": (
        re.compile(
            r"(?<!om )\bdet är jag(?= ?[.!,]|$| som (?:är|mår|känner|behöver|skriver|frågar|blev|sitter|har)\b)"
            r"|\bfrågar inte (?:åt|för) (?:någon annan|henne|honom)"
            r"|\bjag (?:pratar|talar|skriver) om mig själv|\b(?:det|detta) (?:gäller|handlar om|är för) mig\b"
            r"|\b(?:är|var) (?:det )?mig det (?:gäller|handlar om|gällde)|\b(?:inte|aldrig) för (?:någon|nån) annan\b"
            r"|\bfrågar (?:för|åt) mig\b|\bför min egen (?:skull|del)\b|\binte (?:för|åt) (?:henne|honom)\b"
            r"|\bvilken annan\b|\bvem då\b.{0,20}\btänker på\b"
        ),
        (),
    ),
}
READ_WRONG = "named_wrong"


def mistake_in(state: State, heard: Understanding) -> str | None:
    """The wrong fact that the message denies, if Lotsen has it or has said it."""
    plain = normalise(heard.text)
    return next((name for name, (sign, _) in MISTAKES.items() if sign.search(plain) and _thought(state, name)), None)


def _thought(state: State, name: str) -> bool:
    """Whether Lotsen went by it: it is known, or was just said."""
    if name == "other":
        return state.for_other
    if name == "alone":
        return bool(state.loneliness_types or state.named or state.turn > 1)
    dropped = set(MISTAKES[name][1])
    known = dropped & {*state.denied, *(value for field in FACTS for value in getattr(state, field))}
    said = any(name in key or (name == "bereavement" and "grief" in key) for key in state.said[-6:])
    return bool(known or said)


def without_mistake(state: State, heard: Understanding) -> State:
    """The state without what was denied, and with a mark so that it does not come back by guessing."""
    name = mistake_in(state, heard)
    if name is None:
        return state
    state = state.but(wrong=name)
    if name == "other":
        return state.but(for_other=False, denied=together(state.denied, ("for_other",)))
    if name == "alone":
        blank = {"loneliness_types": (), "loneliness_scores": (0.0, 0.0, 0.0), "named": True}
        return state.but(asked=together(state.asked, (READ_WRONG,)), **blank)
    dropped = MISTAKES[name][1]
    kept = {field: tuple(v for v in getattr(state, field) if v not in dropped) for field in FACTS}
    return state.but(denied=together(state.denied, dropped), **kept)


def answer(state: State, heard: Understanding) -> Turn | None:
    """One plain apology that names what was wrong, and the rest of what was said."""
    if state.wrong is None:
        return None
    moves: tuple[Move, ...] = (say(f"utter_sorry_{state.wrong}"),)
    words = own_words(heard.text)
    if words:
        moves = (*moves, say("utter_reflect_own_words", words=words))
    return Turn(moves, state.but(pending=None))
