"""Ages that are written in passing ("Änkling, 76.", "min far 74", "över femtio"), for the age of the person concerned.

safety/stated_age.py is stricter, because a wrong age there changes which line is shown in danger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ONES = ("", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
TEENS = ("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
GROUPS = ((12, "child"), (19, "teen"), (29, "young_adult"), (64, "adult"), (120, "older"))


def _number_words() -> dict[str, int]:
    words = {word: 10 + i for i, word in enumerate(TEENS)}
    for i, ten in enumerate(TENS, start=2):
        for unit, one in enumerate(ONES):
            words[ten + one] = 10 * i + unit
    words.update({"tjugoen": 21, "trettioen": 31, "fyrtioen": 41, "femtioen": 51, "sextioen": 61, "sjuttioen": 71})
    return words


WORDS = _number_words()
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
N = rf"(?P<n>[1-9]\d|{_WORD})"
PERSON = (
    r"(?:mamma|mor|morsan|pappa|far|farsan|farmor|farfar|mormor|morfar|son|sonen|dotter|dottern|dotterdotter|sonson|barnbarn"
    r"|bror|brorsan|syster|syrran|moster|faster|farbror|morbror|svärmor|svärfar|änka|änkling|brukare|patient|elev|herre"
    r"|dam|kvinna|klient|väninna|vän|kompis|granne|grannen|gubbe|gubben|tant|tanten|farbrorn|kille|tjej|man|fru|frun|trummis)"
)
NOT_AFTER = (
    r"(?!\s*(?:kr|kronor|min|tim|km|mil|meter|kg|kilo|kvm|%|procent|dag|veck|månad|pers|st\b|barn|vänner|gånger|gr|:|\.\d|-\d"
    r"|år (?:sedan|sen|i rad|tillsammans|framåt|på|nu|har)|talet|e\b|a\b|följare|katter|mening))"
)
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:själv|och|men) (?:är|e) jag (?:ju |bara |redan )?{N}\b{NOT_AFTER}",
        rf"\bjag (?:är|e) {N}\b{NOT_AFTER}",
        rf"\bjag har {N} år\b(?! (?:kvar|i|på|bakom))",
        rf"\b{PERSON}\b[\s,(]*(?:mittemot,?\s*)?(?:på|är|e|minst|om)?\s*{N}\b{NOT_AFTER}",
        rf"(?:^|[.,!?(]\s*){N}\s*(?:år)?(?:\s+(?:fyllda|ung|gammal))?\s*(?=[.,!?)]|$){NOT_AFTER}",
        rf"(?:^|[.,!?(]\s*|\bär |\be ){N} år(?=\s+(?:i|och|o|fyllda|gammal|ung|från)\b|[.,!?)]|$)",
        rf"^{N}(?:\s+(?:och|o|snart|jämnt|plus|är jag|utan|i|på)\b)",
        rf"\b(?:passerat|fyllt|fyllde|fyller|över|närmare|strax|snart|gott och väl|vid) {N}\b{NOT_AFTER}",
        rf"\b{N}\s*(?:\+|plus\b|års ålder|nånting\b|någonting\b|-?åring)",
        rf"\b(?:är|e) {N}(?=\s*(?:$|[.,!?]|och|o\b|men))",
        rf"\b(?P<n>{_WORD}) år (?=fyllda|ung|gammal|och kan|o\b)",
    )
)
OWN = PATTERNS[:3]
PENSION = re.compile(
    r"\b(?:(?:gått|gick|går|gå) i pension|pensionera(?:d|des|t)|pensionär|pensionen|ålderspension)", re.IGNORECASE
)
SCHOOL = re.compile(r"\b(?:gymnasiet|gymnasieelev|högstadiet|konfirmand)", re.IGNORECASE)
SITS_IN = re.compile(r"(?:sitter i från|sedan|på) (?:gymnasiet|högstadiet)", re.IGNORECASE)


@dataclass(frozen=True)
class LooseAge:
    """An age or an age group, and the words that say it."""

    group: str
    years: int | None
    evidence: str


def own_age(text: str) -> LooseAge | None:
    """The age that the writer plainly calls the own, whoever else's age stands beside it."""
    return loose_age(text, OWN)


def loose_age(text: str, patterns: tuple[re.Pattern[str], ...] = PATTERNS) -> LooseAge | None:
    """The age that a message most likely gives for whom it is about; None when it gives none."""
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            years = _value(found.group("n"))
            return LooseAge(group_of(years), years, found.group(0).strip())
    if patterns is OWN:
        return None
    pension = PENSION.search(text)
    if pension:
        return LooseAge("older", None, pension.group(0))
    school = SCHOOL.search(text)
    if school and not SITS_IN.search(text):
        return LooseAge("teen", None, school.group(0))
    return None


def group_of(years: int) -> str:
    """The age group of conversation.md §3 that these years fall in."""
    return next(group for limit, group in GROUPS if years <= limit)


def _value(written: str) -> int:
    return int(written) if written.isdigit() else WORDS[written.lower()]
