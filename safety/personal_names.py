"""The patterns that show that a person's name follows, compiled once from personal.yml and first_names.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.resources import load_yaml

_CAPITAL = r"[A-ZÅÄÖÉ][a-zåäöéüíáó]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
_FULL = rf"{_CAPITAL}(?:\s(?:von|af|de|al|bin|el)\s{_CAPITAL}|\s{_CAPITAL}){{0,2}}(?:\s[A-ZÅÄÖ](?!\w))?"
_END = r"(?![\wåäö-])"

TWO_NAMES = re.compile(rf"(?<![\w-])()({_CAPITAL}\s(?:(?:von|af|de|al|bin|el)\s)?{_CAPITAL}){_END}")
CALLED = re.compile(rf"(\b(?:han|hon|hen|den|som|de)\s+(?:heter|hette|kallas)\s+)({_FULL})")
SLASH = re.compile(rf"(?m)((?:^|\s)//?\s?)({_FULL})(?=\s*[.!]?\s*$)")
SIGNED = re.compile(rf"(?im)(\bm\.?v\.?h\.?[\s,:/-]+)(?-i:({_FULL}|[a-zåäöé]{{2,15}}))(?=\s*[.!]?\s*$)")
FIRST_WORD = re.compile(r"(?i)((?:^|\b(?:hej|tja|hallå|hejsan)\s?,?\s+))([a-zåäöéü]{2,20})(?=\s+heter\s+jag\b)")
SMALL_AT_START = re.compile(r"(?i)((?:^|[.!?,]\s*|\bhej\s+)heter\s+)([a-zåäöéü]{2,20})(?!\w)")


@dataclass(frozen=True)
class NamePatterns:
    """In each pattern the first group is kept and the second replaced, `sure` unless it is an ordinary word."""

    called: tuple[re.Pattern[str], ...]  # these need "heter" or "hette" in the text
    sure: tuple[re.Pattern[str], ...]
    known: tuple[re.Pattern[str], ...]  # replaced only when the first of the words is a known first name
    public: re.Pattern[str]
    not_names: frozenset[str]
    first_names: frozenset[str]


@lru_cache(maxsize=1)
def load_names() -> NamePatterns:
    """Reads the lists once."""
    raw: dict[str, Any] = load_yaml("personal.yml")
    words = {key: value.strip() for key, value in raw.items() if isinstance(value, str)}
    return NamePatterns(
        called=(_told_names(words), CALLED, FIRST_WORD, SMALL_AT_START),
        sure=(
            *(_led(words[kind]) for kind in ("introductions", "name_fields")),
            _own_name_small(words),
            *_relative_names(words),
            re.compile(rf"((?i:\b(?:{words['greetings']}))[\s,:!/-]+)({_FULL})(?=\s*[.!]?\s*$)", re.MULTILINE),
            re.compile(rf"(\b(?i:säg|kalla mig(?: för)?)\s+)({_FULL})(?=\s+till mig|\s*[.,!]|\s*$)"),
            re.compile(rf"((?i:\bhälsa (?:till )?))({_FULL})(?=\s+(?:från|att|om)\b)"),
            SLASH,
            SIGNED,
        ),
        known=(
            re.compile(rf"((?i:\b(?:jag är|det är|fråga(?:r|de)? efter)\s+))({_FULL}){_END}"),
            re.compile(rf"((?:^|\b(?i:hej|hallå|hejsan),?\s+))({_FULL})(?=\s(?:här|heter jag)\b)"),
            TWO_NAMES,
        ),
        public=re.compile(rf"(?i)\b(?:{words['read_and_heard']})\s*$"),
        not_names=frozenset(raw["not_names"]),
        first_names=frozenset(name.strip() for name in words["first_names"].split(",")),
    )


def _led(leads: str) -> re.Pattern[str]:
    return re.compile(rf"((?i:\b(?:{leads})[\s:,]+))({_FULL})")


def _own_name_small(words: Mapping[str, str]) -> re.Pattern[str]:
    family = rf"(?:\s(?:[a-zåäö]+(?:{words['family_endings']})))?"
    return re.compile(rf"(?i)\b((?:{words['sure_introductions']})\s+)([a-zåäöéü]{{2,20}}{family})(?!\w)")


def _relative_names(words: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    relations = words["relations"]
    who = rf"(?i:\b(?:{words['owners']})\s+(?:\w+\s)?(?:{relations}),?\s+(?:som )?(?:heter |hette )?)"
    several = rf"(?i:\b(?:{words['owners']})\s+(?:\w+\s)?(?:{words['several']}),?\s+(?:som )?(?:heter |hette )?)"
    names = rf"{_FULL}(?:(?:,| och| å| o| &)\s{_FULL}){{0,5}}"
    return (
        re.compile(rf"({several})({names}){_END}"),
        re.compile(rf"({who})({_FULL}){_END}"),
    )


def _told_names(words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"((?i:\b(?:{words['relations']})(?:en|n|nen)?\s+(?:heter|hette)\s+))({_FULL}){_END}")
