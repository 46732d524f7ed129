"""Which interests a written text is about, by the words of the vocabulary; feeds seldom label what they tell."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from knowledge.fact_types import VocabularyEntry

WORD = re.compile(r"[^\W_]+")
LONGEST_PHRASE = 4
SHORTEST_STEM = 4
MOST_INTERESTS = 8
GATHERING = re.compile(
    r"(?:s|e|o|a|-)?(?:kväll|afton|eftermiddag|förmiddag|dag|helg|träff|grupp|cirkel|klubb|förening|café|kafé|caféet|fika|lunch|stund|stuga"
    r"|kurs|prova|häng|möte|samling|runda|tur|promenad|vandring|verkstad|ateljé|läger|övning|träning|pass)(?:s|en|n|et|t|ar|er|or|arna|erna|orna)*"
)


def words_of(text: str) -> list[str]:
    """Letters and digits only, in lower case: the same words for every database and every search."""
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


class InterestWords:
    """Finds the vocabulary's interests in texts."""

    def __init__(self, entries: Iterable[VocabularyEntry]) -> None:
        self._phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._aside = set()
        for entry in entries:
            for phrase in (*((entry.name,) if entry.bare else ()), *entry.words):
                self._phrases[tuple(words_of(phrase))].append(entry.name)
            for stem in entry.stems:
                if len(stem) >= SHORTEST_STEM:
                    self._stems[stem.casefold()].append(entry.name)
            if entry.aside:
                self._aside.add(entry.name)

    def find(self, text: str) -> tuple[str, ...]:
        """Names of interests in the order in which the text tells them."""
        words = words_of(text)
        found = list(dict.fromkeys(name for index in range(len(words)) for name in self._at(words, index)))
        alone = [name for name in found if name not in self._aside] or found
        return tuple(alone[:MOST_INTERESTS])

    def parts(self, word: str) -> Iterator[str]:
        """The first part of "schackkväll": the word before a gathering of any sort."""
        for cut in range(SHORTEST_STEM, len(word) - 2):
            if GATHERING.fullmatch(word, cut):
                yield word[:cut]

    def _at(self, words: list[str], index: int) -> Iterator[str]:
        for size in range(min(LONGEST_PHRASE, len(words) - index), 0, -1):
            names = self._phrases.get(tuple(words[index : index + size]))
            if names:
                yield from names
                return
        for part in self.parts(words[index]):
            yield from self._phrases.get((part,), ())
            yield from self._stems.get(part, ())
