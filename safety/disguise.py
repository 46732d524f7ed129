"""Opens words that were disguised: letters spaced out, from other alphabets, behind a sign or written with digits."""

from __future__ import annotations

import re

from safety.spelling import Spelling

_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]{1,3} )?[^\W\d_](?:[ ._\-*][^\W\d_]){2,}(?![^\W_])")
_SPACED_PAIR = re.compile(r"(?<![^\W_])d[ ._\-*]{1,2}(ö[ ._\-*]r|ör|ö)(?![^\W_])")
_SPACED_TWO = re.compile(r"(?:(?<=\ue000 )|^)([^\W\d_]) ([^\W\d_])(?= \ue000|$)")
_SPACED_LETTERS = re.compile(r"\b\w \w  ?\w")
_CHUNK = re.compile(r"(?<!\S)\S{2,32}(?!\S)")
_HIDDEN = re.compile(r"[\d*#_$@€!|.\-]")
_MASKED = re.compile(r"(?<![\w@.])[^\W_]+(?:[*#_$@€!|.\-]+[^\W_]+)+(?![\w@])|(?<![\w@])[*$@]+[^\W\d_]{2,}")
_LEET = re.compile(r"(?<![\w@.,-])(?=\w*[^\W\d_])(?=\w*\d)\w{3,}(?![\w@])|(?<!\w)d0r?(?!\w)")
_DOTS = re.compile(r"[*#_|.\-]+")
_BREAKS = re.compile(r"[ ._\-*]+")
_GAP = re.compile(r" {2,}")
_BETWEEN = " \ue000 "
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zà-öø-ÿāăąćčđęěğıłńňőœřśşšťůűźżž]+")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_ANY_LETTER = "*#_|.-"
_LIKE = {"a": "aåä", "å": "aåä", "ä": "aåä", "o": "oö", "i": "il", "e": "eä"}
_SINGLE_LETTERS = frozenset("iåö")
_LONGEST_WORD = 20


def open_lookalikes(text: str, spelling: Spelling) -> str:
    """ "ѕjälv" with a Cyrillic s -> "själv"; words that are wholly of another alphabet stay."""
    if text.isascii() or not any(ord(char) in spelling.lookalikes for char in set(text)):
        return text
    mostly_latin = 2 * sum(map(len, _LATIN.findall(text))) > sum(map(len, _WORD.findall(text)))
    return _WORD.sub(lambda match: _as_latin(match.group(), spelling, mostly_latin), text)


def _as_latin(word: str, spelling: Spelling, mostly_latin: bool) -> str:
    latin = word.translate(spelling.lookalikes)
    if latin == word or not _LATIN.fullmatch(latin):
        return word
    return latin if mostly_latin or _LATIN.search(word) else word


def open_spaced(text: str, spelling: Spelling) -> str:
    """ "s k a  d ö" -> "ska dö"; ordinary abbreviations stay."""
    opened = _SPACED.sub(lambda match: _join_letters(match.group(), spelling), _close_gaps(text))
    if _BETWEEN in opened:
        opened = _SPACED_TWO.sub(lambda match: _join_two(match, spelling), opened).replace(_BETWEEN, " ")
    return _SPACED_PAIR.sub(_join_pair, opened)


def _join_two(match: re.Match[str], spelling: Spelling) -> str:
    """A word of two letters between gaps: "j a g  ä r  s e n"."""
    word = match.group(1) + match.group(2)
    return word if _is_word(word, spelling) else match.group()


def _join_pair(match: re.Match[str]) -> str:
    return "dör" if match.group(1).endswith("r") else "dö"


def _close_gaps(text: str) -> str:
    return _GAP.sub(_BETWEEN, text) if _SPACED_LETTERS.search(text) else text


def _join_letters(run: str, spelling: Spelling) -> str:
    letters = _BREAKS.sub(" ", run)
    if letters in spelling.abbreviations:
        return run
    words = _split_known(letters.replace(" ", ""), spelling)
    if words:
        return " ".join(words)
    head, _, rest = letters.partition(" ")
    words = _split_known(rest.replace(" ", ""), spelling) if len(head) > 1 else []
    return " ".join([head, *words]) if words else run


def _split_known(letters: str, spelling: Spelling) -> list[str]:
    """The fewest known words that the letters make up, or nothing."""
    fewest: list[tuple[int, int] | None] = [(0, 0)]
    for end in range(1, len(letters) + 1):
        options = [
            (before[0] + 1, start)
            for start in range(max(0, end - _LONGEST_WORD), end)
            if (before := fewest[start]) is not None and _is_word(letters[start:end], spelling)
        ]
        fewest.append(min(options, default=None))
    words: list[str] = []
    end = len(letters)
    while end and (best := fewest[end]) is not None:
        words.append(letters[best[1] : end])
        end = best[1]
    return words[::-1]


def _is_word(letters: str, spelling: Spelling) -> bool:
    return letters in _SINGLE_LETTERS if len(letters) == 1 else letters in spelling.known or letters in spelling.plain


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
        shape = [_letters(char, spelling) for char in candidate]
        for known in spelling.by_length.get(len(candidate), ()):
            if all(letter in letters for letter, letters in zip(known, shape, strict=True)):
                return known
    return word


def _letters(char: str, spelling: Spelling) -> str:
    """What a sign or letter may stand for."""
    if char in _ANY_LETTER:
        return _ALPHABET
    letter = spelling.signs.get(char, char)
    return _LIKE.get(letter, letter)
