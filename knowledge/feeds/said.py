"""What a text says outright about price and low threshold. What it does not say plainly stays unknown."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.entry import Price
from knowledge.fact_types import Traits
from knowledge.feeds.plain_text import cut

PLAIN_LENGTH = 220
NOT_AN_END = re.compile(
    r"(?:^|[\s(])(?:kl|ca|t\.?ex|bl\.?a|m\.?m|o\.?s\.?v|dvs|d\.v\.s|s\.?k|nr|st|tel|resp|inkl|e\.?g|i\.?e|mrs?|dr|\w|\d+)\.$",
    re.IGNORECASE,
)
END = re.compile(
    r"(?:^|[\s(])(?:kl|ca|t\.?ex|bl\.?a|m\.?m|o\.?s\.?v|dvs|d\.v\.s|s\.?k|nr|st|tel|resp|inkl|exkl|e\.?g|i\.?e|mr|mrs|dr|\w|\d+)\.$",
    re.IGNORECASE,
)
END = re.compile(r"[.!?…](?=[\s”\"')]|$)")
COSTS = re.compile(
    r"\d\s*(?:kr\b|kronor|sek\b|:-|€|£|\$|euro)|[€£$]\s?\d|\bavgift(?:en)? (?:är|på)|\bentré \d", re.IGNORECASE
)
PATTERNS = Path(__file__).with_name("said.yml")


NOT = re.compile(
    r"(?:\b(?:inte|ej|ingen|inget|inga|saknar|saknas|no|not|without)\b[^.!?;]{0,25}|\bnon-)$", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Trait -> "yes" or "no" -> pattern."""
    traits = _held()["traits"]
    return {name: {answer: _pattern(words) for answer, words in told.items()} for name, told in traits.items()}


@lru_cache(maxsize=1)
def _access_patterns() -> dict[str, re.Pattern[str]]:
    return {name: _pattern(words) for name, words in _held()["access"].items()}


def _held() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return held


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})", re.IGNORECASE)


def access_said(*texts: str | None) -> tuple[str, ...]:
    """What clean texts say that there is for those with a disability."""
    text = "\n".join(part for part in texts if part)
    return tuple(
        name
        for name, pattern in _access_patterns().items()
        if any(not NOT.search(text[: found.start()]) for found in pattern.finditer(text))
    )


def traits_said(*texts: str | None) -> Traits:
    """The traits that clean texts name; a text that says both yes and no says nothing, and a price is not free."""
    text = "\n".join(part for part in texts if part)
    found: dict[str, bool] = {}
    for name, told in _patterns().items():
        yes, no = bool(told["yes"].search(text)), "no" in told and bool(told["no"].search(text))
        if yes != no:
            found[name] = yes
    if COSTS.search(text):
        found.pop("free", None)
    return Traits(**found)


def price_said(*texts: str | None) -> Price | None:
    """Free where a text says so and names no sum; None otherwise."""
    return Price(amount=0.0, text="Gratis") if traits_said(*texts).free else None


def first_sentence(text: str | None) -> tuple[str | None, str | None]:
    """The first sentence of a clean text, and what comes after it."""
    if not text:
        return None, None
    head, _, below = text.partition("\n")
    end = _end(head)
    sentence, rest = head[:end].strip(), "\n".join(part for part in (head[end:].strip(), below.strip()) if part)
    if len(sentence) > PLAIN_LENGTH:
        return cut(sentence, PLAIN_LENGTH), text
    return sentence or None, rest or None


def _end(line: str) -> int:
    for found in END.finditer(line):
        if not NOT_AN_END.search(line[: found.end()]) and not line[found.end() :].lstrip()[:1].islower():
            return found.end()
    return len(line)
