"""The spelling lists, arranged for quick look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.neighbours import Rule, compile_rules, must_change
from safety.resources import list_yaml, load_yaml
from safety.rings import Rings, by_first_letters, has_rings, plain_forms, without_rings
from safety.slips import glued_words, slips_of

_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_SAFE_WITHOUT_RINGS = 7
_SAFE_CHAT = 6


@dataclass(frozen=True)
class Spelling:
    """What normalise needs to know about how people spell."""

    words: dict[str, str]
    plain: frozenset[str]
    beside: dict[str, tuple[Rule, ...]]
    rings: Rings
    known: frozenset[str]
    joined: dict[str, str]
    joined_pattern: re.Pattern[str]
    abbreviations: frozenset[str]
    signs: dict[str, str]
    lookalikes: dict[int, str]
    by_length: dict[int, tuple[str, ...]]

    def join(self, text: str) -> str:
        """Writes expressions such as "i kväll" as one word."""
        return self.joined_pattern.sub(lambda match: self.joined[match.group()], text)

    def lacks_rings(self, text: str, words: Iterable[str]) -> bool:
        """Whether the writer has no å, ä and ö: none in the message, and some word that must have one."""
        return not has_rings(text) and any(self._must_have_rings(word) for word in words)

    def _must_have_rings(self, word: str) -> bool:
        if rules := self.beside.get(word):
            return has_rings(sure := must_change(rules)) and without_rings(sure) == word
        if word in self.words:
            return word in self.plain
        return len(word) >= _SHORTEST and self.restore(word) != word

    def restore(self, word: str) -> str:
        """A word that stands in no list, with å, ä and ö put back by its parts."""
        if word in self.known:
            return word
        if not has_rings(word):
            return self.rings.restore(word)
        ringed = self.words.get(without_rings(word), word)
        return ringed if _has_the_rings_of(word, ringed) else word


@lru_cache(maxsize=1)
def load_spelling() -> Spelling:
    """Reads spelling.yml, spelling/ and the word lists once."""
    raw: dict[str, Any] = load_yaml("spelling.yml")
    ringed, common, disguise = (load_yaml(f"spelling/{name}.yml") for name in ("ringed", "common", "disguise"))
    known = _known_words(raw, ringed, common)
    words = _words(raw, ringed, common, known)
    disguised = _split(disguise["disguised"])
    joined = {key: value for key, value in raw["joined"].items() if key != value}
    return Spelling(
        words=words,
        plain=frozenset(_plain_keys(words)),
        beside=compile_rules(raw["beside"], _groups(raw["groups"], words)),
        rings=_rings(ringed),
        known=known | frozenset(disguised),
        joined=joined,
        joined_pattern=_any_of(joined),
        abbreviations=frozenset(raw["abbreviations"]),
        signs={str(key): str(value) for key, value in disguise["signs"].items()},
        lookalikes={ord(key): value for key, value in disguise["lookalikes"].items()},
        by_length=_group_by_length(frozenset(disguised)),
    )


def _known_words(raw: dict[str, Any], ringed: dict[str, Any], common: dict[str, Any]) -> frozenset[str]:
    chat = [word for value in raw["words"].values() for word in value.split()]
    lists = (common["known"], common["slips_of"], common["own_words"], ringed["words"])
    listed = (word for words in lists for word in _split(words))
    return frozenset([*listed, *chat, *raw["words"], *raw["beside"], *_listed_words()])


def _words(
    raw: dict[str, Any], ringed: dict[str, Any], common: dict[str, Any], known: frozenset[str]
) -> dict[str, str]:
    """Every word that is read as another whatever stands beside it; later lists count more."""
    keep = frozenset([*_split(ringed["keep"]), *_split(common["known"]), *_plain(ringed["ringless"]), *raw["beside"]])
    listed = (word for word in sorted(_listed_words()) if len(word) >= _SAFE_WITHOUT_RINGS)
    words = slips_of(_split(common["slips_of"]), known | keep)
    own = frozenset(_split(common["own_words"]))
    for glued, apart in glued_words(raw["glued"]).items():
        words.update({form: apart for form in (glued, *plain_forms(glued)) if form not in own})
    words.update(raw["glued"]["whole"])
    words.update(_by_plain_form(listed, keep | known))
    words.update(_by_plain_form(_split(ringed["words"]), keep))
    words.update(
        _by_plain_form(filter(has_rings, (key for key in raw["words"] if len(key) >= _SAFE_CHAT)), keep | known)
    )
    words.update(raw["words"])
    return {key: _settle(value, words) for key, value in words.items() if key != value and key not in raw["beside"]}


def _by_plain_form(ringed: Iterable[str], keep: frozenset[str]) -> dict[str, str]:
    return {plain: word for word in ringed for plain in plain_forms(word) if plain != word and plain not in keep}


def _plain(words: str) -> Iterator[str]:
    return (without_rings(word) for word in _split(words))


def _plain_keys(words: dict[str, str]) -> Iterator[str]:
    """The words that are only written so by who has no å, ä and ö: "sjalv", "nanstans"."""
    for word, reading in words.items():
        if has_rings(word) and " " not in reading:
            yield from plain_forms(word)
    for plain, word in words.items():
        if without_rings(word) == plain:
            yield plain


def _settle(value: str, words: dict[str, str]) -> str:
    return " ".join(words.get(part, part) for part in value.split())


def _rings(ringed: dict[str, Any]) -> Rings:
    return Rings(
        stems={without_rings(stem): stem for stem in _split(ringed["stems"])},
        inside=by_first_letters(_split(ringed["inside"])),
        ringless={without_rings(word): word for word in reversed(_split(ringed["ringless"]))},
        keep=frozenset(_split(ringed["keep"])),
    )


def _groups(raw: dict[str, list[str]], words: dict[str, str]) -> dict[str, list[str]]:
    """The groups of words that rules speak of, each also as it looks without dots and rings."""
    groups = {name: [*members, *map(without_rings, members)] for name, members in raw.items()}
    groups["infinitive"] = [word for word in _listed_words() if word.endswith("a") and len(word) >= _SHORTEST]
    return groups


def _has_the_rings_of(word: str, ringed: str) -> bool:
    return len(word) == len(ringed) and all(a == b or a.isascii() for a, b in zip(word, ringed, strict=True))


def _split(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",") if word.strip()]


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
