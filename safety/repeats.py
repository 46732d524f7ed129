"""Letters that were held down: "ensaaaam", "allllt", "dööör"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container

_VOWELS = "aeiouyåäö"
_REPEATED = re.compile(rf"([^\W\d_])\1\1|([{_VOWELS}])\2")
_RUN = re.compile(rf"([^\W\d_])\1{{2,}}|([{_VOWELS}])\2")
_TWO_YEARS = re.compile(r"(?:tv|sm|bl|gr)åå(?!å)")
_MOST_RUNS = 4


def has_repeats(text: str) -> bool:
    """Whether any word may have letters too many."""
    return _REPEATED.search(text) is not None


def shorten(word: str, known: Container[str]) -> str:
    """The known word that is left when each run of letters becomes one or two, or else a likely one."""
    runs = list(_RUN.finditer(word))
    if not runs or word in known or word == "www" or _TWO_YEARS.match(word):
        return word
    if len(set(word)) == 1:
        return word[:2]
    if len(runs) <= _MOST_RUNS:
        for lengths in itertools.product((1, 2), repeat=len(runs)):
            candidate = _with_lengths(word, runs, lengths)
            if candidate in known:
                return candidate
    return _RUN.sub(_likely, word)


def _with_lengths(word: str, runs: list[re.Match[str]], lengths: tuple[int, ...]) -> str:
    pieces: list[str] = []
    end = 0
    for run, length in zip(runs, lengths, strict=True):
        pieces += [word[end : run.start()], run.group()[0] * length]
        end = run.end()
    return "".join(pieces) + word[end:]


def _likely(run: re.Match[str]) -> str:
    """Of an unknown word: one vowel, two consonants between vowels; a double a, e, i, o, u, y may be right."""
    letter, text = run.group()[0], run.string
    if len(run.group()) == 2 and letter not in "åäö":
        return run.group()
    before = text[run.start() - 1] if run.start() else " "
    after = text[run.end()] if run.end() < len(text) else " "
    return letter * 2 if letter not in _VOWELS and before in _VOWELS and after in _VOWELS else letter
