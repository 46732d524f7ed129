"""What a message looks like beside its words: how long, a question or not, about whom, with a place or an age in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import yaml

from knowledge.places import Places, load_places
from safety.stated_age import stated_ages

LENGTHS = (1, 2, 3, 5, 8, 13, 22, 40)  # upper limits in words
PAIRED = 14  # marks that are also combined two and two
OPENING = 3  # words that count as the opening of a message
LONGEST = 2000  # letters
DIGIT = re.compile(r"\d")
WORDS = Path(__file__).resolve().parent.parent / "lexicon_shape.yml"


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """Question words, kin, first person and denials by name."""
    return {name: frozenset(words) for name, words in yaml.safe_load(WORDS.read_text(encoding="utf-8")).items()}


def shapes_of(messages: Sequence[tuple[str, Sequence[str]]]) -> list[list[str]]:
    """What marks each of many messages, given as text and words."""
    places, today = load_places(), date.today()
    return [shape_of(text, tokens, places, today) for text, tokens in messages]


def shape_of(text: str, tokens: Sequence[str], places: Places, today: date) -> list[str]:
    """Names of what marks the message. Of a very long one the beginning is read."""
    text = text[:LONGEST]
    marks = [*_of_text(text, len(tokens)), *_of_places(text, len(tokens), places), *_of_ages(text, len(tokens), today)]
    return [*marks, *_of_words(tokens)]


def with_pairs(marks: Sequence[str]) -> list[str]:
    """The marks, the first of them also two and two."""
    return [*marks, *(f"{a}|{b}" for a, b in combinations(marks[:PAIRED], 2))]


def length_of(count: int) -> str:
    """The length of a message in words, in eight steps and what is longer."""
    return f"len{next((limit for limit in LENGTHS if count <= limit), 'more')}"


def _of_text(text: str, count: int) -> list[str]:
    length = length_of(count)
    marks = [length]
    if "?" in text:
        marks += ["question", f"question_{length}"]
    if text.rstrip().endswith("?"):
        marks.append("ends_asking")
    if "!" in text:
        marks.append("exclaims")
    return marks


def _of_places(text: str, count: int, places: Places) -> list[str]:
    found = places.find(text)
    if not found:
        return ["no_place"]
    covered = sum(len(mention.text) for mention in found) / max(1, len(text))
    marks = ["place", f"place_covers{min(3, int(covered * 4))}", f"place_{length_of(count)}"]
    return [*marks, "place_asked"] if "?" in text else marks


def _of_ages(text: str, count: int, today: date) -> list[str]:
    ages = stated_ages(text, today)
    marks = ["age", f"age_{length_of(count)}", f"age_of_{ages[0].whose}"] if ages else []
    return [*marks, "digit"] if DIGIT.search(text) else marks


def _of_words(tokens: Sequence[str]) -> list[str]:
    if not tokens:
        return []
    kin, first_person = _words()["kin"], _words()["first_person"]
    of_me, of_kin = bool(first_person & set(tokens)), bool(kin & set(tokens))
    marks = [f"first:{tokens[0]}", f"last:{tokens[-1]}", f"opens:{' '.join(tokens[:2])}"]
    marks.append("me" if of_me else "not_me")
    told = {
        "asks": tokens[0] in _words()["question_words"],
        "kin": of_kin,
        "kin_and_me": of_kin and of_me,
        "kin_only": of_kin and not of_me,
        "kin_opens": bool(kin & set(tokens[:OPENING])),
        "me_opens": tokens[0] in first_person,
        "denial_opens": bool(_words()["denials"] & set(tokens[:OPENING])),
    }
    return [*marks, *(name for name, holds in told.items() if holds)]
