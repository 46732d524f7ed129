"""Finds the ages people state, the writer's own and other people's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safety.normalise import normalise

_WRITTEN = (
    "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo"
).split()
_TENS = {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90}
_NUMBERS: dict[str, int] = {
    **{word: number for number, word in enumerate(_WRITTEN)},
    **{"en": 1, "ett": 1, "arton": 18, "aderton": 18, "tolv": 12},
    **_TENS,
    **{ten + one: value + count for ten, value in _TENS.items() for count, one in enumerate(_WRITTEN[1:10], 1)},
}
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_GRADES = {
    "förskoleklass": 6, "lågstadiet": 8, "mellanstadiet": 11, "högstadiet": 14, "ettan": 7, "tvåan": 8, "trean": 9, "fyran": 10,
    "femman": 11, "sexan": 12, "sjuan": 13, "åttan": 14, "nian": 15, "1an": 7, "2an": 8, "3an": 9, "4an": 10, "5an": 11, "6an": 12,
    "7an": 13, "8an": 14, "9an": 15, "gymnasiet": 17, "gymnasium": 17, "gymnasieelev": 17,
}  # fmt: skip
_GYMNASIUM = {"ettan": 16, "tvåan": 17, "trean": 18, "1an": 16, "2an": 17, "3an": 18}
_GRADE = "|".join(sorted(_GRADES, key=len, reverse=True))
_GROUP_WORDS = {
    "pensionär": "older", "pensionerad": "older", "ålderspensionär": "older", "tonåring": "teen", "tonårstjej": "teen",
    "tonårskille": "teen", "gymnasist": "teen", "högstadieelev": "teen", "minderårig": "teen", "omyndig": "teen",
    "småbarn": "child", "folkpensionär": "older",
}  # fmt: skip
_GROUP_WORD = "|".join(sorted(_GROUP_WORDS, key=len, reverse=True))
_RELATIVE = (
    r"mamma|mammas|mamman|morsan|mor|pappa|pappan|farsan|far|mormor|morfar|farmor|farfar|bror|brorsan|storebror|lillebror|syster|syrran|"
    r"storasyster|lillasyster|son|sonen|dotter|dottern|barn|barnet|barnbarn|barnbarnet|kompis|kompisen|vän|vännen|väninna|granne|grannen|"
    r"man|mannen|make|maken|fru|frun|hustru|sambo|sambon|pojkvän|flickvän|kille|killen|tjej|tjejen|moster|faster|farbror|morbror|kusin|"
    r"elev|eleven|han|hon|hen|honom|henne|de|exet|chefen|pojken|flickan|grabben|snubbe|snubben|vuxen|lärare|gubbe|katt|katten|hund|hunden|"
    r"hamster|häst|hästen|patient|patienten|brukare|svärmor|svärfar|kollega|systerdotter|systerson|brorson|brorsdotter|ungen|tvillingar|pappas|"
    r"barnen|syskonbarn|systern|brodern"
)
_OTHER = re.compile(rf"(?<!\w)(?:{_RELATIVE})(?!\w)")
_EGO = re.compile(r"(?<!\w)(?:jag|i'm|im)(?!\w)")
_NOT_AFTER = r"(?!\s*(?:dagar|dag|dygn|veckor|vecka|månader|månad|mån|timmar|timme|tim|minuter|min|sekunder|kr|kronor|spänn|kg|kilo|mil|km|m\b|meter|cm|%|procent|st\b|stycken|gånger|ggr|kompisar|vänner|personer|barn|katter|hundar|syskon|år sen|år sedan|år i|års? (?:jobb|kamp|äktenskap)|:|\.\d|/|-\d|tabletter|enheter|mg|samtal|försök|ute|jobb))"
_AGE_VERB = r"(?:är|e|är bara|är ju|är nu|är en|blir|fyller|fyllde|fyllt|im|i'm|i am|ålder|åldern|är snart|är nästan|är typ|är över|är runt|är ca)"
_PERSON = r"(?:tjej|kille|man|kvinna|pojke|flicka|grabb|människa|gubbe|tant|gumma|farsa|mamma|snubbe|karl)"
_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w.,:/-]){_NUMBER}\s*(?:-\s*)?(?:åring\w*|årig\w*|bast(?!\w)|years old|yo(?!\w))",
        rf"(?<!\w)(?<!vi ){_AGE_VERB}\s*:?\s*{_NUMBER}(?!\w){_NOT_AFTER}(?:\s*år)?",
        rf"(?<![\w.,:/-]){_NUMBER}\s*år\s+gam\w+",
        rf"(?<!\w){_PERSON}\s*(?:på\s*|,\s*)?{_NUMBER}(?!\w){_NOT_AFTER}",
        rf"(?:^|(?<=[.,\n(] )|(?<=[.,\n(])){_NUMBER}\s*år(?=\s*(?:[.,)\n]|$|och är|och bor|och går|och jag|gammal|kille|tjej))",
        rf"^{_NUMBER}\s*(?:,|$)(?!\d)",
    )
)
_BORN = re.compile(r"(?<!\w)(?:född|föddes|årgång|är från)\s*(?:år\s*)?(?P<y>(?:19|20)\d\d|\d\d)(?!\d)")
_IN_GRADE = re.compile(
    rf"(?<!\w)(?:går|gick|gå|börjat|börjar|börjat i|pluggar|elev|är)?\s*(?:i|på)\s+(?P<g>{_GRADE})(?!\w)(?P<gym>\s+på\s+gymnasiet|\s+gymnasiet)?"
    r"|(?<!\w)(?:åk|årskurs|klass)\s*(?P<k>[1-9])(?!\d)"
)
_GOES = re.compile(r"(?<!\w)(?:går|gå|börjat|börjar|pluggar|läser|elev|är)(?!\w)")
_PAST_GRADE = re.compile(r"(?<!\w)(?:gick|när jag gick|var|sen|sedan|förra|på den tiden|mobbad|bland|elever|barn|hos|tjejer|killar|siffror)(?!\w)")
_GROUP = re.compile(rf"(?<!\w)(?P<w>{_GROUP_WORD})(?!\w)")
_PAST = re.compile(r"(?:vi är|vi|precis är|är precis|jag var|var|innan jag|var bara|blev|vid|sedan|sen|tills jag|förrän|före)\s*$")
_SINCE = re.compile(r"\s*(?:år\s*)?(?:sen|sedan)(?!\w)")
_PAST_AFTER = re.compile(r"\s*(?:blev|var|hade|började|slutade|fick)(?!\w)")
_SURE_GRADES = ("sexan", "sjuan", "åttan", "nian", "6an", "7an", "8an", "9an")
_CLAUSE = re.compile(r"[.,!?;:()\n]|\boch(?= (?:är|e|går|jag)\b)")
_YOUNGEST, _OLDEST = 4, 112
_NEAR = 34


@dataclass(frozen=True)
class StatedAge:
    """An age or age group somebody states; `evidence` is the wording in normalised text."""

    years: int | None
    group: str | None
    whose: str
    evidence: str


def stated_ages(text: str, today: date) -> list[StatedAge]:
    """Every age in the text, in order; `today` turns a year of birth into years."""
    normal = normalise(text)
    found = [*_numbers(normal), *_births(normal, today), *_grades(normal), *_groups(normal)]
    unique = {(start, age.years, age.whose): age for start, age in sorted(found, key=lambda item: item[0])}
    return list(unique.values())


def says_minor(ages: list[StatedAge]) -> bool:
    """Whether the writer says to be under 18."""
    own = [age for age in ages if age.whose == "writer"]
    known = [age.years for age in own if age.years is not None]
    if known:
        return min(known) < 18
    return any(age.group == "child" or age.evidence in ("minderårig", "omyndig") for age in own)


def group_of(years: int) -> str:
    """The age group that the vocabulary of the house uses."""
    for limit, name in ((13, "child"), (20, "teen"), (30, "young_adult"), (65, "adult")):
        if years < limit:
            return name
    return "older"


def _numbers(text: str) -> Iterator[tuple[int, StatedAge]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            years = _value(match.group("n"))
            if _YOUNGEST <= years <= _OLDEST and not _is_past(match, text) and not _is_duration(match, text):
                yield match.start(), _age(years, text, match)


def _is_past(match: re.Match[str], text: str) -> bool:
    if _SINCE.match(text, match.end()) or _PAST.search(text[: match.start()]):
        return True
    return "åring" in match.group() and text[: match.start()].rstrip().endswith("som")


def _is_duration(match: re.Match[str], text: str) -> bool:
    """". Fyra år, tre byten": written out and not at the very start it is a time, not an age."""
    bare = re.fullmatch(r"\w+\s*år", match.group())
    return bool(bare and not match.group()[0].isdigit() and not _OTHER.search(text[: match.start()]))


def _births(text: str, today: date) -> Iterator[tuple[int, StatedAge]]:
    for match in _BORN.finditer(text):
        year = int(match.group("y"))
        if year < 100:
            year += 2000 if year <= today.year % 100 else 1900
        if _YOUNGEST <= today.year - year <= _OLDEST:
            yield match.start(), _age(today.year - year, text, match)


def _grades(text: str) -> Iterator[tuple[int, StatedAge]]:
    for match in _IN_GRADE.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.end()]
        goes = bool(_GOES.search(before))
        if not goes and (_PAST_GRADE.search(before) or _PAST_AFTER.match(text, match.end())):
            continue
        if goes or match.group("k") or match.group("gym") or match.group("g") in _SURE_GRADES:
            years = _GYMNASIUM.get(match.group("g") or "", 17) if match.group("gym") else _grade_years(match)
            yield match.start(), _age(years, text, match)


def _grade_years(match: re.Match[str]) -> int:
    return _GRADES[match.group("g")] if match.group("g") else int(match.group("k")) + 6


def _groups(text: str) -> Iterator[tuple[int, StatedAge]]:
    for match in _GROUP.finditer(text):
        word = match.group("w")
        yield match.start(), StatedAge(None, _GROUP_WORDS[word], _whose(text, match), word)


def _age(years: int, text: str, match: re.Match[str]) -> StatedAge:
    return StatedAge(years, group_of(years), _whose(text, match), match.group().strip(" .,"))


def _whose(text: str, match: re.Match[str]) -> str:
    """The nearest person named before the age in its clause; nobody means the writer."""
    clauses = _CLAUSE.split(text[: match.start()])
    owners = [(found.start(), "other") for found in _OTHER.finditer(clauses[-1])]
    owners += [(found.start(), "writer") for found in _EGO.finditer(clauses[-1])]
    if owners:
        return max(owners)[1]
    apposition = match.group()[0].isalnum() and not re.match(rf"{_AGE_VERB}|{_PERSON}|går|gick|i |född", match.group())
    if apposition and len(clauses) > 1 and re.search(rf"(?:{_RELATIVE})\s*$", clauses[-2]):
        return "other"
    return "writer"


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
