"""The parts of compound words: "anhöriggruppen" is a grupp for anhörig."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

WORDS = Path(__file__).resolve().parent.parent / "compound_words.yml"
_SHORTEST_PART, _SHORTEST_WORD, _LONGEST_WORD = 2, 6, 40
_ENDINGS = (
    "",
    "s",
    "en",
    "n",
    "et",
    "t",
    "ar",
    "er",
    "or",
    "r",
    "arna",
    "erna",
    "orna",
    "na",
    "ens",
    "ets",
    "ns",
    "ts",
)
_AFTER_VOWEL = ("", "n", "ns", "s", "r", "rna", "t", "et", "er", "erna", "en")
_WITH_OTHER_FORMS = re.compile(r"([^,(]+)(?:\(([^)]*)\))?,?\s*")


@dataclass(frozen=True)
class Compound:
    """A compound in its basic form, and its parts in theirs."""

    lemma: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Compounds:
    """First parts and the inflected last parts, each with the word it stands for."""

    first: Mapping[str, str]
    last: Mapping[str, str]
    whole: frozenset[str]

    def split(self, word: str) -> Compound | None:
        """The compound that a word is, the longest last part first; None when it is none that we know."""
        if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or word in self.whole:
            return None
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
            if (last := self.last.get(word[at:])) and (before := self._before(word[:at])):
                return Compound(word[:at] + last, (*before, last))
        return None

    def _before(self, begun: str) -> tuple[str, ...]:
        """What stands before the last part: one first part or a compound of them, with or without a linking s."""
        for form in (begun, begun.removesuffix("s")):
            if first := self.first.get(form):
                return (first,)
        for at in range(len(begun) - _SHORTEST_PART, _SHORTEST_PART, -1):
            rest = begun[at:]
            if (inner := self.first.get(rest) or self.first.get(rest.removesuffix("s"))) and (
                outer := self._before(begun[:at])
            ):
                return (*outer, inner)
        return ()


@lru_cache(maxsize=1)
def load_compounds(path: Path = WORDS) -> Compounds:
    """Reads compound_words.yml."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    first = dict(_form_and_word(entry) for entry in _split(raw["first"]))
    lasts = list(_last_words(raw["last"]))
    last = {form: word for word, others in lasts for form in (*_forms(word), *others)}
    last.update({word: word for word, _ in lasts})
    return Compounds(first, last, frozenset(_split(raw["whole"])))


def _split(listed: str) -> Iterator[str]:
    return (word.strip() for word in listed.split(",") if word.strip())


def _form_and_word(entry: str) -> tuple[str, str]:
    form, _, word = entry.partition("=")
    return form, word or form


def _last_words(listed: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for match in _WITH_OTHER_FORMS.finditer(" ".join(listed.split())):
        yield match.group(1).strip(), tuple(_split(match.group(2) or ""))


def _forms(word: str) -> Iterable[str]:
    """The word with the endings of Swedish nouns; more forms than there are do no harm."""
    if word.endswith(("a", "e")):
        stem = word[:-1]
        yield from (stem + ending for ending in ("or", "orna", "ornas", "ors", "ar", "arna", "arnas", "er", "erna"))
        yield from (word + ending for ending in _AFTER_VOWEL)
        return
    yield from (word + ending for ending in _ENDINGS)
    if word.endswith(("m", "n")):
        yield from (word + word[-1] + ending for ending in ("en", "et", "ar", "er", "arna", "erna", "ens", "ets"))
    if word.endswith(("el", "er", "en")):
        stem = word[:-2] + word[-1]
        yield from (stem + ending for ending in ("ar", "arna", "et", "en", "er", "erna"))
