"""Turns what people type into one canonical Swedish spelling, so that one pattern fits many ways to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from safety.disguise import open_disguised, open_lookalikes, open_spaced
from safety.neighbours import Word, read_beside
from safety.repeats import has_repeats, shorten
from safety.spelling import Spelling, load_spelling

_ROUNDS = 6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LINES = re.compile(r"\s*\n\s*")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′´`", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        # Signs that stand for whole phrases would make a long message twenty times as long.
        "\ufdfa": " ",
        "\ufdfb": " ",
    }
)
_EMOJI = range(0x1F000, 0x1FB00)
_SHORTEST_RESTORED = 4
_spelled: ContextVar[dict[str, str] | None] = ContextVar("spelled", default=None)


@contextmanager
def spelled_once() -> Iterator[None]:
    """Within it each text is worked out once; on leaving every text is forgotten, so that none outlives its turn."""
    if _spelled.get() is not None:
        yield
        return
    token = _spelled.set({})
    try:
        yield
    finally:
        _spelled.reset(token)


def normalise(text: str) -> str:
    """Lower-case canonical Swedish for matching. Idempotent; never fails on odd characters."""
    known = _spelled.get()
    if known is None:
        return _normalised(text)
    if text not in known:
        known[text] = _normalised(text)
    return known[text]


def _normalised(text: str) -> str:
    spelling = load_spelling()
    current = _clean(text)
    ringless: bool | None = None
    for _ in range(_ROUNDS):
        opened = _open(current, spelling)
        if ringless is None:
            ringless = spelling.lacks_rings(opened, _WORD.findall(opened))
        following = spelling.join(_respell(opened, spelling, ringless))
        if following == current:
            break
        current = following
    return current


def tokens(text: str) -> list[str]:
    """The words of the normalised text."""
    return _WORD.findall(normalise(text))


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    kept = composed if composed.isascii() and composed.isprintable() else _without_noise(composed)
    folded = unicodedata.normalize("NFKC", kept.casefold())
    return _LINES.sub("\n", _SPACES.sub(lambda run: "  " if len(run.group()) > 1 else " ", folded)).strip()


def _without_noise(text: str) -> str:
    return "".join(char for char in text if not _is_noise(char))


def _is_noise(char: str) -> bool:
    """Zero-width, control and combining characters and text direction marks; line ends and emojis stay."""
    if char.isascii():
        return (char < " " and char not in "\n\t") or char == "\x7f"
    if ord(char) in _EMOJI:
        return False
    return unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me", "Co", "Cs", "Cn")


def _open(text: str, spelling: Spelling) -> str:
    text = open_lookalikes(text, spelling)
    text = open_spaced(text, spelling)
    return _SPACES.sub(" ", open_disguised(text, spelling))


def _respell(text: str, spelling: Spelling, ringless: bool) -> str:
    """Each word by itself, then those that depend on their neighbours."""
    found = list(_WORD.finditer(text))
    repeats = has_repeats(text)
    words = [_respell_word(match, spelling, ringless, repeats) for match in found]
    pieces: list[str] = []
    end = 0
    for at, match in enumerate(found):
        if match.group() in spelling.beside:
            words[at] = _by_neighbours(text, found, words, at, spelling, ringless)
        pieces += [text[end : match.start()], words[at]]
        end = match.end()
    return "".join(pieces) + text[end:]


def _respell_word(match: re.Match[str], spelling: Spelling, ringless: bool, repeats: bool) -> str:
    word = match.group()
    if word in spelling.beside:
        return word
    known = spelling.words.get(word)
    if known is not None:
        return word if len(word) == 1 and _is_attached(match) else known
    if ringless and word in spelling.rings.ringless:
        return spelling.rings.ringless[word]
    restored = spelling.restore(word) if len(word) >= _SHORTEST_RESTORED else word
    return shorten(word, spelling.known) if repeats and restored == word else restored


def _by_neighbours(
    text: str, found: Sequence[re.Match[str]], words: Sequence[str], at: int, spelling: Spelling, ringless: bool
) -> str:
    """A word that has rules of its own; only spaces may stand between it and a neighbour."""
    match = found[at]
    if len(match.group()) == 1 and _is_attached(match):
        return match.group()
    before, after, then = (_neighbour(text, found, words, at, step) for step in (-1, 1, 2))
    return read_beside(match.group(), spelling.beside[match.group()], before, after, then, ringless)


def _neighbour(text: str, found: Sequence[re.Match[str]], words: Sequence[str], at: int, step: int) -> Word:
    """As written and as read, both empty at an end or a mark."""
    there = at + step
    if not 0 <= there < len(found):
        return Word("", "")
    start, end = (found[there].end(), found[at].start()) if step < 0 else (found[at].end(), found[there].start())
    if step < 2 and text[start:end].strip(" "):
        return Word("", "")
    return Word(found[there].group(), words[there])


def _is_attached(match: re.Match[str]) -> bool:
    """A single letter in "e-post", "o.s.v.", "9 e" or "t/o" is no word of chat."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before[-1:] in ("-", "/", "'", "&", "+", "@") or after[:1] in ("-", "/", "'", "&", "+", "@", ")"):
        return True
    if before[-1:] == "." or (after[:1] == "." and after[1:2].isalnum()):
        return True
    return match.group() in "ed" and before[-1:] == " " and before[:1].isdigit()
