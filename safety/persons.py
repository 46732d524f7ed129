"""Tells whose act a passage describes, and the sex of victim and perpetrator where it is said."""

from __future__ import annotations

import re

from safety.patterns import END, Tagged

SELF = "self"
OTHER = "other"
_REACH = 5
_BEFALLS = re.compile(
    r"\b(blir|blev|blivit|bli) (slagen|misshandlad|hotad|våldtagen|kontrollerad|utsatt)"
    r"|\b(hans|hennes) (fru|man|sambo|tjej|kille)\b"
)
_AFTER_PREPOSITION = frozenset({"med", "till", "hos", "från", "av", "för", "åt", "om", "på", "utan", "mot", "efter"})


def whose_act(text: Tagged, start: int, end: int) -> str:
    """The subject in the passage or the nearest one before it; nobody named means the writer."""
    if any(_is(text, "EGO", at) or _is(text, "ME", at) for at in range(start, end)):
        return SELF
    if _is(text, "OTHER", start) and not _is_object(text, start):
        return OTHER
    for at in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if text.words[at] == END:
            break
        if _is(text, "EGO", at):
            return SELF
        if _is(text, "OTHER", at) and not _is_object(text, at):
            return OTHER
    return SELF


def victim_gender(text: Tagged) -> str | None:
    """Sex of the writer where the message tells it."""
    says_man, says_woman = text.has("MAN_SELF"), text.has("WOMAN_SELF")
    if says_man == says_woman:
        return None
    return "man" if says_man else "woman"


def perpetrator_gender(text: Tagged) -> str | None:
    """Sex of whoever does the harm, when only one sex is spoken of."""
    him, her = text.has("HIM"), text.has("HER")
    if him == her:
        return None
    return "man" if him else "woman"


def other_victim(text: Tagged) -> str | None:
    """Sex of another who is harmed; the first who is named is it where something "is done to" somebody."""
    him, her = (min(text.spans.get(tag, {len(text.words): []})) for tag in ("HIM", "HER"))
    if him == her:
        return None
    if _BEFALLS.search(" ".join(text.words)):
        return "man" if him < her else "woman"
    return "woman" if text.has("HER") else None


def _is(text: Tagged, tag: str, at: int) -> bool:
    return at in text.spans.get(tag, ())


def _is_object(text: Tagged, at: int) -> bool:
    before = text.words[at - 1] if at else ""
    if before in ("min", "mitt", "mina", "vår", "vårt", "våra"):
        before = text.words[at - 2] if at > 1 else ""
    return before in _AFTER_PREPOSITION
