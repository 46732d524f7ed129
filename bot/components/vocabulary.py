"""Reads the vocabularies of interests, barriers and life events, and makes phrases and expressions to match of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from safety.normalise import normalise

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "facts" / "vocabulary"


@dataclass(frozen=True)
class Expression:
    """A named family of expressions: what raises it and what cancels it, in normalised text."""

    label: str
    name: str
    patterns: tuple[re.Pattern[str], ...]
    cancelling: tuple[re.Pattern[str], ...]


def _entries(name: str) -> list[dict[str, Any]]:
    """All entries of a vocabulary, from one file or a folder of files."""
    single, folder = FOLDER / f"{name}.yml", FOLDER / name
    files = [single] if single.exists() else sorted(folder.glob("*.yml"))
    return [entry for file in files for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)]


def _phrases(label: str, entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    written = {str(word) for word in [*entry.get("words", ()), *entry.get("phrases", ())]}
    for phrase in sorted({normalise(word) for word in written} | {word.lower() for word in written}):
        if phrase.strip():
            yield {"label": label, "pattern": phrase, "id": str(entry["name"])}


def phrase_patterns() -> list[dict[str, Any]]:
    """What spaCy's span ruler is given: every phrase of barriers and life events with its label and name."""
    sources = (("barrier", "barriers"), ("life_event", "life_events"))
    return [p for label, name in sources for entry in _entries(name) for p in _phrases(label, entry)]


def interest_entries() -> list[dict[str, Any]]:
    """Every interest with its words, as the files have them; read by InterestFinder."""
    return _entries("interests")


def expressions() -> tuple[Expression, ...]:
    """The regular expressions of barriers and life events."""
    found = []
    for label, name in (("barrier", "barriers"), ("life_event", "life_events")):
        for entry in _entries(name):
            found.append(
                Expression(
                    label,
                    str(entry["name"]),
                    tuple(re.compile(p) for p in entry.get("patterns", ())),
                    tuple(re.compile(p) for p in entry.get("not", ())),
                )
            )
    return tuple(found)
