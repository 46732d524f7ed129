"""Holds a reply against what the risk demands and against the numbers and links that are known to be true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safety.assess import Level, Risk

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_BARE_LINK = re.compile(
    r"(?<![\w@/.])(?:[a-zåäö0-9-]+\.)+(?:se|nu|com|org|net|eu|info|io)(?:/[^\s<>\"')\]]*)?(?![\w-])", re.IGNORECASE
)
_PHONE_LIKE = re.compile(
    r"(?<![\w/.:-])(?:\+46[\s\d()-]{6,14}\d|0\d{1,3}[\s-]\d[\d\s-]{3,11}\d|0\d{7,11}"
    r"|116[\s-]?\d{3}|113[\s-]?13|112|1177|90\s?\d{3}|\d{5,}(?!\s*(?:kr|kronor|personer|invånare|kvm)))(?![\w/:-])"
)
_END_MARKS = ".,;:!?"


@dataclass(frozen=True)
class Verdict:
    """Whether a reply may be sent, and if not, every reason."""

    ok: bool
    problems: tuple[str, ...]


def check(
    texts: Sequence[str],
    risk: Risk,
    *,
    known_numbers: frozenset[str],
    known_links: frozenset[str],
    required_numbers: Sequence[str],
) -> Verdict:
    """Judges a whole reply; numbers are compared as digits only, links without scheme and closing slash."""
    whole = "\n".join(texts)
    problems = [
        *_emptiness(texts, risk),
        *_missing(whole, required_numbers),
        *_unknown_numbers(whole, known_numbers | {_digits(number) for number in required_numbers}),
        *_unknown_links(whole, known_links),
    ]
    return Verdict(not problems, tuple(problems))


def numbers_in(text: str) -> frozenset[str]:
    """Everything that looks like a telephone number, digits only."""
    return frozenset(_digits(match.group()) for match in _PHONE_LIKE.finditer(_LINK.sub(" ", text)))


def links_in(text: str) -> frozenset[str]:
    """Every address in a text, also such as are written without http."""
    return frozenset((*_LINK.findall(text), *_BARE_LINK.findall(_LINK.sub(" ", text))))


def _emptiness(texts: Sequence[str], risk: Risk) -> Iterator[str]:
    if not any(text.strip() for text in texts):
        yield "empty reply" if risk.level == Level.none else f"empty reply to {risk.level.value} danger"


def _missing(whole: str, required: Sequence[str]) -> Iterator[str]:
    present = {_digits(match.group()) for match in _PHONE_LIKE.finditer(whole)}
    for number in required:
        if _digits(number) not in present:
            yield f"missing number {number}"


def _unknown_numbers(whole: str, known: frozenset[str]) -> Iterator[str]:
    found = list(_PHONE_LIKE.finditer(_LINK.sub(" ", whole)))
    spellings = {_digits(number) for number in known} if found else set()
    for match in found:
        digits = _digits(match.group())
        if digits not in spellings and not _is_date(match.group()):
            yield f"unknown number {match.group().strip()}"


def _unknown_links(whole: str, known: frozenset[str]) -> Iterator[str]:
    found = links_in(whole)
    allowed = {_bare(link) for link in known} if found else set()
    hosts = {link.split("/")[0] for link in allowed}
    for link in found:
        bare = _bare(link)
        if bare not in allowed and bare not in hosts:
            yield f"unknown link {link}"


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if number.strip().startswith("+46") else digits


def _bare(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip().lower()).rstrip("/" + _END_MARKS)


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d{6}", _digits(text)))
