"""What the editors' pages call things, read from words.yml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.feeds.words import WORDS as FEED_WORDS

FILE = Path(__file__).with_name("words.yml")


@cache
def labels(subject: str) -> Mapping[str, str]:
    """Name to what it is called, in the order of the file."""
    return {str(name): str(label) for name, label in _content()[subject].items()}


@cache
def traits() -> Mapping[str, Mapping[str, str]]:
    """Trait to its short label and to the question about it."""
    return dict(_content()["traits"])


def field_label(name: str) -> str:
    """What a field of the history is called, traits one by one."""
    part, _, trait = name.partition(".")
    if part == "traits" and trait in traits():
        return traits()[trait]["label"]
    return labels("fields").get(part, part)


@cache
def _content() -> Mapping[str, dict[str, Any]]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def languages() -> Mapping[str, str]:
    """ISO 639-1 code to the Swedish name."""
    table = yaml.safe_load(FEED_WORDS.read_text(encoding="utf-8"))["languages"]
    return {str(code): names[0] for code, names in table.items()}
