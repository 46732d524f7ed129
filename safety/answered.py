"""The words of a reply to what was answered and not written, as in the guide."""

from __future__ import annotations

import re
from functools import cache

from safety.resources import load_yaml


def as_answered(text: str) -> str:
    """The text with what speaks of writing turned into what speaks of answering."""
    words, pattern = _words()
    return pattern.sub(lambda found: words[found[0]], text)


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    words: dict[str, str] = load_yaml("reply/answered.yml")
    return words, re.compile(rf"\b({'|'.join(map(re.escape, words))})\b")
