"""Finds the ages people state, the writer's own and other people's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from safety.age_patterns import AgePatterns, load_age_patterns
from safety.normalise import normalise

_CLAUSE = re.compile(r"[.,!?;:()\n]|\boch(?= (?:är|e|går|jag)\b)")
_YOUNGEST, _OLDEST = 4, 112
_OF_AGE = 18
_NEAR = 34
_FIRST_GRADE = 6
_VERB_FIRST = re.compile(r"(?:är|e|blir|fyller|fyllde)(?!\w)")
_NO_SUBJECT = frozenset(
    ("och", "å", "men", "nu", "ju", "bara", "typ", "asså", "alltså", "ja", "jo", "nej", "nä", "hej", "tja", "tjena")
    + ("som", "själv", "mig", "här", "snart", "precis", "ändå", "väl", "fast", "också", "iaf", "liksom", "okej", "ok")
    + ("vi",)
    + (
        "man",
        "hallå",
        "eh",
        "öh",
        "mm",
        "sen",
        "för",
        "att",
        "är",
        "e",
        "jag",
        "ålder",
        "åldern",
        "god",
        "dag",
        "kväll",
        "då",
    )
)  # before "är 16" these leave the writer as the one who is meant; any other word is the one who is that old
_WHERE_FROM = re.compile(r"(?:från|i|på|utanför|nära|vid|till|hos|med)\s+\w+\s*$")
_SEVERAL = re.compile(r"\s*(?:år)?\s*(?:,|och|å|o|&|resp\w*)\s*(?P<n>\w+)(?!\w)(?!\s+(?!år\b|gamla\b|och\b|å\b|o\b)\w)")


@dataclass(frozen=True)
class StatedAge:
    """An age or age group somebody states; `evidence` is the wording in normalised text."""

    years: int | None
    group: str | None
    whose: str
    evidence: str


def stated_ages(text: str, today: date) -> list[StatedAge]:
    """Every age in the text, in order; `today` turns a year of birth into years."""
    normal, words = normalise(text), load_age_patterns()
    found = [*_numbers(normal, words), *_births(normal, words, today), *_grades(normal, words), *_groups(normal, words)]
    unique = {(age.years, age.group, age.whose): age for _, age in sorted(found, key=lambda item: item[0])}
    return list(unique.values())


def says_minor(ages: Sequence[StatedAge]) -> bool:
    """Whether the writer says to be under 18."""
    own = [age for age in ages if age.whose == "writer"]
    known = [age.years for age in own if age.years is not None]
    if known:
        return min(known) < _OF_AGE
    return any(age.group == "child" or age.evidence in ("minderårig", "omyndig") for age in own)


def group_of(years: int) -> str:
    """The age group that the vocabulary of the house uses."""
    for limit, name in ((13, "child"), (20, "teen"), (30, "young_adult"), (65, "adult")):
        if years < limit:
            return name
    return "older"


def _numbers(text: str, words: AgePatterns) -> Iterator[tuple[int, StatedAge]]:
    for pattern in words.stated:
        for match in pattern.finditer(text):
            years = _value(match.group("n"), words)
            if _YOUNGEST <= years <= _OLDEST and not _is_past(match, words) and not _is_duration(match, words):
                yield match.start(), _age(years, match, words)


def _is_past(match: re.Match[str], words: AgePatterns) -> bool:
    before = match.string[: match.start()]
    if words.since.match(match.string, match.end()) or words.past_before.search(before):
        return True
    if before.rstrip().endswith("klockan"):
        return True
    return "åring" in match.group() and before.rstrip().endswith("som")


def _is_duration(match: re.Match[str], words: AgePatterns) -> bool:
    """ ". Fyra år, tre byten": written out and not at the very start it is a time, not an age."""
    bare = re.fullmatch(r"\w+\s*år", match.group())
    spelled_out = not match.group()[0].isdigit()
    return bool(bare and spelled_out and not words.other.search(match.string[: match.start()]))


def _births(text: str, words: AgePatterns, today: date) -> Iterator[tuple[int, StatedAge]]:
    for match in words.born.finditer(text):
        year = int(match.group("y"))
        if year < 100:
            year += 2000 if year <= today.year % 100 else 1900
        if _YOUNGEST <= today.year - year <= _OLDEST:
            yield match.start(), _age(today.year - year, match, words)


def _grades(text: str, words: AgePatterns) -> Iterator[tuple[int, StatedAge]]:
    for match in words.in_grade.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.end()]
        goes = bool(words.goes.search(before))
        if not goes and (words.grade_not_own.search(before) or words.past_after.match(text, match.end())):
            continue
        if goes or match.group("k") or match.group("gym") or match.group("g") in words.sure_grades:
            yield match.start(), _age(_grade_years(match, words), match, words)


def _grade_years(match: re.Match[str], words: AgePatterns) -> int:
    grade = match.group("g")
    if match.group("gym"):
        return words.gymnasium_years.get(grade, 17)
    return words.grades[grade] if grade else int(match.group("k")) + _FIRST_GRADE


def _groups(text: str, words: AgePatterns) -> Iterator[tuple[int, StatedAge]]:
    for match in words.group.finditer(text):
        word = match.group("w")
        yield match.start(), StatedAge(None, words.group_words[word], _whose(match, words), word)


def _age(years: int, match: re.Match[str], words: AgePatterns) -> StatedAge:
    return StatedAge(years, group_of(years), _whose(match, words), match.group().strip(" .,"))


def _whose(match: re.Match[str], words: AgePatterns) -> str:
    """The nearest person named before the age in its clause; nobody means the writer."""
    clauses = _CLAUSE.split(match.string[: match.start()])
    owners = [(found.start(), "other") for found in words.other.finditer(clauses[-1])]
    owners += [(found.start(), "writer") for found in words.ego.finditer(clauses[-1])]
    if owners:
        return max(owners)[1]
    if _has_another_subject(clauses[-1], match) or _names_several(match, words):
        return "other"
    apposition = not words.verb_or_person_first.match(match.group())
    if apposition and len(clauses) > 1 and words.other_last.search(clauses[-2]):
        return "other"
    return "writer"


def _has_another_subject(before: str, match: re.Match[str]) -> bool:
    """ "Bella är 11": whatever stands before the verb is that old, unless it is a filler or a place."""
    said = before[-_NEAR:].split()
    if not said or not _VERB_FIRST.match(match.group()) or _WHERE_FROM.search(before[-_NEAR:]):
        return False
    return said[-1] not in _NO_SUBJECT


def _names_several(match: re.Match[str], words: AgePatterns) -> bool:
    """ "6 år och 9" are the ages of several, and the writer has only one."""
    found = _SEVERAL.match(match.string, match.end())
    return found is not None and (found.group("n").isdigit() or found.group("n") in words.numbers)


def _value(word: str, words: AgePatterns) -> int:
    return int(word) if word.isdecimal() else words.numbers[word]
