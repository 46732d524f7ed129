"""The three words of a come-back code: drawn by chance, read as people write them, and taken out of what is kept."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORDS = Path(__file__).with_name("come_back_words.txt")
LENGTH = 3  # words
HIDDEN = "[kod]"
SLIP = 1  # letters that may be wrong, missing, doubled or swapped in one word
SHORTEST_SLIPPED = 5  # letters; shorter words are one slip away from everyday ones
MOST_PIECES = 6  # of a code whose words were split or run together
LONGEST_BARE = 200  # letters of a message that is a code and courtesies; a longer one must say "kod" or "ord"
RINGS = str.maketrans("åäöéèüáà", "aaoeeuaa")
TOKEN = re.compile(r"[^\W\d_]+")
CUES = frozenset(("kod", "koden", "koder", "kodord", "kodorden", "ord", "orden"))
AROUND = frozenset(
    TOKEN.findall(
        "min mitt mina din kod koden kodord kodorden ord orden tre de den det dom detta denna ar var blev"
        " heter lyder har hade jag fick fatt av dig er hej hejsan halla tjena god morgon dag kvall igen"
        " tillbaka nu kommer e va sa som fran forra gangen sist gammal gamla snalla tack glom ta bort radera"
        " slang sudda stryk med for till och prova test valkommen skriver skrev ja jo ok okej"
    )
)  # folded
Code = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A code in a message: its words, and which of the message's tokens it takes up, from start up to end."""

    words: Code
    start: int
    end: int


@lru_cache(maxsize=1)
def code_words() -> tuple[str, ...]:
    """The words that codes are made of."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _by_folded() -> Mapping[str, str]:
    return {fold(word): word for word in code_words()}


def fold(text: str) -> str:
    """Lower case without dots and rings; as long as the text itself when that is composed."""
    return unicodedata.normalize("NFC", text).lower().translate(RINGS)


def draw_code() -> Code:
    """Three different words, drawn by a generator that nobody can foresee."""
    return tuple(secrets.SystemRandom().sample(code_words(), LENGTH))


def find_code(text: str) -> Code | None:
    """The code in a message that is nothing but a code and its courtesies, or that says "kod" before it."""
    found = _find([match.group() for match in TOKEN.finditer(fold(text))]) if _may_hold(text) else None
    return found.words if found else None


def is_only_code(text: str) -> bool:
    """True when nothing but a code and its courtesies is written."""
    return _may_hold(text) and _only_code(TOKEN.findall(fold(text))) is not None


def is_nearly_code(text: str) -> bool:
    """Three words of which two are a code's: somebody who means a code and has one word wrong."""
    tokens = TOKEN.findall(fold(text))
    start, end = _core(tokens)
    core = [token for token in tokens[start:end] if token != "och"]  # noqa: S105
    return len(core) == LENGTH and sum(token in _by_folded() for token in core) == LENGTH - 1


def hide_code(text: str) -> str:
    """The text with a code in it replaced by "[kod]"; all other texts as they are."""
    text = unicodedata.normalize("NFC", text)
    matches = list(TOKEN.finditer(fold(text))) if _may_hold(text) else []
    found = _find([match.group() for match in matches])
    if found is None:
        return text
    return text[: matches[found.start].start()] + HIDDEN + text[matches[found.end - 1].end() :]


def _may_hold(text: str) -> bool:
    return len(text) <= LONGEST_BARE or any(cue in text.lower() for cue in ("kod", "ord"))


def _find(tokens: Sequence[str]) -> Found | None:
    return _only_code(tokens) or _after_cue(tokens)


def _only_code(tokens: Sequence[str]) -> Found | None:
    start, end = _core(tokens)
    words = _read([token for token in tokens[start:end] if token != "och"])  # noqa: S105
    return Found(words, start, end) if words else None


def _core(tokens: Sequence[str]) -> tuple[int, int]:
    """What is left when courtesies at both ends are taken away."""
    start, end = 0, len(tokens)
    while start < end and tokens[start] in AROUND:
        start += 1
    while end > start and tokens[end - 1] in AROUND:
        end -= 1
    return start, end


def _after_cue(tokens: Sequence[str]) -> Found | None:
    """Three words right after "kod" or "orden", whatever else the message tells."""
    start = 0
    while start < len(tokens):
        start += 1
        if tokens[start - 1] not in CUES:
            continue
        while start < len(tokens) and tokens[start] in AROUND:
            start += 1
        end = start + LENGTH + tokens[start : start + LENGTH].count("och")
        words = _three([word for word in tokens[start:end] if word != "och"])
        if words:
            return Found(words, start, end)
    return None


def _read(core: Sequence[str]) -> Code | None:
    if not 1 <= len(core) <= MOST_PIECES:
        return None
    return (_three(core) if len(core) == LENGTH else None) or _run_together("".join(core))


def _three(tokens: Sequence[str]) -> Code | None:
    if len(tokens) != LENGTH:
        return None
    words = tuple(word for token in tokens if (word := _word(token)))
    return words if len(set(words)) == LENGTH else None  # a code never holds a word twice


def _word(token: str) -> str | None:
    """The word that is meant; with one slip only where no other word is as near."""
    known = _by_folded()
    if token in known:
        return known[token]
    if len(token) < SHORTEST_SLIPPED:
        return None
    near = process.extract(token, known.keys(), scorer=OSA.distance, score_cutoff=SLIP, limit=2)
    return known[near[0][0]] if len(near) == 1 else None


def _run_together(letters: str) -> Code | None:
    """Words that were written without spaces, or split where Swedish does not ("blå bär"); None when not sure."""
    known = _by_folded()
    if len(letters) > LENGTH * max(map(len, known)):
        return None
    ways = [
        (known[letters[:first]], known[letters[first:second]], known[letters[second:]])
        for first in range(1, len(letters) - 1)
        if letters[:first] in known
        for second in range(first + 1, len(letters))
        if letters[first:second] in known and letters[second:] in known
    ]
    return ways[0] if len(ways) == 1 and len(set(ways[0])) == LENGTH else None
