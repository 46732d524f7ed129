"""Puts back å, ä and ö where they were left out, without touching words that are right as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

RINGED = frozenset("åäö")
_FOLD = str.maketrans({"å": "a", "ä": "a", "ö": "o"})
_FOLD_DOUBLE = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe"})
_SHORTEST_PART, _LONGEST_PART = 4, 13
_SHORTEST_DOUBLE = 4


def without_rings(word: str) -> str:
    """ "känslan" -> "kanslan"."""
    return word.translate(_FOLD)


@dataclass(frozen=True)
class Rings:
    """What is known about words that are written without dots and rings; all by their plain form."""

    stems: Mapping[str, str]
    inside: Mapping[str, tuple[tuple[str, str], ...]]
    ringless: Mapping[str, str]
    keep: frozenset[str]

    def restore(self, word: str) -> str:
        """ "sjalvmordstankarna" -> "självmordstankarna": by its beginning, then by parts inside."""
        if word in self.keep:
            return word
        for size in range(min(len(word), _LONGEST_PART), _SHORTEST_PART - 1, -1):
            if stem := self.stems.get(word[:size]):
                return stem + self._restore_inside(word[size:])
        return self._restore_inside(word)

    def _restore_inside(self, word: str) -> str:
        at = 0
        while at <= len(word) - _SHORTEST_PART:
            for plain, part in self.inside.get(word[at : at + _SHORTEST_PART], ()):
                if word.startswith(plain, at):
                    word = word[:at] + part + word[at + len(plain) :]
                    at += len(plain) - 1
                    break
            at += 1
        return word


def has_rings(text: str) -> bool:
    """Whether any å, ä or ö is in it."""
    return not RINGED.isdisjoint(text)


def plain_forms(ringed: str) -> Iterable[str]:
    """How a word looks without dots and rings, also as "aa", "ae", "oe" when it is long enough."""
    yield without_rings(ringed)
    if len(ringed) >= _SHORTEST_DOUBLE:
        yield ringed.translate(_FOLD_DOUBLE)


def by_first_letters(parts: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Parts of words under the first letters of their plain form, longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in sorted(parts, key=len, reverse=True):
        plain = without_rings(part)
        found.setdefault(plain[:_SHORTEST_PART], []).append((plain, part))
    return {key: tuple(entries) for key, entries in found.items()}
