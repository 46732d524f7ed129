"""Tags the words of a message with concepts: many words and spellings, one meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from safety.normalise import normalise
from safety.patterns import END, SENTENCE_END, Tagged

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.!?;:\n…]+|[\U0001F300-\U0001FAFF☠❤]")
_MARKS = frozenset(".!?;:\n…")
_SHORTEST_STEM, _LONGEST_STEM = 2, 20
_MANY, _LONGEST_COUNT = 8, 3
MANY_NUMBER = "MANY_NUMBER"


@dataclass
class Lexicon:
    """Words and expressions with their tags, arranged for one pass over a message."""

    single: dict[str, list[str]] = field(default_factory=dict)
    stems: dict[str, list[str]] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, tag: str, entry: str) -> None:
        """Adds one word, stem (`skär*`), ending (`*bron`) or expression of several words."""
        words = tuple(entry.split())
        if len(words) > 1:
            self.longer.setdefault(words[0], []).append((words[1:], tag))
        elif entry.startswith("*"):
            self.endings.setdefault(entry[1:], []).append(tag)
        elif entry.endswith("*"):
            self.stems.setdefault(entry[:-1], []).append(tag)
        else:
            self.single.setdefault(entry, []).append(tag)

    def tag(self, words: list[str]) -> Tagged:
        """The words with every tag that fits."""
        text = Tagged(words)
        for at, word in enumerate(words):
            if word == END:
                text.add(SENTENCE_END, at, at + 1)
            self._tag_word(text, at, word)
        return text

    def _tag_word(self, text: Tagged, at: int, word: str) -> None:
        for tag in self.single.get(word, ()):
            text.add(tag, at, at + 1)
        for tail, tag in self.longer.get(word, ()):
            if _continues(text.words, at + 1, tail):
                text.add(tag, at, at + 1 + len(tail))
        if word.isdecimal() and len(word) <= _LONGEST_COUNT and int(word) >= _MANY:
            text.add(MANY_NUMBER, at, at + 1)
        for size in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            for tag in self.endings.get(word[-size:], ()):
                text.add(tag, at, at + 1)
            stem = word[:size]
            for tag in self.stems.get(stem, ()):
                text.add(tag, at, at + 1)
            for tail, tag in self.longer.get(stem + "*", ()):
                if _continues(text.words, at + 1, tail):
                    text.add(tag, at, at + 1 + len(tail))


def read_lexicon(word_lists: Iterable[Mapping[str, str]]) -> Lexicon:
    """Builds the lexicon from word lists of the form {TAG: "word, stem*, two words"}."""
    lexicon = Lexicon()
    for word_list in word_lists:
        for tag, entries in word_list.items():
            for entry in re.split(r"[,\n]", entries):
                add_entry(lexicon, tag, entry)
    return lexicon


def add_entry(lexicon: Lexicon, tag: str, entry: str) -> None:
    """Adds an entry in the spelling that normalised messages have."""
    entry = " ".join(entry.split())
    if entry:
        lexicon.add(tag, entry if "*" in entry else normalise(entry))


def split_words(normalised: str) -> list[str]:
    """Words of a normalised message with "." wherever a sentence or line ends, the last one included."""
    words: list[str] = []
    for word in _WORD.findall(normalised):
        if word[0] in _MARKS:
            if words and words[-1] != END:
                words.append(END)
        else:
            words.append(word)
    if words and words[-1] != END:
        words.append(END)
    return words


def _continues(words: list[str], at: int, tail: tuple[str, ...]) -> bool:
    if at + len(tail) > len(words):
        return False
    return all(_fits(words[at + offset], wanted) for offset, wanted in enumerate(tail))


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
