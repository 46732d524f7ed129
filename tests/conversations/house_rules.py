"""What every turn of every conversation must hold, whatever was said: conversation.md §5 and §6."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.content.reading_ease import words
from tests.conversations.checks import Heard, passes

MOST_BUBBLES = 3
MOST_WORDS = 40  # in a bubble
HIGHEST_LIX = 40
LONGEST_WORD = 14  # letters, in a turn too short for LIX
MOST_ALIKE = 2  # times that one bubble may come in a conversation
NAMES = re.compile(r"Säg hej!")  # what something is called may hold an exclamation mark
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
    if "!" in NAMES.sub("", heard.prose):
        yield "utropstecken"
    if EMOJI.search(heard.prose):
        yield "emoji"
    if passes("banned_words", True, Heard([{"text": heard.prose}])):
        yield "förbjuden fras"
    if in_swedish:
        yield from _hard_to_read(heard)


def _hard_to_read(heard: Heard) -> Iterator[str]:
    if heard.lix is not None and heard.lix > HIGHEST_LIX:
        yield f"LIX {heard.lix:.0f}"
    if heard.lix is None:
        own = set(words(heard.user.lower()))  # the visitor's own word is no hard word
        for word in words(heard.prose):
            if len(word) > LONGEST_WORD and word[0].islower() and word not in own:
                yield f"svårt ord: {word}"
