"""The patterns of personal data, compiled once from personal.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.resources import load_yaml

_CAPITAL = r"[A-ZÅÄÖÉ][a-zåäöéüíáó]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
_FULL = rf"{_CAPITAL}(?:\s(?:von|af|de|al|bin|el)\s{_CAPITAL}|\s{_CAPITAL}){{0,2}}"

PERSON_NUMBER = re.compile(
    r"(?<!\d)((?:19|20)?\d{2}\s?[01]\d\s?(?:[0-3]|[6-9])\d)\s?[-–+ ]?\s?(\d\s?\d\s?\d\s?\d)(?!\d)"
)
SPACED_NUMBER = re.compile(r"(?<!\d)(?:\d[ .\-]){9,11}\d(?!\d)")
EMAIL = re.compile(
    r"[\w.+%-]{1,64}(?:@|\s?(?:\(at\)|\[at\])\s?|\ssnabel-?a\s)[\w-]{1,64}(?:(?:\.|\s?\(dot\)\s?|\spunkt\s)[\w-]{1,64})+",
    re.IGNORECASE,
)
CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)")
PHONE = re.compile(
    r"(?<![\w/.:,-])(?:(?:\+|00)\d{2}[\s()-]{0,3}(?:\(0\))?[\d\s-]{6,13}\d"
    r"|0\d{1,3}[\s/-]{0,3}\d[\d \-]{4,10}\d)(?![\w/:-])"
)
PLATE = re.compile(r"(?<![\w-])[A-HJ-PR-UW-Z]{3}[ -]?\d{2}[0-9A-HJ-PR-UW-Z](?![\w-])")
NAMED_PLATE = re.compile(
    r"(?i)\b(reg(?:\.|istrerings)?\s?(?:nr|nummer|skylt(?:en)?)?\.?\s*(?:är|:)?\s*)([a-zåäö]{3}[ -]?\d{2}[a-z\d])\b"
)
HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-zÅÄÖåäö0-9_.]{2,30}(?<!\.)")
POSTCODE = re.compile(r"(?<![\d-])\d{3}\s\d{2}\s(?=[A-ZÅÄÖ][a-zåäö]+)")
TWO_NAMES = re.compile(rf"(?<![\w-])({_CAPITAL})\s(?:(?:von|af|de|al|bin|el)\s)?{_CAPITAL}(?![\w-])")
I_AM = re.compile(rf"((?i:\bjag är\s+))({_FULL})(?![\wåäö-])")
CALLED = re.compile(rf"(\b(?:han|hon|hen|den|som|de)\s+(?:heter|hette|kallas)\s+)({_FULL})")


@dataclass(frozen=True)
class PersonalPatterns:
    """Patterns built from the word lists; the group before the data is kept, the group with it replaced."""

    profile: re.Pattern[str]
    account: re.Pattern[str]
    named_handle: re.Pattern[str]
    secret: re.Pattern[str]
    street: re.Pattern[str]
    own_name: re.Pattern[str]
    own_name_small: re.Pattern[str]
    relative_name: re.Pattern[str]
    not_names: frozenset[str]
    first_names: frozenset[str]
    calls_to_all: frozenset[str]
    public_prefixes: tuple[str, ...]
    labels: Mapping[str, str]


@lru_cache(maxsize=1)
def load_personal() -> PersonalPatterns:
    """Reads personal.yml once."""
    raw: dict[str, Any] = load_yaml("personal.yml")
    words = {key: value.strip() for key, value in raw.items() if isinstance(value, str)}
    return PersonalPatterns(
        profile=re.compile(rf"(?i)(?:https?://)?(?:www\.|m\.)?(?:{words['profile_sites']})\.(?:com|me|gg|tv)/[^\s]+"),
        account=re.compile(rf"(?i)\b({words['accounts']})\b(\s*(?:är|:|nr|nummer)?\s*)(\d[\d\s,.-]{{4,30}}\d)"),
        named_handle=_named_handle(words["services"]),
        secret=re.compile(rf"(?i)\b((?:{words['secrets']})\s*(?:är|:|=)\s*)(\S{{3,40}})"),
        street=_street(words),
        own_name=re.compile(rf"((?i:\b(?:{words['introductions']})[\s:,]+))({_FULL})"),
        own_name_small=_own_name_small(words),
        relative_name=_relative_name(words),
        not_names=frozenset(raw["not_names"]),
        first_names=frozenset(name.strip() for name in words["first_names"].split(",")),
        calls_to_all=frozenset(raw["calls_to_all"]),
        public_prefixes=tuple(raw["public_prefixes"]),
        labels=raw["labels"],
    )


def _named_handle(services: str) -> re.Pattern[str]:
    lead = r"(?:min |mitt |hans |hennes |deras |på |heter |adda? (?:mig )?){0,3}"
    link = r"(?:\s{0,2}(?:är|heter|kontot?|namn|användarnamn|id|:|=)){1,3}\s*"
    return re.compile(rf"(?i)\b({lead}(?:{services}){link})([\w.#-]{{3,32}})")


def _street(words: Mapping[str, str]) -> re.Pattern[str]:
    name = r"(?:[A-ZÅÄÖ][\wåäöé]{1,20}\s(?:[a-zåäö]{1,3}\s)?(?=[a-zåäö])|[A-Za-zÅÄÖåäöé]{3,25}?)"
    number = r"\s?(?:nr\s?|nummer\s?)?\d{1,3}\s?(?:[A-Ha-h](?![\wåäö]))?"
    flat = rf"(?:,?\s?(?:{words['flat']})\.?\s?\d{{0,4}}(?:\s?tr)?)?"
    town = r"(?:,?\s\d{3}\s?\d{2}(?!\d)(?:\s[A-ZÅÄÖ][\wåäö]+)?)?"
    return re.compile(
        rf"(?<![\w-]){name}(?:{words['streets']}){number}{flat}{town}(?!\s?(?:{words['not_a_house_number']}))(?![\d:])"
    )


def _own_name_small(words: Mapping[str, str]) -> re.Pattern[str]:
    family = rf"(?:\s(?:[a-zåäö]+(?:{words['family_endings']})))?"
    return re.compile(rf"(?i)\b((?:{words['sure_introductions']})\s+)([a-zåäöéü]{{2,20}}{family})(?!\w)")


def _relative_name(words: Mapping[str, str]) -> re.Pattern[str]:
    who = rf"(?i:\b(?:{words['owners']})\s+(?:\w+\s)?(?:{words['relations']}),?\s+(?:som )?(?:heter |hette )?)"
    return re.compile(rf"({who})({_FULL})(?![\wåäö-])")
