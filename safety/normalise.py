"""Turns what people type into one canonical Swedish spelling, so that one pattern fits many ways to write."""

from __future__ import annotations

import re
import unicodedata

from safety.disguise import open_disguised, open_spaced
from safety.spelling import Spelling, load_spelling

_ROUNDS = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLE_RING = re.compile(r"([åäö])\1")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LINES = re.compile(r"\s*\n\s*")
_QUOTES = str.maketrans("’‘´`“”„–—−", "'" * 4 + '"' * 3 + "-" * 3)
_VOWELS = frozenset("aeiouyåäö")


def normalise(text: str) -> str:
    """Lower-case canonical Swedish for matching. Idempotent; never fails on odd characters."""
    current = _clean(text)
    for _ in range(_ROUNDS):
        following = _respell(current)
        if following == current:
            break
        current = following
    return current


def tokens(text: str) -> list[str]:
    """The words of the normalised text."""
    return _WORD.findall(normalise(text))


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    kept = "".join(char for char in composed if not _is_noise(char))
    folded = unicodedata.normalize("NFKC", kept.casefold())
    return _LINES.sub("\n", _SPACES.sub(lambda run: "  " if len(run.group()) > 1 else " ", folded)).strip()


def _is_noise(char: str) -> bool:
    """Zero-width, control and combining characters and text direction marks; line ends stay."""
    if char.isascii():
        return char < " " and char not in "\n\t"
    return unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me", "Co", "Cs", "Cn")


def _respell(text: str) -> str:
    spelling = load_spelling()
    text = text.translate(spelling.lookalikes)
    text = open_spaced(text, spelling)
    text = open_disguised(text, spelling)
    text = _DOUBLE_RING.sub(r"\1", _REPEATED.sub(_shorten, text))
    text = _SPACES.sub(" ", text)
    text = _respell_words(text, spelling)
    return spelling.join(text)


def _shorten(run: re.Match[str]) -> str:
    """dööööör -> dör, allllt -> allt before a vowel or between vowels keeps the double."""
    letter, text = run.group(1), run.string
    before = text[run.start() - 1] if run.start() else " "
    after = text[run.end()] if run.end() < len(text) else " "
    between = before in _VOWELS and after in _VOWELS
    return letter * 2 if letter not in _VOWELS and between else letter


def _respell_words(text: str, spelling: Spelling) -> str:
    found = list(_WORD.finditer(text))
    if not found:
        return text
    words = [match.group() for match in found]
    pieces: list[str] = []
    end = 0
    for index, match in enumerate(found):
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        words[index] = _respell_word(match.group(), before, after, spelling)
        pieces += [text[end : match.start()], words[index]]
        end = match.end()
    return "".join(pieces) + text[end:]


def _respell_word(word: str, before: str, after: str, spelling: Spelling) -> str:
    if word == "va":
        return _read_va(before, spelling)
    if word == "ja" and (after in spelling.ja_before or (before in spelling.ja_after and after)):
        return "jag"
    if word == "ä":
        return "ä" if after == "ö" else "är"
    if word in ("do", "doe") and before in spelling.do_after:
        return "dö"
    if word == "å":
        return _read_å(before, after, spelling)
    return spelling.words.get(word, word)


def _read_å(before: str, after: str, spelling: Spelling) -> str:
    """A river after "en", a letter in "å ä ö", "att" before an infinitive, otherwise "och"."""
    if before in spelling.river_after or after == "ä":
        return "å"
    return "att" if after in spelling.infinitives else "och"


def _read_va(before: str, spelling: Spelling) -> str:
    if before in spelling.vara_after:
        return "vara"
    return "var" if before in spelling.var_after else "vad"
