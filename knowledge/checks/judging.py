"""Says of one page whether what was looked for stands on it, with the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.checks.asked import Asked, Wanted
from knowledge.checks.compare_hours import differ_on_holidays, mean_the_same
from knowledge.checks.numbers import find_number, is_among, other_numbers
from knowledge.checks.page import Page
from knowledge.checks.written_hours import Written, find_hours, seems_to_tell_hours

Verdict = Literal["stämmer", "hittades inte", "kunde inte läsas", "sidan borta", "sidan kunde inte läsas", "ingen sida"]
AROUND = 90  # signs before and after
MOST_OTHERS = 3
TROUBLE = re.compile(
    r"nedlag[dt]|läggs? ner|lagts ner|lades ner|avveckla[ts]|upphör[dt]?\b|tillfälligt (?:stängt?d?|pausad)|"
    r"nytt (?:telefon)?nummer|"
    r"nya (?:öppet|telefon)tider|ändrade (?:öppet|telefon)tider|har flyttat|finns inte (?:längre|kvar)|"
    r"(?:chatten|linjen|jouren|telefonen|verksamheten) (?:är|har) (?:stängd|stängt|pausad)",
    re.IGNORECASE,
)
WORDS = re.compile(r"[\wåäö]{3,}")


@dataclass(frozen=True)
class Finding:
    """`seen` are the words around what was found; `instead` what stands there in its place."""

    wanted: Wanted
    verdict: Verdict
    page: str = ""
    seen: str = ""
    instead: tuple[str, ...] = ()
    note: str = ""


def judge(page: Page, asked: Asked, today: date) -> tuple[Finding, ...]:
    """A finding for each thing that was looked for."""
    hours = find_hours(page.text) if any(wanted.what == "öppettider" for wanted in asked.wanted) else ()
    return tuple(_finding(page, wanted, hours, today) for wanted in asked.wanted)


def trouble(page: Page) -> str:
    """Words on the page that say that something has changed or ended; empty when there are none."""
    found = TROUBLE.search(page.text)
    return around(page.text, *found.span()) if found else ""


def around(text: str, start: int, end: int) -> str:
    """What stands there, from word to word, on one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND and " " in before:
        before = "…" + before.split(None, 1)[-1] if len(before.split(None, 1)) > 1 else before
    if end + AROUND < len(text) and " " in after:
        after = after.rsplit(None, 1)[0] + "…"
    return " ".join(f"{before}{text[start:end][:300]}{after}".split())


def _finding(page: Page, wanted: Wanted, hours: tuple[Written, ...], today: date) -> Finding:
    if wanted.what == "nummer":
        return _number(page, wanted)
    return _hours(page, wanted, hours, today) if wanted.what == "öppettider" else _name(page, wanted)


def _number(page: Page, wanted: Wanted) -> Finding:
    found = find_number(wanted.value, page.text)
    if found:
        return Finding(wanted, "stämmer", seen=around(page.text, *found))
    if is_among(wanted.value, page.phones):
        return Finding(wanted, "stämmer", seen="(i en länk att ringa med)")
    return Finding(wanted, "hittades inte", instead=other_numbers(page.text, wanted.value))


def _hours(page: Page, wanted: Wanted, hours: tuple[Written, ...], today: date) -> Finding:
    for written in hours:
        if mean_the_same(wanted.value, written.hours, today):
            note = (
                "Helgdagarna ser ut att vara andra." if differ_on_holidays(wanted.value, written.hours, today) else ""
            )
            return Finding(wanted, "stämmer", seen=around(page.text, written.start, written.end), note=note)
    if any(mean_the_same(wanted.value, text, today) for text in page.hours):
        return Finding(wanted, "stämmer", seen="(i sidans uppgifter för sökmotorer)")
    others = dict.fromkeys([*page.hours, *(written.hours for written in hours)])
    if others:
        seen = around(page.text, hours[0].start, hours[0].end) if hours else ""
        return Finding(wanted, "hittades inte", seen=seen, instead=tuple(others)[:MOST_OTHERS])
    if seems_to_tell_hours(page.text):
        return Finding(wanted, "kunde inte läsas", note="Sidan säger något om tider, men inte så att de går att läsa.")
    return Finding(wanted, "hittades inte", note="Sidan säger inget om tider.")


def _name(page: Page, wanted: Wanted) -> Finding:
    """The name as it is, or each longer word of it."""
    low = page.text.casefold()
    at = low.find(wanted.value.casefold())
    if at >= 0:
        return Finding(wanted, "stämmer", seen=around(page.text, at, at + len(wanted.value)))
    words = list(_words(wanted.value))
    if words and all(word in low for word in words):
        return Finding(wanted, "stämmer", seen="(orden i namnet, var för sig)")
    return Finding(wanted, "hittades inte")


def _words(name: str) -> Iterator[str]:
    return (word.casefold() for word in WORDS.findall(name) if len(word) > 4)
