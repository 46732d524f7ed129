"""Words that are read by their neighbours: "va" is var, vara or vad, "sa" is said or så."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ANY_WORD = "@something"
DIGITS = "@digits"


@dataclass(frozen=True)
class Word:
    """A neighbour as it was written and as it is read; both empty where there is none."""

    written: str
    read: str


@dataclass(frozen=True)
class Rule:
    """How a word is read between these neighbours; None means that the place does not matter."""

    read: str
    after: frozenset[str] | None
    before: frozenset[str] | None
    then: frozenset[str] | None
    ringless: bool


def read_beside(word: str, rules: Sequence[Rule], before: Word, after: Word, then: Word, ringless: bool) -> str:
    """The reading of the first rule that fits, or the word itself."""
    for rule in rules:
        if rule.ringless and not ringless:
            continue
        if _fits(rule.after, before) and _fits(rule.before, after) and _fits(rule.then, then):
            return rule.read
    return word


def compile_rules(raw: Mapping[str, Any], groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[Rule, ...]]:
    """The rules of spelling.yml by the word that they are about."""
    return {str(word): tuple(_compile(entry, groups) for entry in entries) for word, entries in raw.items()}


def _compile(entry: Mapping[str, Any], groups: Mapping[str, Sequence[str]]) -> Rule:
    places = {place: _words(entry.get(place), groups) for place in ("after", "before", "then")}
    return Rule(str(entry["read"]), ringless=bool(entry.get("ringless")), **places)


def _words(listed: str | list[str] | None, groups: Mapping[str, Sequence[str]]) -> frozenset[str] | None:
    if listed is None:
        return None
    if isinstance(listed, str):
        return frozenset([ANY_WORD]) if listed == ANY_WORD else frozenset(groups[listed.removeprefix("@")])
    return frozenset(str(word) for word in listed)


def _fits(wanted: frozenset[str] | None, word: Word) -> bool:
    if wanted is None:
        return True
    if ANY_WORD in wanted:
        return bool(word.written)
    return word.written in wanted or word.read in wanted or (DIGITS in wanted and word.written.isdigit())


def must_change(rules: Sequence[Rule]) -> str:
    """How the word is read where no neighbour says otherwise; empty when it may stay as it is."""
    last = rules[-1]
    return "" if last.ringless or (last.after, last.before, last.then) != (None, None, None) else last.read
