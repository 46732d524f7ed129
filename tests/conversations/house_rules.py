"""What every turn of every conversation must hold, whatever was said: conversation.md §5 and §6."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from knowledge.facts_loader import load_facts
from tests.content.house import wordings
from tests.content.reading_ease import words
from tests.conversations.checks import Heard, passes

MOST_BUBBLES = 3
MOST_WORDS = 40  # in a bubble
HIGHEST_LIX = 40
LONGEST_WORD = 14  # letters, in a turn too short for LIX
MOST_ALIKE = 2  # times that one bubble may come in a conversation
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def broken(heard: Heard, counted: Counter[str], *, in_swedish: bool = True) -> Iterator[str]:
    """The rules that this turn breaks; `counted` tells how often each bubble was said before."""
    bubbles = heard.bubbles
    if not heard.text.strip():
        yield "tom tur"
    if len(bubbles) > MOST_BUBBLES:
        yield f"{len(bubbles)} bubblor"
    if not passes("max_words", MOST_WORDS, heard):
        yield f"en bubbla över {MOST_WORDS} ord"
    for bubble in set(bubbles):
        if counted[bubble] + bubbles.count(bubble) > MOST_ALIKE:
            yield f"samma bubbla för tredje gången: {bubble[:60]}"
    own = _without(heard.prose, (*names(), *heard.user.split()))
    if "!" in own:
        yield "utropstecken"
    if EMOJI.search(own):
        yield "emoji"
    if passes("banned_words", True, Heard([{"text": heard.prose}])):
        yield "förbjuden fras"
    if in_swedish:
        yield from _hard_to_read(heard, own)


@cache
def names() -> tuple[str, ...]:
    """What activities and lines are called; a name may be long, or hold an exclamation mark."""
    facts = load_facts()
    called = [entry.name for entry in (*facts.programmes.values(), *facts.lines.values())]
    called += [line.shown.name for line in facts.lines.values() if line.shown]
    return tuple(sorted(set(called), key=len, reverse=True))


@cache
def corrections() -> frozenset[str]:
    """What Lotsen says when it is corrected."""
    return frozenset(wording.text for wording in wordings() if wording.key == "utter_ack_correction")


def corrects_itself(heard: Heard) -> bool:
    """True when the reply takes the message for a correction."""
    return not corrections().isdisjoint(heard.bubbles)


def _without(text: str, names: Iterable[str]) -> str:
    """The text without names, and without what the visitor wrote."""
    for name in names:
        if len(name) > 2 or not name.isalnum():
            text = text.replace(name, "")
    return text


def _hard_to_read(heard: Heard, own: str) -> Iterator[str]:
    if heard.lix is not None and heard.lix > HIGHEST_LIX:
        yield f"LIX {heard.lix:.0f}"
    if heard.lix is None:
        for word in words(own):
            if len(word) > LONGEST_WORD and word[0].islower():
                yield f"svårt ord: {word}"
