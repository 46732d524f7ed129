"""The patterns of personal data other than names, compiled once from personal.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.resources import load_yaml

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060"  # soft hyphens and the like, which come along when a number is pasted
_BETWEEN = rf"[\s().\-\u2010-\u2013/{_UNSEEN}]{{0,4}}"
_ENDINGS = r"(?:com|se|nu|net|org|eu|fi|no|dk|info|me|io|de)"
_AT = r"(?:\s?@\s?|\s?[(\[]\s?(?:at|snabel-?\s?a)\s?[)\]]\s?|\ssnabel-?\s?a\s)"
_DOT = r"(?:\.|\s?[(\[](?:dot|punkt)[)\]]\s?|\s(?:punkt|dot)\s)"

PERSON_NUMBER = re.compile(rf"(?<!\d)\d(?:[ .\-+/\u2010-\u2013{_UNSEEN}]{{0,3}}\d){{9,11}}(?!\d)")
WRITTEN_AS_ONE = re.compile(r"(?:(?:19|20)[ .-]?)?(?:\d{6}|\d\d([ .-])\d\d\1\d\d)\s?[-+/.\u2010-\u2013 ]?\s?\d{4}")
EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]+(?:(?:@|{_AT})[\w-]{{1,64}}(?:{_DOT}[\w-]{{1,64}})*(?:{_DOT}[\w-]{{1,64}}|\s?\.\s?{_ENDINGS}\b)"
    rf"|\sat\s[\w-]{{1,64}}{_DOT}{_ENDINGS}\b)",
    re.IGNORECASE,
)
CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
FOUR_BY_FOUR = re.compile(r"[3-6]\d{3}(?:([ -])\d{4}\1\d{4}\1\d{4}|\d{12})")
IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)")
BANK_ACCOUNT = re.compile(r"(?<![\d-])\d{4}-(?:\d[ ,.-]{0,2}){6,10}\d(?:-\d)?(?!\d)")
PHONE = re.compile(
    rf"(?<![\w/:,.-])(?:(?:\+|00){_BETWEEN}(?:\d{_BETWEEN}){{7,12}}\d"
    rf"|\(?0\d{{1,3}}(?:\s(?:och sen|och sedan|och|sen|sedan|följt av)\s)?{_BETWEEN}(?:\d{_BETWEEN}){{4,9}}\d"
    rf"(?:\s(?:och sen|och sedan|sen|sedan|följt av)\s\d[\d -]{{1,8}})?"
    rf"|46{_BETWEEN}7[02369](?:{_BETWEEN}\d){{7}})(?![\w/:-])"
)
SPELT_PHONE = re.compile(
    r"(?i)\bnoll(?:[\s,-]{1,2}(?:noll|ett?|två|tre|fyra|fem|sex|sju|åtta|nio|\d{1,3}(?!\d))){4,11}(?!\w)"
)
TIMES_OR_DATE = re.compile(
    r"\d{1,2}[.:]\d{2}\s?[-\u2013]\s?\d{1,2}[.:]\d{2}|\d{1,2}([./-])\d{1,2}\1\s?(?:19|20)\d\d(?!\d)"
)
PLATE = re.compile(r"(?<![\w-])([A-HJ-PR-UW-Z]{3})[ -]?\d{2}[0-9A-HJ-PR-UW-Z](?![\w-])")
NAMED_PLATE = re.compile(
    r"(?i)\b((?:reg(?:\.|istrerings)?\s?(?:nr|nummer|skylt(?:en)?)?|skylt(?:en)?|bil(?:en)?)\.?\s*(?:är|:)?\s*)"
    r"([a-zåäö]{3}[ -]?\d{2}[a-z\d])\b"
)
HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-zÅÄÖåäö0-9_.]{2,30}(?<!\.)")
POSTCODE = re.compile(r"(?<![\d-])(?:SE?-)?\d{3}\s?\d{2}\s(?=[A-ZÅÄÖ][a-zåäö]+)")
BOX = re.compile(r"(?i)\bbox\s\d{1,5}(?=,?\s\d{3}\s\d{2}\s)")
ACCOUNT_LIKE = r"(?=[\w.#-]*[^\W\d_])(?=[\w#-]*(?:[\d_#]|\.[^\W\d_]{2}))[\w.#-]{4,32}(?<![.-])"


@dataclass(frozen=True)
class PersonalPatterns:
    """Patterns built from the word lists; the group before the data is kept, the group with it replaced."""

    profile: re.Pattern[str]
    account: re.Pattern[str]
    clearing: re.Pattern[str]
    service: re.Pattern[str]
    named_handle: re.Pattern[str]
    handle_near: re.Pattern[str]
    handle_before: re.Pattern[str]
    secret: re.Pattern[str]
    person_number_words: re.Pattern[str]
    street: re.Pattern[str]
    not_plates: frozenset[str]
    calls_to_all: frozenset[str]
    public_prefixes: tuple[str, ...]
    public_numbers: frozenset[str]
    labels: Mapping[str, str]


@lru_cache(maxsize=1)
def load_personal() -> PersonalPatterns:
    """Reads personal.yml once."""
    raw: dict[str, Any] = load_yaml("personal.yml")
    words = {key: value.strip() for key, value in raw.items() if isinstance(value, str)}
    services = words["services"]
    return PersonalPatterns(
        profile=re.compile(rf"(?i)(?:https?://)?(?:www\.|m\.)?(?:{words['profile_sites']})\.(?:com|me|gg|tv)/[^\s]+"),
        account=re.compile(rf"(?i)\b((?:{words['accounts']})\b\s*(?:är|på|:|nr|nummer)?\s*)(\d[\d\s,.-]{{4,30}}\d)"),
        clearing=re.compile(r"(?i)\b(clearing(?:nr|nummer|numret)?\s*(?:är|:)?\s*)(\d{4,5})(?!\d)"),
        service=re.compile(rf"(?i)\b(?:{services})"),
        named_handle=_named_handle(services),
        handle_near=re.compile(rf"(?i)\b((?:{services})\b\W{{1,3}}(?:[^\W\d_]+\s+){{0,3}}?)({ACCOUNT_LIKE})(?![\w@])"),
        handle_before=re.compile(
            rf"(?i)((?<![\w.#-])(?:heter\s+)?)({ACCOUNT_LIKE}|(?<=heter\s)[\w.]{{3,32}})"
            rf"(?=,?\s+(?:heter jag\s+|är jag\s+)?(?:på|i)\s+(?:min\s)?(?:{services}))"
        ),
        secret=re.compile(rf"(?i)\b((?:{words['secrets']})\s*(?:är|:|=)\s*)(\S{{3,40}})"),
        person_number_words=re.compile(rf"(?i)\b(?:{words['person_numbers']})"),
        street=_street(words),
        not_plates=frozenset(raw["not_plates"]),
        calls_to_all=frozenset(raw["calls_to_all"]),
        public_prefixes=tuple(raw["public_prefixes"]),
        public_numbers=frozenset(raw["public_numbers"]),
        labels=raw["labels"],
    )


def _named_handle(services: str) -> re.Pattern[str]:
    lead = r"(?:min |mitt |hans |hennes |deras |på |heter |adda? (?:mig )?){0,3}"
    link = r"(?:\s{0,2}(?:är|heter|som|under|kontot?|namn|användarnamn|id|:|=)){1,3}\s*"
    return re.compile(rf"(?i)\b({lead}(?:{services}){link})([\w.#-]{{3,32}})")


def _street(words: Mapping[str, str]) -> re.Pattern[str]:
    before = (
        rf"(?:(?!(?i:{words['not_in_a_street']})\s)(?:[A-ZÅÄÖ][\w:åäöé]{{0,20}}|(?:{words['street_parts']}))\s){{0,2}}"
    )
    name = (
        rf"(?:{before}[A-Za-zÅÄÖåäöé]{{3,25}}?|[A-ZÅÄÖ][\wåäöé]{{1,20}}\s(?:[A-ZÅÄÖ][\wåäöé]{{1,20}}\s)?(?=[a-zåäö]))"
    )
    number = r"\s?(?:nr\s?|nummer\s?)?\d{1,3}(?:-\d{1,3})?\s?(?:[A-Ha-h](?![\wåäö]))?"
    flat = rf"(?:,?\s?(?:(?:{words['flat']})\.?(?:\s?\d{{1,4}}|(?!\w))(?:\s?tr)?|\d\s?tr(?:appor)?)(?!\w))?"
    town = rf"(?:,?\s(?:SE?-)?\d{{3}}\s?\d{{2}}(?!\d)(?:\s(?!(?:{words['not_a_town']})\b)[A-ZÅÄÖa-zåäö]{{3,}})?)?"
    return re.compile(
        rf"(?<![\w-]){name}(?:{words['streets']}){number}{flat}{town}(?!\s?(?:{words['not_a_house_number']}))(?![\d:])"
    )
