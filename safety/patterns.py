"""A small language for patterns over tagged words, and the search for them.

An element is a tag (`DIE`), a literal word (`livet`, `skär*`, `ta_slut` for two words) or alternatives of these
(`DIE|livet`); `$` among alternatives is the end of the sentence; `?` after an element makes it optional.
Between elements: nothing = the next word; `.3` = at most three words between; `.3!NEG` = the same, none of them
tagged NEG; `>` = anywhere later in the sentence; `//` = anywhere later in the message; `&` = what follows must
also hold somewhere, before or after. `^` and `$` hold the start and end of a sentence, `^^` and `$$` of the message.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

SENTENCE = 14
MESSAGE = 100_000
_FAR_ENOUGH = 12  # places tried across sentences, so that very long texts stay quick
END = "."
SENTENCE_END = "=$"


@dataclass(frozen=True)
class Step:
    """One element of a pattern with the gap that may precede it."""

    tags: tuple[str, ...]
    gap: int = 0
    across: bool = False
    without: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern; `needs` are the tag groups without which no match is possible."""

    source: str
    steps: tuple[Step, ...]
    needs: tuple[tuple[str, ...], ...]
    at_start: str = ""
    at_end: str = ""
    also: tuple[Pattern, ...] = ()


class Tagged:
    """The words of a message and where each tag begins and ends in them."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.spans: dict[str, dict[int, list[int]]] = {}
        self.sentence_of = _number_sentences(words)
        self._sorted: dict[str, list[int]] = {}

    def add(self, tag: str, start: int, end: int) -> None:
        """Marks words[start:end] with the tag."""
        ends = self.spans.setdefault(tag, {}).setdefault(start, [])
        if end not in ends:
            ends.append(end)
            self._sorted.pop(tag, None)

    def has(self, tag: str) -> bool:
        """Whether the tag occurs anywhere."""
        return tag in self.spans

    def sorted_starts(self, tag: str) -> list[int]:
        """Where the tag begins, in order."""
        if tag not in self._sorted:
            self._sorted[tag] = sorted(self.spans.get(tag, ()))
        return self._sorted[tag]

    def drop(self, taken: set[int]) -> None:
        """Removes every tag that touches one of these word positions."""
        self._sorted.clear()
        for tag, starts in list(self.spans.items()):
            for start in list(starts):
                starts[start] = [end for end in starts[start] if taken.isdisjoint(range(start, end))]
                if not starts[start]:
                    del starts[start]
            if not starts:
                del self.spans[tag]


def compile_pattern(source: str) -> Pattern:
    """Turns the written form into steps."""
    first, *others = source.split(" & ")
    pattern = _compile_one(first)
    also = tuple(_compile_one(other) for other in others)
    needs = pattern.needs + tuple(group for other in also for group in other.needs)
    return replace(pattern, source=source, needs=needs, also=also)


def _compile_one(source: str) -> Pattern:
    steps: list[Step] = []
    gap, across = 0, False
    without: tuple[str, ...] = ()
    at_start = at_end = ""
    for part in source.split():
        if part in ("^", "^^"):
            at_start = part
        elif part in ("$", "$$"):
            at_end = part
        elif _is_gap(part):
            gap, across, without = _read_gap(part)
        else:
            optional = part.endswith("?")
            steps.append(Step(_read_tags(part.rstrip("?")), gap, across, without, optional))
            gap, across, without = 0, False, ()
    needs = tuple(step.tags for step in steps if not step.optional)
    return Pattern(source, tuple(steps), needs, at_start, at_end)


def literals(pattern: Pattern) -> Iterator[str]:
    """The literal words a pattern mentions, without the mark that makes them tags."""
    for part in (pattern, *pattern.also):
        for step in part.steps:
            yield from (tag[1:] for tag in step.tags if tag.startswith("="))


def find(pattern: Pattern, text: Tagged) -> Iterator[tuple[int, int]]:
    """Every (start, end) of words where the pattern holds; one per start."""
    if not all(any(tag in text.spans for tag in group) for group in pattern.needs):
        return
    if not all(matches(other, text) for other in pattern.also):
        return
    for start in sorted(_starts(pattern, text)):
        if not _anchored(pattern.at_start, start, text):
            continue
        end = _match(pattern, 0, start, text)
        if end is not None:
            yield start, end


def matches(pattern: Pattern, text: Tagged) -> bool:
    """Whether the pattern holds anywhere."""
    return next(find(pattern, text), None) is not None


def _is_gap(part: str) -> bool:
    return part[0] in ".>/"


def _read_gap(part: str) -> tuple[int, bool, tuple[str, ...]]:
    head, *without = part.split("!")
    size = {">": SENTENCE, "//": MESSAGE}.get(head)
    return size if size is not None else int(head[1:]), head == "//", tuple(without)


def _read_tags(part: str) -> tuple[str, ...]:
    return tuple(word if re.fullmatch(r"[A-Z][A-Z0-9_]*", word) else f"={word}" for word in part.split("|"))


def _starts(pattern: Pattern, text: Tagged) -> set[int]:
    starts: set[int] = set()
    for step in pattern.steps:
        for tag in step.tags:
            starts.update(text.spans.get(tag, ()))
        if not step.optional:
            break
    return starts


def _anchored(anchor: str, start: int, text: Tagged) -> bool:
    if not anchor:
        return True
    if anchor == "^^":
        return start == 0
    return start == 0 or text.words[start - 1] == END


def _closed(anchor: str, end: int, text: Tagged) -> bool:
    if not anchor:
        return True
    rest = text.words[end:]
    if anchor == "$$":
        return all(word == END for word in rest)
    return not rest or rest[0] == END


def _match(pattern: Pattern, index: int, at: int, text: Tagged) -> int | None:
    if index == len(pattern.steps):
        return at if _closed(pattern.at_end, at, text) else None
    step = pattern.steps[index]
    for _, end in _candidates(step, at, text):
        result = _match(pattern, index + 1, end, text)
        if result is not None:
            return result
    if step.optional:
        return _match(pattern, index + 1, at, text)
    return None


def _candidates(step: Step, at: int, text: Tagged) -> list[tuple[int, int]]:
    """Where the step may be met, nearest first and longest first."""
    found: list[tuple[int, int]] = []
    for tag in step.tags:
        starts = text.spans.get(tag)
        if starts:
            for start in _places(step, at, tag, text):
                if start in starts and _gap_allows(step, at, start, text):
                    found.extend((start, end) for end in starts[start])
    found.sort(key=lambda span: (span[0], -span[1]))
    return found


def _places(step: Step, at: int, tag: str, text: Tagged) -> Sequence[int]:
    if not step.across:
        return range(at, at + step.gap + 1)
    later = text.sorted_starts(tag)
    first = bisect_left(later, at)
    return later[first : first + _FAR_ENOUGH]


def _gap_allows(step: Step, at: int, start: int, text: Tagged) -> bool:
    if not step.across and at < len(text.words) and text.sentence_of[at] != text.sentence_of[start]:
        return False
    if not step.across and END in text.words[at:start]:
        return False
    return all(text.spans.get(tag, {}).keys().isdisjoint(range(at, start)) for tag in step.without)


def _number_sentences(words: list[str]) -> list[int]:
    number, numbers = 0, []
    for word in words:
        numbers.append(number)
        number += word == END
    return numbers
