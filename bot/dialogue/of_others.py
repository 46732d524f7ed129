"""Keeps the facts of one person apart from those of another: where a daughter lives is not where the writer lives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from knowledge.places import Places, load_places
from safety.stated_age import stated_ages

SOMEBODY = (
    r"(?:hon|han|hen|de|dom|min(?:a)? (?:\w+ )?(?:dotter|son|barn|mamma|mor|pappa|far|bror|syster|syskon|vän"
    r"|väninna|kompis|man|fru|"
    r"sambo|ex\w*|kusin|moster|faster|vänner|kompisar|föräldrar|bästis)|dottern|sonen|barnen|mamma|pappa|morsan"
    r"|farsan|syrran|"
    r"brorsan|exet|barnbarnen|barnbarnet|föräldrarna|vännerna|kompisarna|kompisen|släkten|familjen|mormor|morfar"
    r"|farmor|farfar|"
    r"(?:en|ett|två|tre) (?:\w+ )?(?:dotter|son|bror|syster|vän|väninna|kompis|barn|söner|döttrar))"
)
LIVES = r"(?:bor|flytta\w*|finns|är|jobbar|pluggar|studerar|sitter|har flyttat|lever)"
THEIRS = re.compile(
    rf"\b{SOMEBODY}\b(?:(?!\b(?:jag|vi|själv)\b)[^.!?;]){{0,25}}?\b(?:som )?{LIVES}\b[^.!?;,]{{0,20}}?\b(?:i|på|till"
    rf"|utanför)\s+[A-ZÅÄÖa-zåäö]\w+[^.!?;,]{{0,12}}"
    rf"|\b(?:{SOMEBODY}|den|killen|tjejen|polaren) (?:som )?(?:jag|vi) (?!bor\b|flytta\w*)\w+[^.!?;,]{{0,30}}?"
    rf"\b{LIVES}\b[^.!?;,]{{0,20}}?\b(?:i|på|till|utanför)\s+[A-ZÅÄÖa-zåäö]\w+[^.!?;,]{{0,12}}"
    rf"|\b{SOMEBODY} (?:i|på) [A-ZÅÄÖa-zåäö]\w+|\b\w+ är (?:det )?(?:min )?(?:syrran|brorsan|mamma|pappa|sonen"
    rf"|dottern|syster|bror)\b",
    re.IGNORECASE,
)
THEIR_MOVE = re.compile(
    rf"\b(?:{SOMEBODY}|den|killen|tjejen|polaren|grannen)\b[^.!?;]{{0,40}}?\b(?:flytta\w*|drog till|stack till)",
    re.IGNORECASE,
)
NO_MOVE = re.compile(r"^\W*(?:\w+ )?flytta(?:de|t) (?:ju )?inte\b", re.IGNORECASE)
MY_MOVE = re.compile(
    r"\b(?:jag|vi) (?:\w+ ){0,2}?(?:flytta\w*|drog till|stack till)|\bflytta\w* (?:jag|vi)\b|\bmin flytt\b"
    r"|\bsedan flytten\b|^\W*(?:ny)?(?:in)?flyttad\b|^\W*flyttade(?! inte)",
    re.IGNORECASE,
)
MINE = re.compile(
    r"\b(?:jag|vi|själv)\b[^.!?;,]{0,12}\b(?:bor|sitter|är|finns|flytta\w*|håller till)\b[^.!?;,]{0,18}?\b(?:i|på"
    r"|till|utanför)\s+\w+[^.!?;,]{0,12}"
    r"|\bbor (?:själv|jag|vi) (?:i|på|utanför)\s+\w+",
    re.IGNORECASE,
)
NUMBER = (
    r"(?:\d{1,3}|\w*(?:ton|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)\w*"
    r"|tio|elva|tolv|nio|åtta|sju|sex|fem|fyra|tre|två)"
)
THEIR_AGE = re.compile(
    rf"\b{SOMEBODY}\b[^.!?;]{{0,20}}(?:\b(?:är|e|fyller|blir|på)\b|,|\b)\s*(?:nu |bara "
    rf"|ju )?{NUMBER}\b",
    re.IGNORECASE,
)
MY_AGE = re.compile(
    rf"\bjag (?:är|e|fyller|blir|har fyllt) (?:\w+ )?{NUMBER}\b|^\W*(?:e |är )?{NUMBER}\b"
    rf"|\bmig\b.{{0,10}}{NUMBER} år",
    re.IGNORECASE,
)


OF_THEM = re.compile(
    rf"\b({SOMEBODY}|dom|grannen|de|(?:min|vår) (?:\w+ )?(?:granne|kollega|svärmor|svåger))\b", re.IGNORECASE
)
OF_ME = re.compile(r"\b(jag|ja|mig|mej|vi|oss|själv|man)\b")
I_OR_WE = re.compile(r"\b(jag|ja|ag|mig|mej|vi|oss|själv)\b", re.IGNORECASE)
ANIMALS = re.compile(r"\b(?:hund|katt|kiss|valp|häst|kanin|undulat)\w*", re.IGNORECASE)
AIDS = re.compile(r"\b(r[ou]llator\w*|rullstol\w*|permobil\w*|käpp\w*|hörapparat\w*|döv|blind)\b")
CARED_FOR = re.compile(
    r"\b(mina|våra|mitt|vårt) (\w+ )?(barn|unge|ungar|tvillingar|bebis)\w*|\b(dottern|sonen|barnen)\b"
)
FEW = 8  # words
RELATIVE = re.compile(rf"\b{SOMEBODY} som (?:(?!\b(?:jag|mig|vi)\b)[^.!?;,\n])*", re.IGNORECASE)
OPENS = re.compile(
    rf"^\W*(?:(?:men|och|fast|för|så|att|eftersom|när) )*(?:{SOMEBODY}|dom|grannen|de|(?:min"
    rf"|vår) (?:\w+ )?(?:granne|kollega|svärmor|svåger))\b",
    re.IGNORECASE,
)
ABOUT_ME = re.compile(r"\b(?:jag|mig|mej|vi|oss)\b", re.IGNORECASE)
CLAUSE = re.compile(r"([.!?;,\n]+\s*|\s(?=(?:men|och|fast|för|så)\s))")
OF_A_THING = re.compile(
    r"^\W*(?:men |fast |och |ju )*(?!jag\b|vi\b|det\b|den\b|här\b|han\b|hon\b)\w+(?: \w+){0,2} (?:är|ligger"
    r"|finns) (?:ju |väl )?i \w+",
    re.IGNORECASE,
)  # "parkrun är i Stockholm" says where a suggestion is, and of nobody that they have moved
BURIES = re.compile(r"\bbegrav\w*|\bpräst", re.IGNORECASE)  # as a trade, which is no loss
LOST = re.compile(
    r"\b(?:dog|dött|är död|gick bort|gått bort|mist|miste|förlora\w+|änk\w+|sorg\w*|sörj\w*|avled|avlidit"
    r"|somnade in|saknar"
    r"|begravningen (?:av|efter|för|i|på|var)|begravde (?:jag|vi)|(?:jag|vi) begravde|har begravt|begravt min)\b"
)
ECHO = re.compile(r"\bvad ?då\b|\bvad menar\b|^\W*\w+\?\W*$", re.IGNORECASE)  # asks back what Lotsen said

TRAINS_SPEECH = re.compile(
    r"\bträna(?:r|de)?\b(?= (?:(?:på|att|mitt|min|lite|mer) )?"
    r"(?:prata\w*|tala|svenska\w*|språk\w*|engelska|läsa|skriva|ord\w*)\b)",
    re.IGNORECASE,
)  # is practised with the tongue, and not in a gym


def own_facts(heard: Understanding, state: State) -> Understanding:
    """The same message with the place and age of the person concerned, and without what was denied before."""
    if state.municipality and heard.place and is_of_a_thing(heard):
        heard = replace(heard, place=None, place_code=None, place_position=())
    known_before = state.for_other and state.municipality is not None
    heard = _own_place(heard, state.for_other, load_places(), known_before=known_before)
    heard = _own_body_and_likes(_own_age(heard, state.for_other), state.for_other)
    if heard.interests and ECHO.search(heard.text):
        heard = replace(heard, interests=())
    if TRAINS_SPEECH.search(heard.text):
        heard = replace(heard, interests=tuple(name for name in heard.interests if name != "träning"))
    if "bereavement" in heard.life_events and BURIES.search(heard.text) and not LOST.search(heard.text.lower()):
        heard = replace(heard, life_events=tuple(name for name in heard.life_events if name != "bereavement"))
    theirs = THEIR_MOVE.search(heard.text) or NO_MOVE.search(heard.text)
    if "move" in heard.life_events and theirs and not MY_MOVE.search(heard.text):
        heard = replace(heard, life_events=tuple(name for name in heard.life_events if name != "move"))
    if not state.denied:
        return heard
    return replace(
        heard,
        life_events=tuple(name for name in heard.life_events if name not in state.denied),
        barriers=tuple(name for name in heard.barriers if name not in state.denied),
    )


def is_of_a_thing(heard: Understanding) -> bool:
    """A short complaint about where something that was shown is."""
    return heard.words <= FEW and OF_A_THING.search(heard.text) is not None


def _own_place(heard: Understanding, for_other: bool, places: Places, *, known_before: bool) -> Understanding:
    """Without what is told of where somebody else lives; what is left is read again."""
    not_meant = MINE if for_other else THEIRS
    nothing = not (heard.place or heard.place_candidates or heard.place_unknown)
    meant = not_meant.search(heard.text) or (for_other and nothing and THEIRS.search(heard.text))
    if not meant or (nothing and not for_other):
        return heard
    rest = not_meant.sub(" . ", heard.text)
    found = places.resolve(I_OR_WE.sub(" ", rest) if for_other else rest)
    known = found.municipality
    if for_other and known is None and not known_before:
        return heard  # where the writer lives is the best guess for somebody near
    return replace(
        heard,
        place=known.name if known else None,
        place_code=known.code if known else None,
        place_position=(found.position or ()) if known else (),
        place_unknown=None,
        place_candidates=() if known else tuple((each.name, each.county) for each in found.candidates),
    )


def own_clauses(text: str) -> str:
    """The message without the clauses that say what somebody else does, has or will not."""
    parts = CLAUSE.split(RELATIVE.sub(" ", text))
    return "".join(part for part in parts if not OPENS.search(part) or ABOUT_ME.search(part))


def own_text(text: str, for_other: bool) -> str:
    """The message without the sentences that only tell of others, for what is read from its words about the body."""
    parts = re.split(r"(?<=[.!?\n])\s*", text)
    kept = (part for part in parts if for_other or not OF_THEM.search(part) or OF_ME.search(part.lower()))
    return " ".join(kept)


def _own_body_and_likes(heard: Understanding, for_other: bool) -> Understanding:
    """Without the walker of a neighbour and what grandchildren draw: told in a sentence with no "I" in it."""
    told = [part for part in re.split(r"[.!?\n]+", heard.text.lower()) if part.strip()]
    of_them = [part for part in told if OF_THEM.search(part) and not OF_ME.search(part)]
    if ANIMALS.search(heard.text) and not OF_ME.search(heard.text.lower()):
        heard = replace(
            heard, barriers=_without_illness(heard.barriers), life_events=_without_illness(heard.life_events)
        )
    if for_other or not of_them:
        return heard
    if any(AIDS.search(part) for part in of_them) and not any(
        AIDS.search(part) for part in told if part not in of_them
    ):
        heard = replace(
            heard,
            barriers=tuple(name for name in heard.barriers if name != "disability_access"),
            life_events=tuple(name for name in heard.life_events if name != "disability"),
        )
    if len(of_them) == len(told) and not CARED_FOR.search(heard.text.lower()):
        heard = replace(heard, barriers=tuple(name for name in heard.barriers if name == "caregiving"))
    all_theirs = heard.interests and not any(OF_ME.search(part) for part in told) and "?" not in heard.text
    return replace(heard, interests=()) if all_theirs else heard


def _without_illness(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name != "illness")


def _own_age(heard: Understanding, for_other: bool) -> Understanding:
    """The age of the person concerned; what the model took a message for does not decide whose it is."""
    theirs, mine = THEIR_AGE.search(heard.text), MY_AGE.search(heard.text)
    wrong = (mine and not theirs) if for_other else (theirs and not mine)
    if heard.age_group and wrong:
        return replace(heard, age_group=None, years=None)
    if heard.age_group or not for_other or not theirs:
        return heard
    found = next((age for age in stated_ages(heard.text, date.today()) if age.whose == "other" and age.group), None)
    return replace(heard, age_group=found.group, years=found.years) if found else heard
