"""The spelling lists, arranged for quick look-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.resources import list_yaml, load_yaml

_FOLDS = (str.maketrans({"å": "a", "ä": "a", "ö": "o"}), str.maketrans({"å": "aa", "ä": "ae", "ö": "oe"}))
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_SAFE_WITHOUT_RINGS = 7


@dataclass(frozen=True)
class Spelling:
    """What normalise needs to know about how people spell."""

    words: dict[str, str]
    joined: dict[str, str]
    joined_pattern: re.Pattern[str]
    vara_after: frozenset[str]
    var_after: frozenset[str]
    ja_before: frozenset[str]
    ja_after: frozenset[str]
    do_after: frozenset[str]
    river_after: frozenset[str]
    infinitives: frozenset[str]
    abbreviations: frozenset[str]
    signs: dict[str, str]
    lookalikes: dict[int, str]
    vocabulary: frozenset[str]
    by_length: dict[int, tuple[str, ...]]

    def join(self, text: str) -> str:
        """Writes expressions such as "i kväll" as one word."""
        return self.joined_pattern.sub(lambda match: self.joined[match.group()], text)


@lru_cache(maxsize=1)
def load_spelling() -> Spelling:
    """Reads spelling.yml and the word lists once."""
    raw: dict[str, Any] = load_yaml("spelling.yml")
    disguised = frozenset(word.strip() for word in raw["disguised"].split(",") if word.strip())
    joined = {key: value for key, value in raw["joined"].items() if key != value}
    return Spelling(
        words=_respelled_words(raw),
        joined=joined,
        joined_pattern=_any_of(joined),
        vara_after=frozenset(raw["va_is_vara_after"]),
        var_after=frozenset(raw["va_is_var_after"]),
        ja_before=frozenset(raw["ja_is_jag_before"]),
        ja_after=frozenset(raw["ja_is_jag_after"]),
        do_after=frozenset(raw["do_is_dö_after"]),
        river_after=frozenset(raw["å_is_river_after"]),
        infinitives=frozenset(word for word in _listed_words() if word.endswith("a") and len(word) >= _SHORTEST),
        abbreviations=frozenset(raw["abbreviations"]),
        signs={str(key): str(value) for key, value in raw["signs"].items()},
        lookalikes={ord(key): value for key, value in raw["lookalikes"].items()},
        vocabulary=disguised,
        by_length=_group_by_length(disguised),
    )


def _respelled_words(raw: dict[str, Any]) -> dict[str, str]:
    keep = frozenset(raw["keep_plain"])
    words = {plain: word for word in _listed_words() for plain in _without_rings(word) if plain not in keep}
    words.update(raw["plain"])
    words.update({key: value for key, value in raw["words"].items() if " " not in key and "*" not in key})
    return {key: _settle(value, words) for key, value in words.items() if key != value}


def _settle(value: str, words: dict[str, str]) -> str:
    return " ".join(words.get(part, part) for part in value.split())


def _without_rings(word: str) -> Iterator[str]:
    for fold in _FOLDS:
        plain = word.translate(fold)
        if plain != word and len(plain) >= _SAFE_WITHOUT_RINGS:
            yield plain


@lru_cache(maxsize=1)
def _listed_words() -> frozenset[str]:
    words: set[str] = set()
    for name in list_yaml("words"):
        for entries in load_yaml(name).values():
            words.update(word for word in _LETTERS.findall(re.sub(r"\w+\*", " ", entries)) if len(word) > 1)
    return frozenset(words)


def _any_of(entries: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(entries, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _group_by_length(words: frozenset[str]) -> dict[int, tuple[str, ...]]:
    grouped: dict[int, list[str]] = {}
    for word in sorted(words):
        grouped.setdefault(len(word), []).append(word)
    return {size: tuple(group) for size, group in grouped.items()}
