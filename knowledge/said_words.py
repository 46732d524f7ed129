"""What somebody wishes in words of no vocabulary, and what holds those words. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from knowledge.candidate import Candidate
from knowledge.interest_match import NAMED, Match
from knowledge.interest_words import InterestWords, words_of

MOST_PHRASES, MOST_WORDS, SHORTEST = 3, 4, 3
SHORTEST_BEGINNING = 4  # "schack" also finds "schackets"; a shorter word must be the whole word
Named = Mapping[str, Match]  # by the id of what was found


def phrases(said: Iterable[str]) -> list[str]:
    """Those that are looked for, the last said first."""
    return list(dict.fromkeys(reversed([text.strip() for text in said if text.strip()])))[:MOST_PHRASES]


def forms(phrase: str, words: InterestWords) -> list[list[str]]:
    """For each word of the phrase the forms that will do: its beginning, and the first part of a compound."""
    longer = [word for word in words_of(phrase) if len(word) >= SHORTEST][:MOST_WORDS]
    return [[_open(word), *map(_open, words.parts(word))] for word in longer]


def holds(item: Candidate, wanted: list[list[str]]) -> bool:
    """Does what is said of it hold a form of every word? For the facts, which no database is asked for."""
    said = words_of(f"{item.name} {item.plain} {' '.join(item.interests)}")
    return bool(wanted) and all(any(_fits(word, form) for word in said for form in group) for group in wanted)


def matches(found: Iterable[tuple[str, Iterable[Candidate]]]) -> Named:
    """What was found for each phrase; for what several found, the phrase said last."""
    pairs: Iterator[tuple[str, Match]] = (
        (item.id, Match(phrase, NAMED, phrase)) for phrase, items in reversed(list(found)) for item in items
    )
    return dict(pairs)


def _open(word: str) -> str:
    return f"{word}*" if len(word) >= SHORTEST_BEGINNING else word


def _fits(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form
