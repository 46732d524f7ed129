"""Lays ready what stands around an interest: the words of its sentence, and how it is tied to the one before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.components.interest_index import WORD, Hit

BEFORE, AFTER = 9, 7  # how many words of the same sentence are looked at on either side
SENTENCE_END = re.compile(r"[.!?؟;\n()]")
COMMA = re.compile(r"[,،/&+]")
QUESTION = "?؟"


@dataclass(frozen=True)
class Said:
    """A hit with the words around it, in the same sentence."""

    hit: Hit
    words: str
    before: str
    after: str
    is_all: bool  # the sentence is nothing but interests
    is_asked: bool  # the sentence is a question
    is_joined: bool  # hardly a word stands between it and the hit before
    is_listed: bool  # "och", "eller" or a comma does

    @property
    def around(self) -> str:
        return f"{self.before} | {self.words} | {self.after}"


@dataclass(frozen=True)
class Links:
    """Words that tie two interests together, and those of them that put them side by side."""

    joining: frozenset[str]
    listing: frozenset[str]

    def join(self, between: str) -> bool:
        return all(word in self.joining or word in self.listing for word in WORD.findall(between))

    def list(self, between: str) -> bool:
        return bool(COMMA.search(between)) or not self.listing.isdisjoint(WORD.findall(between))


class Sentences:
    """The words of a message, each with the number of its sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.matches = list(WORD.finditer(text))
        self.words = [match.group() for match in self.matches]

    @cached_property
    def numbers(self) -> list[int]:
        """For each word the number of the sentence that it stands in."""
        gaps = self._gaps()
        numbers = [0]
        for gap in gaps[1:-1]:
            numbers.append(numbers[-1] + (SENTENCE_END.search(gap) is not None))
        return numbers

    @cached_property
    def asked(self) -> frozenset[int]:
        """The sentences that are questions."""
        gaps = self._gaps()
        return frozenset(
            number for number, gap in zip(self.numbers, gaps[1:], strict=True) if any(mark in gap for mark in QUESTION)
        )

    def around(self, hits: Sequence[Hit], links: Links, filling: Collection[str]) -> Iterator[Said]:
        """Each hit with what stands around it."""
        mixed = {self.numbers[at] for at in self.beside(hits, filling)}
        previous: Hit | None = None
        for hit in hits:
            here = self.numbers[hit.start]
            between = self._between(previous, hit)
            is_joined = between is not None and links.join(between)
            yield Said(
                hit,
                " ".join(self.words[hit.start : hit.end]),
                self._window(hit.start - BEFORE, hit.start, here),
                self._window(hit.end, hit.end + AFTER, here),
                here not in mixed,
                here in self.asked,
                is_joined,
                is_joined and links.list(between or ""),
            )
            previous = hit

    def beside(self, hits: Sequence[Hit], filling: Collection[str]) -> list[int]:
        """Where the words stand that are neither interests nor filling."""
        inside = {at for hit in hits for at in range(hit.start, hit.end)}
        return [at for at, word in enumerate(self.words) if at not in inside and word not in filling]

    def _window(self, first: int, last: int, sentence: int) -> str:
        """The words of a span that belong to a sentence, with its commas as words of their own."""
        span = range(max(0, first), min(len(self.words), last))
        words = (
            f", {self.words[at]}" if self._after_comma[at] else self.words[at]
            for at in span
            if self.numbers[at] == sentence
        )
        return " ".join(words)

    def _between(self, previous: Hit | None, hit: Hit) -> str | None:
        """What is written between two hits of the same sentence."""
        if previous is None or self.numbers[previous.start] != self.numbers[hit.start]:
            return None
        return self.text[self.matches[previous.end - 1].end() : self.matches[hit.start].start()]

    @cached_property
    def _after_comma(self) -> list[bool]:
        return ["," in gap for gap in self._gaps()]

    def _gaps(self) -> list[str]:
        """What stands before, between and after the words."""
        ends = [0, *(match.end() for match in self.matches)]
        starts = [*(match.start() for match in self.matches), len(self.text)]
        return [self.text[end:start] for end, start in zip(ends, starts, strict=True)]
