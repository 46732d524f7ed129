"""Hears which activities a person wishes for or loves: what is named, in what kind of message, beside which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import yaml

from bot.components.interest_context import BEFORE, Links, Said, Sentences
from bot.components.interest_index import Hit, InterestIndex, build_index
from bot.components.vocabulary import interest_entries

WORDS = Path(__file__).with_name("interest_words.yml")
NEGATION_REACHES = 2
MOST_WORDS_OF_A_BARE_ANSWER = 4
SHORTEST_IN_ANOTHER_LANGUAGE = 8  # a shorter Swedish word may stand there by chance
OTHER_LANGUAGE = "other_language"


class Level(IntEnum):
    """How clearly an interest is wished for; the numbers of `needs` in interest_words.yml."""

    NAMED = 0
    SOUGHT = 1
    WISHED = 2
    LOVED = 3
    NEVER = 9


@dataclass(frozen=True)
class Needs:
    """How clearly an activity, and a word that only names a thing, must be wished for to count."""

    activity: int = Level.NEVER
    thing: int = Level.NEVER

    def of(self, hit: Hit) -> int:
        return self.thing if hit.meaning.is_thing else self.activity


class Cues:
    """The expressions of interest_words.yml, as patterns on the words before and after an interest."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._cut = _up_to(words["cutting"])
        self._turn = _up_to(words["turning"])
        self._before = {
            Level.LOVED: _near(words["likes"], BEFORE),
            Level.WISHED: _near(words["wants"], BEFORE),
            Level.SOUGHT: _near(words["seeks"], BEFORE),
        }
        self._refusals = _near(words["refusals"], NEGATION_REACHES, word=r"[^\s,]+")
        self._lacks = re.compile("|".join(words["lacks"]))
        self._liked_after = re.compile(rf"^(?:\S+ ){{0,2}}?(?:{'|'.join(words['liked_after'])})\b")
        self._refused_after = re.compile(rf"^(?:\S+ ){{0,1}}?(?:{'|'.join(words['refused_after'])})\b")
        self._abroad = re.compile(rf"(?<!\w)(?:{'|'.join(words['sought_abroad'])})(?!\w)")

    def refuse(self, said: Said) -> bool:
        """True when it is turned down, lost or only excepted."""
        if self._lacks.search(said.around):
            return False
        before = self._turn.sub("", self._cut.sub("", said.before))
        return bool(self._refusals.search(before) or self._refused_after.search(said.after))

    def turn(self, said: Said) -> bool:
        """True when something else is preferred to what was named before."""
        return self._turn.search(said.before) is not None

    def level(self, said: Said) -> Level:
        """How clearly it is wished for."""
        before = self._cut.sub("", said.before)
        if self._before[Level.LOVED].search(before) or self._liked_after.search(said.after):
            return Level.LOVED
        if self._before[Level.WISHED].search(before) or self._lacks.search(said.around):
            return Level.WISHED
        is_sought = said.is_all or said.is_asked or self._before[Level.SOUGHT].search(before)
        return Level.SOUGHT if is_sought else Level.NAMED

    def level_abroad(self, said: Said) -> Level:
        """The same in another language, where the words may stand anywhere in the sentence."""
        is_sought = said.is_all or said.is_asked or self._abroad.search(said.around)
        return Level.SOUGHT if is_sought else Level.NAMED


class InterestFinder:
    """Built once; `find` is called for every message."""

    def __init__(self, entries: Sequence[Mapping[str, Any]] | None = None) -> None:
        words = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        self.index: InterestIndex = build_index(interest_entries() if entries is None else entries, words)
        self._cues = Cues(words)
        self._needs = {str(intent): Needs(*needs) for intent, needs in words["needs"].items()}
        self._needs_in_danger = {str(intent): Needs(*needs) for intent, needs in words["needs_in_danger"].items()}
        self._never_bare = frozenset(words["never_bare"])
        self._links = Links(frozenset(words["joining"]), frozenset(words["listing"]))
        self._filling = frozenset(words["filling"])

    def find(self, text: str, intent: str, *, in_danger: bool = False) -> list[tuple[str, str]]:
        """(name, the words it was read from) of every interest in a normalised text."""
        sentences = Sentences(text)
        needs = self._needs.get(intent)
        if in_danger:
            needs = self._needs_in_danger.get(intent, needs)
        if needs is None and len(sentences.words) > MOST_WORDS_OF_A_BARE_ANSWER:
            return []
        hits = self._hits(sentences.words, intent)
        if hits and intent not in self._never_bare and self._is_bare(sentences, hits):
            needs = Needs(Level.NAMED, Level.NAMED)
        return self._wished(sentences, hits, needs or Needs(), intent) if hits else []

    def _wished(self, sentences: Sentences, hits: Sequence[Hit], needs: Needs, intent: str) -> list[tuple[str, str]]:
        """Those that are wished for clearly enough, without what is wider than another one beside it."""
        level_of = self._cues.level_abroad if intent == OTHER_LANGUAGE else self._cues.level
        kept: dict[str, str] = {}
        listed: set[str] = set()
        level, refused, counted, before = Level.NAMED, False, False, ""
        for said in sentences.around(hits, self._links, self._filling):
            name = said.hit.meaning.name
            refused = self._cues.refuse(said) or (refused and said.is_joined and not self._cues.turn(said))
            level = max(level_of(said), level if said.is_joined else Level.NAMED)
            counted = not refused and (level >= needs.of(said.hit) or (said.is_joined and counted))
            if counted:
                kept.setdefault(name, said.words)
                listed |= {name, before} if said.is_listed else set()
            before = name
        return [(name, kept[name]) for name in self.index.narrowest(list(kept), listed)]

    def _hits(self, words: Sequence[str], intent: str) -> list[Hit]:
        """In another language its own words, and Swedish ones that are too long to be there by chance."""
        swedish = self.index.find(words)
        if intent != OTHER_LANGUAGE:
            return swedish
        long = [hit for hit in swedish if len("".join(words[hit.start : hit.end])) >= SHORTEST_IN_ANOTHER_LANGUAGE]
        by_start = {hit.start: hit for hit in (*long, *self.index.find_abroad(words))}
        return [by_start[start] for start in sorted(by_start)]

    def _is_bare(self, sentences: Sentences, hits: Sequence[Hit]) -> bool:
        """True when a short message is nothing but interests."""
        is_short = len(sentences.words) <= MOST_WORDS_OF_A_BARE_ANSWER
        return is_short and not sentences.beside(hits, self._filling)


def _up_to(expressions: Sequence[str]) -> re.Pattern[str]:
    """All words up to the last of the expressions."""
    return re.compile(rf"^.*\b(?:{'|'.join(expressions)})\b")


def _near(expressions: Sequence[str], most: int, word: str = r"\S+") -> re.Pattern[str]:
    """Any of the expressions, at most so many words before the end."""
    return re.compile(rf"\b(?:{'|'.join(expressions)})(?: {word}){{0,{most}}}$")
