"""Opens words that were disguised: letters spaced out, hidden behind a sign or written with digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from safety.spelling import Spelling

_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,3} )?[^\W\d_](?:[ ._\-*][^\W\d_]){2,}(?![^\W_])")
_SPACED_PAIR = re.compile(r"(?<![^\W_])d[ ._\-*]{1,2}(ö[ ._\-*]r|ör|ö)(?![^\W_])")
_CHUNK = re.compile(r"(?<!\S)\S{2,32}(?!\S)")
_HIDDEN = re.compile(r"[\d*#_$@€!|.\-]")
_MASKED = re.compile(r"(?<![\w@.])[^\W_]+(?:[*#_$@€!|.\-]+[^\W_]+)+(?![\w@])|(?<![\w@])[*$@]+[^\W\d_]{2,}")
_LEET = re.compile(r"(?<![\w@.,-])(?=\w*[^\W\d_])(?=\w*\d)\w+(?![\w@])")
_DOTS = re.compile(r"[*#_|.\-]+")
_BREAKS = re.compile(r"[ ._\-*]+")
_GAP = re.compile(r" {2,}")
_BETWEEN = " \ue000 "


def open_spaced(text: str, spelling: Spelling) -> str:
    """ "s k a  d ö" -> "ska dö"; ordinary abbreviations stay."""
    text = _SPACED_PAIR.sub(lambda match: "dör" if match.group(1).endswith("r") else "dö", text)
    opened = _SPACED.sub(lambda match: _join_letters(match.group(), spelling), _close_gaps(text))
    return opened.replace(_BETWEEN, " ")


def _close_gaps(text: str) -> str:
    return _GAP.sub(_BETWEEN, text) if re.search(r"\b\w \w  ?\w", text) else text


def _join_letters(run: str, spelling: Spelling) -> str:
    letters = _BREAKS.sub(" ", run)
    if letters in spelling.abbreviations:
        return run
    words = _split_known(letters.replace(" ", ""), spelling.vocabulary)
    if words:
        return " ".join(words)
    head, _, rest = letters.partition(" ")
    words = _split_known(rest.replace(" ", ""), spelling.vocabulary) if len(head) > 1 else []
    return " ".join([head, *words]) if words else run


def _split_known(letters: str, vocabulary: frozenset[str]) -> list[str]:
    """The fewest known words that the letters make up, or nothing."""
    return list(_split(letters, vocabulary) or ())


@lru_cache(maxsize=256)
def _split(letters: str, vocabulary: frozenset[str]) -> tuple[str, ...] | None:
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        options = [
            (*head, letters[start:end])
            for start in range(max(0, end - 20), end)
            if (head := best[start]) is not None and letters[start:end] in vocabulary
        ]
        best[end] = min(options, key=len, default=None)
    return best[-1]


def open_disguised(text: str, spelling: Spelling) -> str:
    """ "sj*lvm0rd" -> "självmord", "l1vet" -> "livet"; a word that fits nothing known stays."""
    if not _HIDDEN.search(text):
        return text
    return _CHUNK.sub(lambda match: _open_chunk(match.group(), spelling), text)


def _open_chunk(chunk: str, spelling: Spelling) -> str:
    if not _HIDDEN.search(chunk):
        return chunk
    chunk = _MASKED.sub(lambda match: _unmask(match.group(), spelling), chunk)
    return _LEET.sub(lambda match: _unmask(match.group(), spelling), chunk)


def _unmask(word: str, spelling: Spelling) -> str:
    """The known word that fits with the signs as letters, or else with the signs left out."""
    for candidate in dict.fromkeys((word, _DOTS.sub("", word))):
        fitting = _fitting(_shape(candidate, spelling), spelling.by_length.get(len(candidate), ()))
        if fitting:
            return fitting
    return word


def _shape(word: str, spelling: Spelling) -> re.Pattern[str]:
    return re.compile("".join(_letter(char, spelling) for char in word))


def _letter(char: str, spelling: Spelling) -> str:
    if char in "*#_|.-":
        return r"\w"
    letter = spelling.signs.get(char, char)
    if letter in "aåä":
        return "[aåä]"
    return {"o": "[oö]", "i": "[il]", "ö": "ö", "e": "[eä]"}.get(letter, re.escape(letter))


def _fitting(shape: re.Pattern[str], words: Sequence[str]) -> str:
    return next((word for word in words if shape.fullmatch(word)), "")
