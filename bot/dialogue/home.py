"""Where somebody lives, apart from where a customer, a journey or the work is; what is said of it last wins."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.asking import asks
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from knowledge.places import Places

SHORT = 4  # words; so short a message is about the place
SURE = 0.8
BESIDE = (
    r"(?:(?:ju|nu|kvar|själv|ensam|här|fortfarande|i|på|utanför|nära|vid|inne|uppe|nere|ute|strax|en bit"
    r"|sen länge)\s+)*"
)
LIVES = re.compile(
    rf"(?:\b(?:jag|vi|ja)|^|[.,!?(]|\b(?:men|och|å|själv)) ?\s*bor {BESIDE}(?P<after>\w+(?: \w+)?)"
    rf"|\bbor (?:jag|vi) {BESIDE}(?P<asked>\w+(?: \w+)?)"
    r"|\bhär i (?P<here>(?!helgen|natten|kväll|huset|stan|byn|lägenheten|landet|sverige|chatten)\w+(?: \w+)?)",
    re.IGNORECASE,
)
ON_THE_WAY = re.compile(
    r"\b(?:kund\w*|kör(?:a|de|t|ning\w*)?|skjutsa\w*|hämta\w*|lämna\w*|åk(?:a|er|te|t)|re(?:sa|ser|ste|st)|tåg\w*|buss\w*"
    r"|flyg\w*|flög|semester\w*|match\w*|konsert\w*|begravning\w*|besök\w*|hälsa\w* på|var en gång|natt?skift"
    r"|på väg|vägen)\b[^.!?;]{0,30}?\b(?:(?:i|på|till|från|mot|via|hem)\s+)?"
    r"(?:(?!bor\b)[A-ZÅÄÖa-zåäö]+)(?=[^\w]|$)[^.!?;,]*",
    re.IGNORECASE,
)
WORKS = re.compile(r"\b(?:jobb\w*|arbeta\w*|pendla\w*|kontor\w*)\b[^.!?;,]*", re.IGNORECASE)
TAKEN_BACK = re.compile(r"\b(?:nej|nä|fel|menar|menade|förlåt|rättare sagt)\b", re.IGNORECASE)
MEANS = re.compile(
    r"\b(?:flytta\w*|menar|menade|fel|inte i|jag är i|är nu i|sitter i|hemma i|bor|kommun|letar? i|gäller)\b",
    re.IGNORECASE,
)


def with_home(heard: Understanding, before: State, places: Places) -> Understanding:
    """The same message with the place where the writer lives, or without one."""
    if before.for_other or not (heard.place or heard.place_unknown) or before.pending in ("place", "which_place"):
        return heard
    lives = _lives(heard, places)
    if lives is not None:
        return lives
    if not heard.place or asks(heard.text) or heard.place_code == before.municipality:
        return heard
    if _only_passed(heard, before, places) or (before.municipality and not _is_about_home(heard)):
        return replace(heard, place=None, place_code=None, place_position=())
    return heard


def _lives(heard: Understanding, places: Places) -> Understanding | None:
    """With the place of the clause that says where one lives, when it names one."""
    for said in reversed(list(LIVES.finditer(heard.text))):
        if heard.place and TAKEN_BACK.search(heard.text[said.end() :]):
            return heard
        words = next(name for name in said.groups() if name)
        for name in (words, words.split()[0]):
            found = places.resolve(name, expecting=True)
            if found.municipality is not None:
                return _at(heard, found.municipality.name, found.municipality.code, found.position)
    return None


def _at(heard: Understanding, name: str, code: str, position: tuple[float, float] | None) -> Understanding:
    if code == heard.place_code:
        return heard
    return replace(heard, place=name, place_code=code, place_position=position or (), place_unknown=None)


def _only_passed(heard: Understanding, before: State, places: Places) -> bool:
    """Named as the goal of a way, or as where one works when the home is known, and nowhere else."""
    rest = ON_THE_WAY.sub(" . ", heard.text)
    rest = WORKS.sub(" . ", rest) if before.municipality else rest
    found = places.resolve(rest).municipality
    return rest != heard.text and (found is None or found.code != heard.place_code)


def _is_about_home(heard: Understanding) -> bool:
    sure = heard.intent == "state_place" and heard.confidence >= SURE
    return sure or heard.words <= SHORT or MEANS.search(heard.text) is not None
