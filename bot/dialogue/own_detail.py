"""One sentence with the writer's own detail: who has died and how long it was, since when, the thing that is named."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from bot.dialogue import detail_facts as facts
from bot.dialogue.own_words import may_be_said, own_person, own_words
from bot.dialogue.relations import cared_for
from bot.dialogue.told import since_in
from safety.normalise import normalise

FILE = Path(__file__).resolve().parent.parent / "own_detail.yml"
LONGEST = 1500  # letters of a message
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
WORD = re.compile(r"[\wåäö:-]+")
IMAGE = re.compile(
    r"\b(?:känn\w+|känns|är|var|blir|blev|blivit|bli|står|går|lever|sitter)\b(?: \w+){0,3}?"
    r" som ((?:en|ett) (?:\w+[ta] )?\w{3,})\b"
    r"(?= (?:som|i|på|utan|där|med|till|för|från|och|bland|mellan|hela|vid)\b|[.,!?]|$)"
)
STILL = re.compile(r"\bhar (?:\w+ )?(?:varit|levt|bott|hållit)\b|\bgifta? i\b|\bär gifta?\b")
OVER = re.compile(r"\bvar (?:vi )?gifta\b|\bex\w*\b|\bskil\w+|\bdog\b|\bdöd\b|\bänk\w+|\blämnade\b|\bstack\b")
ARTICLES = (("ret", "er"), ("len", "el"), ("en", ""), ("et", ""), ("n", ""), ("t", ""), ("na", ""), ("a", ""))
POSSESSED = frozenset(("min", "mitt", "mina"))
NOT_BEFORE = frozenset(("den", "det", "de", "hennes", "hans", "deras", "hela", "förra", "varje", "nästa"))
INSIDE = re.compile(r"(?<=[a-zåäö,] )([A-ZÅÄÖ][a-zåäöé]{2,})\b")
OF_SELF = re.compile(
    r"\b(?:som|är|blev|bli|blivit|vara) (?:en|ett) (?:\w+ )?\w+|\butan \w+"
    r"|\b(?:nybliven|ensamstående|blivande|ensam|trött|ung|bonus) ?(?:mamma|pappa|förälder)\b"
)
FEELS = re.compile(
    r"\b(?:ensam\w*|ingen|inga|aldrig|saknar|själv|tyst\w*|tomt?|ledsen|gråt\w*|känn\w+|känns|utanför|slut\w*|borta|kvar|bara|men|längre)\b"
)


def of_event(text: str, event: str, place: str | None = None) -> str | None:
    """The sentence with what is told of something that has happened ("bereavement", "move"); None when nothing is."""
    make = EVENTS.get(event)
    return make(text, place) if make and len(text) <= LONGEST and "[" not in text else None


def of_thing(text: str, *, lightly: bool = False) -> str | None:
    """The sentence that takes up the thing or the person that the message names, lightly where no grief is told."""
    if len(text) > LONGEST or "[" in text:
        return None
    things = _things(text)
    named = things[-1] if things else _whom(text)
    if lightly or named is None:
        return _say("light_thing", text, np=named) if named else None
    seen = [thing for thing in things if thing in _known_things() - _people()]
    if len(things) > 1 and seen == list(things):
        return _say("two_things", text, np=things[0], other=things[1])
    return _say("thing" if named in seen else "somebody", text, np=named)


def of_image(text: str) -> str | None:
    """What the writer likens it to: "som en möbel"."""
    plain = normalise(text)
    found = IMAGE.search(plain)
    return _say("image", text, image=found[1]) if found and may_be_said(found[1]) else None


def received(text: str, *, lightly: bool = False) -> str:
    """A sign that the telling was read, where nothing of it can be said back."""
    return _say("received_lightly" if lightly else "received", text)


def of_couple(text: str) -> str | None:
    """How long two people have had each other."""
    plain = normalise(text)
    years = facts.years_together(text) if STILL.search(plain) and not OVER.search(plain) else None
    return _say("together_years", text, years=years) if years else None


def of_time(text: str) -> str | None:
    """Since when it has been so, where the message says "sedan …"."""
    since = since_in(text)
    return _say("so_since", text, since=since) if since and since.startswith("sedan") else None


def of_years(text: str, place: str | None = None) -> str | None:
    """How many years somebody was in one place or trade."""
    found = facts.years_at(text)
    return _say("years_at", text, years=found[0], at=_placed(found[1], place)) if found else None


def own_clause(text: str, place: str | None = None) -> str | None:
    """The writer's own clause, turned to "du", with the names of places as they are written."""
    words = own_words(text)
    return _placed(words, place) if words else None


def _loss(text: str, place: str | None) -> str | None:
    dead, kin = facts.dead_one(text), facts.kin_of_dead(text)
    years = facts.years_together(text)
    if dead in facts.PETS or kin in facts.PETS:
        return _say("pet", text, dead=dead or kin)
    if dead is None:
        return _say("loss_only_years", text, years=years) if years else None
    if kin in facts.CHILDREN:
        return _say("loss_child", text, dead=dead)
    if years and (kin is None or kin in facts.PARTNERS):
        return _say("loss_years", text, dead=dead, years=years)
    when = facts.died_when(text)
    return _say("loss_when", text, dead=dead, when=when) if when else _say("loss", text, dead=dead)


