"""Signs of grief after a suicide in a message."""

from __future__ import annotations

import re

TOOK_THEIR_LIFE = re.compile(
    r"\b(min|mitt|mina|vår|vårt|en)\b.{0,40}\b"
    r"(tog|tagit|begick|begått) (sitt (eget )?liv|livet av sig|självmord)",
    re.IGNORECASE,
)
OWN_THOUGHTS = re.compile(
    r"\bjag (vill|orkar|kan|klarar|tänker|borde|önskar)|jag (också|med)\b|efter (henne|honom)", re.IGNORECASE
)
SHORT = 16  # words


def lost_to_suicide(text: str) -> bool:
    """Somebody near has taken their life."""
    return TOOK_THEIR_LIFE.search(text) is not None


def only_mourns(text: str) -> bool:
    """A short message about that loss, with no word about what the writer wants or can bear."""
    return lost_to_suicide(text) and not OWN_THOUGHTS.search(text) and len(text.split()) <= SHORT
