"""Meaning as editors write it, groups of words that stand close together in any order, and where a text holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

NEAR = 70  # letters around the first group in which the others must stand
Span = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """Words of which one must be found; `heads` are how each begins, after a space, to pass over quickly."""

    pattern: re.Pattern[str]
    heads: frozenset[str]


def groups_of(alternative: str) -> tuple[Group, ...]:
    """The groups of one line of an editor: "dukar|dukade + för två"."""
    return tuple(group(words) for words in alternative.split(" + "))


def group(words: str) -> Group:
    """Words of which one must be found; a star stands for any ending."""
    ways = [word.strip() for word in words.split("|")]
    either = (re.escape(way).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for way in ways)
    pattern = re.compile("|".join(rf"(?<!\w){way}(?!\w)" for way in either))
    return Group(pattern, frozenset(" " + re.split(r"\W", way)[0] for way in ways))


def together_in(groups: tuple[Group, ...], passage: str) -> int | None:
    """Where the last group is found, when all are found near the first and no word counts twice."""
    for first in groups[0].pattern.finditer(passage):
        found: list[Span] = [first.span()]
        for other in groups[1:]:
            span = _beside(other.pattern, passage, found)
            if span is None:
                break
            found.append(span)
        else:
            return max(start for start, _ in found)
    return None


def _beside(group: re.Pattern[str], passage: str, found: list[Span]) -> Span | None:
    """A place of the group near the first one found, in words that none of the others took."""
    first, last = found[0][0] - NEAR, found[0][1] + NEAR
    spans = (hit.span() for hit in group.finditer(passage) if first <= hit.start() and hit.end() <= last)
    return next((span for span in spans if all(span[1] <= begun or ended <= span[0] for begun, ended in found)), None)