def _parting(text: str, place: str | None) -> str | None:
    plain = normalise(text)
    when = facts.first(facts.PARTED_WHEN, plain)
    if when:
        return _say("parted_when", text, when=when)
    years = facts.years_together(text) or facts.first(facts.AFTER_YEARS, plain)
    return _say("parted_years", text, years=years) if years else None


def _move(text: str, place: str | None) -> str | None:
    to = facts.MOVED_TO.search(text)
    when = facts.first(facts.MOVED_WHEN, normalise(text))
    where = to[1] if to else None
    if where and when:
        return _say("moved_to_when", text, place=where, when=when)
    if where:
        return _say("moved_to", text, place=where)
    return _say("moved_when", text, when=when) if when else None


def _retirement(text: str, place: str | None) -> str | None:
    when = facts.first(facts.RETIRED_WHEN, normalise(text))
    return of_years(text, place) or (_say("retired_when", text, when=when) if when else None)


def _without_job(text: str, place: str | None) -> str | None:
    since = facts.first(facts.WITHOUT_JOB, normalise(text))
    return _say("without_job", text, since=since) if since else of_years(text, place)


def _illness(text: str, place: str | None) -> str | None:
    since = facts.first(facts.ON_LEAVE, normalise(text))
    return _say("on_leave", text, since=since) if since else None


def _birth(text: str, place: str | None) -> str | None:
    found = facts.child_age(text)
    return _say("child_age", text, child=found[0], age=found[1]) if found else None


def _caring(text: str, place: str | None) -> str | None:
    who = cared_for(text)
    return _say("cares_for", text, who=who) if who else None


EVENTS = {
    "bereavement": _loss,
    "pet_loss": _loss,
    "divorce": _parting,
    "move": _move,
    "retirement": _retirement,
    "unemployment": _without_job,
    "illness": _illness,
    "birth": _birth,
    "caregiving": _caring,
}


def _things(text: str) -> tuple[str, ...]:
    """At most two things that are named; first those of the sentence that carries the feeling, plain ones last."""
    told = [sentence for sentence in SENTENCE.findall(normalise(text)) if not sentence.endswith("?")]
    places = {word.lower() for word in INSIDE.findall(text)}
    for known in (_known_things(), _plain_things()):
        named = [(sentence, things) for sentence in told if (things := _things_in(sentence, known, places))]
        carries = [things for sentence, things in named if FEELS.search(sentence)]
        best = carries[-1] if carries else (named[-1][1] if named else ())
        if best:
            return best[:2] if len(best) == 2 else best[-1:]
    return ()


def _things_in(sentence: str, known: frozenset[str], places: set[str]) -> tuple[str, ...]:
    for phrase in _lists()["turns_of_phrase"]:
        sentence = re.sub(rf"\b{phrase}\b", " ", sentence)
    words = WORD.findall(sentence)
    pairs = zip(["", *words], words, strict=False)
    found = (_definite(before, word, known) for before, word in pairs if word not in places)
    return tuple(dict.fromkeys(_lists()["own_people"].get(thing, thing) for thing in found if thing))


def _definite(before: str, word: str, known: frozenset[str]) -> str | None:
    """The word with its article at the end: as it is written, or after "min"."""
    if word in known:
        return None if before in NOT_BEFORE else word
    own = _own_things().get(word) if before in POSSESSED else None
    return own if own in known else None


def _whom(text: str) -> str | None:
    """The one person who is named; nobody who is only likened to, and not the writer."""
    return own_person(OF_SELF.sub(" ", text))


def _placed(words: str, place: str | None) -> str:
    """The place with its capital."""
    return re.sub(rf"\b{re.escape(place.lower())}\b", place, words) if place else words


def _say(group: str, text: str, **values: Any) -> str:
    """One wording of a group; the telling decides which."""
    wordings = _lists()[group]
    wording: str = wordings[crc32(text.encode()) % len(wordings)]
    filled = {name: str(value) for name, value in values.items()}
    filled |= {name.capitalize(): value[:1].upper() + value[1:] for name, value in filled.items()}
    said = wording.format(**filled)
    return said[:1].upper() + said[1:]


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@cache
def _known_things() -> frozenset[str]:
    return frozenset(_lists()["things"].split())


@cache
def _plain_things() -> frozenset[str]:
    return frozenset(_lists()["plain_things"].split()) | frozenset(_lists()["own_people"])


@cache
def _people() -> frozenset[str]:
    return frozenset(_lists()["people"].split())


@cache
def _own_things() -> dict[str, str]:
    """Things without their article -> with it."""
    found: dict[str, str] = {}
    for thing in sorted(_known_things() | _plain_things()):
        for end, instead in ARTICLES:
            if thing.endswith(end) and len(thing) - len(end) >= 2:
                found.setdefault(thing.removesuffix(end) + instead, thing)
    return found
