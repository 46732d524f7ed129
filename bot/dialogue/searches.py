"""A first message that is a search and no talk: "shantykör i skurup", "kodklubb i skäggetorp? går i åttan"."""

from __future__ import annotations

import re

from bot.dialogue.buttons import is_button
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

FACTS = frozenset({"state_place", "state_interest", "state_age"})
EARLY = 1  # turns; a hello may come before it
LONGEST = 12  # words
LEAST = 0.05  # share that the wish must have beside the place
TELLS = re.compile(
    r"\b(jag|mig|mej|min|mitt|mina|vi|oss|man|bor|bodde|är|var|heter|har|hade|känner|kommer|flytta\w*|hej|nej|inte"
    r"|saknar|trivs|född|uppvuxen|ensam\w*)\b"
)  # somebody says how it is, or where
OF_A_PLACE = """i på vid nära kring runt utanför intill från till mellan och eller o typ ungefär trakten trakterna
närheten närhet området kommun kommunen stad staden stan byn by samhället län landet centrum
centralt norra södra östra västra nordväst sydost en ett den det där här delen del just alldeles lite strax
någonstans nånstans ute precis av mitt inne nere uppe år åring årig årskurs klass gammal ung man
kvinna kille tjej pensionär student förresten också ja jo hm öh eh tack"""
PLACE_WORDS = frozenset(OF_A_PLACE.split())
WORD = re.compile(r"[a-zåäöé-]{3,}")


def is_search(before: State, heard: Understanding) -> bool:
    """A thing and a place in a few words that tell of nobody, or what is liked and where, in a first message."""
    if before.turn > EARLY or before.pending or heard.language != "sv" or heard.primary or heard.danger.level != "none":
        return False
    if heard.intent not in FACTS or not (heard.place or heard.place_candidates) or is_button(heard.text):
        return False
    may_be = dict(heard.may_be).get("find_activity", 0.0) >= LEAST
    return bool(heard.interests) or (may_be and heard.words <= LONGEST and _names_a_thing(heard))


def _names_a_thing(heard: Understanding) -> bool:
    """A word is left when the place, ages and small words are taken away, and nobody is spoken of."""
    text = normalise(heard.text)
    if TELLS.search(text):
        return False
    named = {part for name in (heard.place, *_candidates(heard)) for part in WORD.findall((name or "").lower())}
    left = [word for word in WORD.findall(text) if word not in PLACE_WORDS and not _is_the_place(word, named)]
    return len(left) > (0 if heard.place and _stands(text, named) else 1)  # a district is one of the words itself


def _candidates(heard: Understanding) -> tuple[str, ...]:
    return tuple(name for name, _ in heard.place_candidates)


def _stands(text: str, named: set[str]) -> bool:
    return any(_is_the_place(word, named) for word in WORD.findall(text))


def _is_the_place(word: str, named: set[str]) -> bool:
    return any(word in (name, f"{name}s") for name in named)
