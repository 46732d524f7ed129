"""Turns text from elsewhere into plain text: no HTML, no control or invisible signs, tidy spaces."""

import re
import unicodedata
from html import unescape

import nh3

ROUNDS = 4  # entities may be written twice or thrice over
MOST_SIGNS = 100_000  # what is longer is cut before anything else is done with it
MOST_TAGS = 2_000  # nh3 takes seconds for ten thousand tags within each other
TAG = re.compile(r"<[^<>]*>")
BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
# Control signs but tab and line feed, lone surrogates, marks that turn the direction, zero-width signs, non-characters
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n ?")
MANY_LINES = re.compile(r"\n{3,}")


def plain_line(raw: str) -> str:
    """One line of plain text; empty when nothing is left."""
    if raw.isprintable() and "<" not in raw and "&" not in raw and len(raw) < MOST_SIGNS:  # most values, and quicker
        return " ".join(unicodedata.normalize("NFC", raw).split())
    return " ".join(plain_lines(raw).split())


def plain_lines(raw: str) -> str:
    """Plain text in which line breaks and blank lines between paragraphs are kept."""
    text = _signs(_without_markup(_signs(raw[:MOST_SIGNS])))
    text = LINES.sub("\n", SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    return MANY_LINES.sub("\n\n", text).strip()


def _signs(text: str) -> str:
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def _without_markup(text: str) -> str:
    """Takes tags out until none is left, also such as only show when entities are read."""
    for _ in range(ROUNDS):
        if "<" not in text and "&" not in text:
            return text
        broken = BREAKS.sub("\n", text)
        crowded = broken.count("<") > MOST_TAGS
        read = unescape(nh3.clean(TAG.sub("", broken).replace("<", " ") if crowded else broken, tags=set()))
        if read == text:
            return text
        text = _signs(read)
    return text.replace("<", " ").replace(">", " ")


def cut(text: str, longest: int) -> str:
    """At most so many signs, ended at a word and with three dots when something fell away."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    whole = head.rsplit(None, 1)[0] if " " in head[longest // 2 :] else head
    return whole.rstrip(" ,.;:–-") + "…"
