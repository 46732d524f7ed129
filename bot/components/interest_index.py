"""Knows which interest a word, a compound or a phrase stands for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.normalise import normalise

WORD = re.compile(r"[^\W_]+(?:[-&:+'/.][^\W_]+)*\+?")
SHORTEST_INFLECTED = 4
ENDINGS = (
    *("arnas", "ernas", "ornas", "arna", "erna", "orna", "ens", "ets", "na", "en", "et", "er", "ar", "ns", "n", "s"),
)
LONGEST_PHRASE = 7


@dataclass(frozen=True)
class Meaning:
    """An interest, and whether the word only names a thing ("hund"), so that a wish must stand beside it."""

    name: str
    is_thing: bool = False


@dataclass(frozen=True)
class Hit:
    """An interest in a message, in its words from start up to end."""

    meaning: Meaning
    start: int
    end: int


@dataclass(frozen=True)
class InterestIndex:
    """The vocabulary of interests, ready to be looked up."""

    single: Mapping[str, Meaning]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]
    stems: Mapping[str, Meaning]
    heads: Mapping[str, Meaning]
    groups: frozenset[str]
    wider: Mapping[str, frozenset[str]]
    aside: frozenset[str]
    abroad: Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All interests that are named, in order; the longest where several begin at a word."""
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            hit = self._phrase(words, at) or self._word(words, at)
            if hit and hit.meaning.name:
                hits.append(hit)
            at = hit.end if hit else at + 1
        return hits

    def find_abroad(self, words: Sequence[str]) -> list[Hit]:
        """What is named in another language than Swedish."""
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            hit = self._foreign(words, at)
            if hit:
                hits.append(hit)
            at = hit.end if hit else at + 1
        return hits

    def meaning(self, word: str) -> Meaning | None:
        """What a single word stands for: as listed, inflected, or a compound."""
        found = self.single.get(word) or self._inflected(word)
        return found or (self._compound(word) if len(word) > SHORTEST_INFLECTED else None)

    def narrowest(self, names: Sequence[str], listed: Collection[str] = ()) -> list[str]:
        """Without those that another is narrower than, unless listed beside it; forms as a course only when alone."""
        covered = frozenset().union(*(self.wider.get(name, frozenset()) for name in names))
        kept = [name for name in names if name not in covered or name in listed]
        return [name for name in kept if name not in self.aside] or kept

    def _phrase(self, words: Sequence[str], at: int) -> Hit | None:
        for phrase, meaning in self.phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return Hit(meaning, at, at + len(phrase))
        return None

    def _foreign(self, words: Sequence[str], at: int) -> Hit | None:
        word = words[at]
        keys = (word, *(word[:size] + "*" for size in range(len(word), 1, -1)))
        fitting = [
            Hit(meaning, at, at + len(phrase))
            for key in keys
            for phrase, meaning in self.abroad.get(key, ())
            if len(words) >= at + len(phrase) and all(map(_fits, words[at + 1 :], phrase[1:]))
        ]
        return max(fitting, key=lambda hit: hit.end, default=None)

    def _word(self, words: Sequence[str], at: int) -> Hit | None:
        meaning = self.meaning(words[at])  # not remembered: what visitors write is kept nowhere
        return Hit(meaning, at, at + 1) if meaning else None

    def _inflected(self, word: str) -> Meaning | None:
        for base in bases(word):
            if base in self.single:
                return self.single[base]
        return None

    def _compound(self, word: str) -> Meaning | None:
        for cut in range(2, len(word) - 1):
            if word[cut:] in self.groups and (found := self._modifier(word[:cut])):
                return found
        right = word.rpartition("-")[2]
        if right != word:
            return self.meaning(right) if len(right) > 2 and right not in self.groups else None
        for cut in range(3, len(word) - 2):
            if found := self._head(word[cut:]):
                return found
        return None

    def _modifier(self, part: str) -> Meaning | None:
        """The first part of "stickgrupp", "pimpelgäng", "handarbetskaffe": not a thing in that place."""
        for form in (part, part.removesuffix("s"), part.removesuffix("-")):
            found = self.stems.get(form) or self.single.get(form)
            if found and (form in self.stems or not found.is_thing):
                return Meaning(found.name)
        return None

    def _head(self, part: str) -> Meaning | None:
        return next((self.heads[base] for base in (part, *bases(part)) if base in self.heads), None)


def bases(word: str) -> Iterator[str]:
    """What a word may be an inflection of."""
    for ending in ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= SHORTEST_INFLECTED:
            yield base
            if ending.startswith("or"):
                yield base + "a"
    for ending in ("r", "t", "de", "des"):  # of a verb
        if word.endswith(f"a{ending}"):
            yield word.removesuffix(ending)
    if word.endswith("t") and len(word) > SHORTEST_INFLECTED and word[-2] in "eioé":
        yield word[:-1]


def build_index(entries: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> InterestIndex:
    """The index of a vocabulary; `words` holds the heads of compounds and the words that only name things."""
    things = {form for thing in words["things"] for form in spellings(str(thing))}
    single: dict[str, Meaning] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    stems: dict[str, Meaning] = {}
    heads: dict[str, Meaning] = {}
    for entry in entries:
        name = str(entry["name"])
        for form in forms_of(entry):
            meaning = Meaning(name, form in things)
            parts = tuple(WORD.findall(form))
            if len(parts) == 1:
                single.setdefault(parts[0], meaning)
            elif parts:
                phrases.setdefault(parts[0], []).append((parts, meaning))
        stems.update({str(stem): Meaning(name) for stem in entry.get("stems", ())})
        heads.update({str(head): Meaning(name) for head in entry.get("heads", ())})
    for idiom in words["idioms"]:
        parts = tuple(WORD.findall(str(idiom)))
        phrases.setdefault(parts[0], []).append((parts, Meaning("")))
    return InterestIndex(
        single,
        {first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in phrases.items()},
        stems,
        heads,
        frozenset(form for head in words["groups"] for form in str(head).split("|")),
        wider_of(entries),
        frozenset(str(entry["name"]) for entry in entries if entry.get("aside")),
        _abroad(entries),
    )


def _abroad(entries: Sequence[Mapping[str, Any]]) -> dict[str, tuple[tuple[tuple[str, ...], Meaning], ...]]:
    """Words of other languages by their first word; a trailing * stands for any ending."""
    found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for entry in entries:
        for word in entry.get("abroad", ()):
            for form in spellings(str(word)):
                parts = tuple(form.split())
                found.setdefault(parts[0], []).append((parts, Meaning(str(entry["name"]))))
    return {first: tuple(group) for first, group in found.items()}


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def forms_of(entry: Mapping[str, Any]) -> Iterator[str]:
    """Every written form of an entry: its name, unless that alone means something else, and its words."""
    names = [str(entry["name"])] if entry.get("bare", True) else []
    for word in dict.fromkeys([*names, *map(str, entry.get("words", ()))]):
        yield from spellings(word)


@lru_cache(maxsize=20_000)
def spellings(word: str) -> tuple[str, ...]:
    """As written and as the normalised text has it."""
    return tuple(dict.fromkeys((word.lower(), normalise(word))))


def wider_of(entries: Sequence[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """For each interest all that are wider than it."""
    above = {str(entry["name"]): _listed(entry.get("under")) for entry in entries}

    def climb(name: str, seen: frozenset[str]) -> frozenset[str]:
        for parent in above.get(name, ()):
            if parent not in seen:
                seen = climb(parent, seen | {parent})
        return seen

    return {name: climb(name, frozenset()) - {name} for name in above}


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()
