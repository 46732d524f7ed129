"""How easy Swedish text is to read: LIX, as conversation.md §6 counts it."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LEFT_OUT = re.compile(r"\{\w+\}|https?://\S+|www\.\S+|\d[\d \-–]*")
END = re.compile(r"[.!?:]+(?=\s|$|[”\"])")
NAMES = frozenset(
    {
        "Lotsen",
        "Folkhälsomyndigheten",
        "Socialstyrelsen",
        "Försäkringskassan",
        "Försäkringskassans",
        "Arbetsförmedlingen",
    }
)
LONG = 6  # letters; longer words count as long


def words(text: str) -> list[str]:
    """The words, without names, numbers, links and variables."""
    return [word for word in WORD.findall(LEFT_OUT.sub(" ", text)) if word not in NAMES]


def sentences(text: str) -> int:
    return max(1, len(END.findall(text)))


def lix(text: str) -> float:
    """Words a sentence + share of words over six letters x 100."""
    found = words(text)
    if not found:
        return 0.0
    return len(found) / sentences(text) + 100 * sum(len(word) > LONG for word in found) / len(found)
