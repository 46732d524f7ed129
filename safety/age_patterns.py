"""The patterns that ages are written in, compiled once from ages.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety.resources import load_yaml

_BORN = re.compile(r"(?<!\w)(?:född|föddes|årgång|är från)\s*(?:år\s*)?(?P<y>(?:19|20)\d\d|\d\d)(?!\d)")
_SINCE = re.compile(r"\s*(?:år\s*)?(?:sen|sedan)(?!\w)")
_EGO = re.compile(r"(?<!\w)(?:jag|i'm|im)(?!\w)")
_MONTHS = r"(?:jan|feb|mars|apr|maj|juni|juli|aug|sep|okt|nov|dec)"


@dataclass(frozen=True)
class AgePatterns:
    """Everything stated_age looks for; numbers, grades and groups by the word that says them."""

    numbers: Mapping[str, int]
    grades: Mapping[str, int]
    gymnasium_years: Mapping[str, int]
    sure_grades: frozenset[str]
    group_words: Mapping[str, str]
    stated: tuple[re.Pattern[str], ...]
    in_grade: re.Pattern[str]
    group: re.Pattern[str]
    other: re.Pattern[str]
    other_last: re.Pattern[str]
    verb_or_person_first: re.Pattern[str]
    goes: re.Pattern[str]
    grade_not_own: re.Pattern[str]
    past_before: re.Pattern[str]
    past_after: re.Pattern[str]
    born: re.Pattern[str] = _BORN
    since: re.Pattern[str] = _SINCE
    ego: re.Pattern[str] = _EGO


@lru_cache(maxsize=1)
def load_age_patterns() -> AgePatterns:
    """Reads ages.yml once."""
    raw: dict[str, Any] = load_yaml("ages.yml")
    numbers = _numbers(raw)
    others = raw["others"].strip()
    return AgePatterns(
        numbers=numbers,
        grades=raw["grades"],
        gymnasium_years=raw["gymnasium_years"],
        sure_grades=frozenset(raw["sure_grades"]),
        group_words=raw["group_words"],
        stated=_stated(raw, numbers),
        in_grade=_in_grade(raw["grades"]),
        group=re.compile(rf"(?<!\w)(?P<w>{_either(raw['group_words'])})(?!\w)"),
        other=_word(others),
        other_last=re.compile(rf"(?:{others})\s*$"),
        verb_or_person_first=re.compile(rf"{raw['age_verbs']}|{raw['persons']}|går|gick|i |född"),
        goes=_word(raw["goes"]),
        grade_not_own=_word(raw["grade_not_own_before"]),
        past_before=re.compile(rf"(?:{raw['past_before']})\s*$"),
        past_after=re.compile(rf"\s*(?:{raw['past_after']})(?!\w)"),
    )


def _numbers(raw: Mapping[str, Any]) -> dict[str, int]:
    ones: list[str] = raw["numbers"]
    tens: dict[str, int] = raw["tens"]
    compounds = {ten + one: value + count for ten, value in tens.items() for count, one in enumerate(ones[1:10], 1)}
    return {**{word: number for number, word in enumerate(ones)}, **tens, **compounds}


def _stated(raw: Mapping[str, Any], numbers: Mapping[str, int]) -> tuple[re.Pattern[str], ...]:
    number = rf"(?P<n>\d{{1,3}}|{_either(numbers)})"
    free = rf"(?!\s*(?:{raw['not_an_age_before'].strip()}))"
    verb, person = f"(?:{raw['age_verbs']})", f"(?:{raw['persons']})"
    after_age = r"(?=\s*(?:[.,)\n]|$|och är|och bor|och går|och jag|gammal|kille|tjej))"
    return (
        re.compile(rf"(?<![\w.,:/-]){number}\s*(?:-\s*)?(?:åring\w*|årig\w*|bast(?!\w)|years old|yo(?!\w))"),
        re.compile(rf"(?<!\w){verb}\s*:?\s*{number}(?:år)?(?!\w){free}(?:\s*år)?"),
        re.compile(rf"(?<![\w.,:/-]){number}\s*år\s+gam\w+"),
        re.compile(rf"(?<!\w){person}\s*(?:på\s*|,\s*)?{number}(?!\w){free}"),
        re.compile(rf"(?:^|(?<=[.,\n(] )|(?<=[.,\n(])){number}\s*år{after_age}"),
        re.compile(rf"^{number}\s*(?:,|$)(?!\d)"),
        re.compile(rf"^(?P<n>1[0-7])\.\s+(?!{_MONTHS})(?=\w)"),
        re.compile(r"(?<!kl)\.\s+(?P<n>1[0-7])\W*$"),
    )


def _in_grade(grades: Mapping[str, int]) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:går|gick|gå|börjat|börjar|börjat i|pluggar|(?<!en )(?<!min )(?<!vår )elev|är)?\s*(?:i|på)\s+"
        rf"(?P<g>{_either(grades)})(?!\w)(?P<gym>\s+på\s+gymnasiet|\s+gymnasiet)?"
        r"|(?<!\w)(?:(?:åk|årskurs|klass)\s*|(?:hejdå|adjö|förlåt|går i|alla i|hela)\s+(?=[4-9][a-f](?!\w)))"
        r"(?P<k>[1-9])(?!\d)"
    )


def _either(words: Mapping[str, object]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _word(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
