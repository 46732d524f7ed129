"""The console's chosen words, read from words.yml and checked against the codes that ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chat.errors import WordsError
from safety.assess import KINDS

FILE = Path(__file__).with_name("words.yml")
WAYS = {"close": "avsluta", "release": "lamna-tillbaka", "pass_on": "lamna-vidare"}  # by what the audit calls them
PARTS = ("said", "refusals", "states", "risk", "returned", "kinds", "why", "take_over", "block")


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Way:
    """A way out of a chat, with its reasons; `text` stands in the box of last words."""

    path: str
    legend: str
    explains: str
    button: str
    reasons: tuple[Choice, ...]
    text_label: str = ""
    text: str = ""


@dataclass(frozen=True)
class ConsoleWords:
    parts: Mapping[str, Mapping[str, str]]
    ways: tuple[Way, ...]

    def of(self, part: str, code: str | None) -> str:
        """The wording of a code; empty for one that has none."""
        return self.parts[part].get(code or "", "")

    def choices(self, part: str) -> tuple[Choice, ...]:
        return tuple(Choice(value, label) for value, label in self.parts[part].items())

    def reason(self, action: str, code: str) -> str:
        """What a reason in the audit is called; the code itself when it is none of the lists'."""
        way = next((way for way in self.ways if way.path == WAYS.get(action)), None)
        labels = {choice.value: choice.label for choice in way.reasons} if way else self.parts.get(action, {})
        return labels.get(code, code)

    def way(self, path: str) -> Way:
        return next(way for way in self.ways if way.path == path)


@cache
def load_console_words(path: Path = FILE) -> ConsoleWords:
    """Raises WordsError."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = [part for part in PARTS if not content.get(part)] + [
        f"kinds: {kind}" for kind in KINDS if kind not in content.get("kinds", {})
    ]
    if missing:
        raise WordsError(f"{path.name}: {missing[0]}: nothing is written there")
    return ConsoleWords({part: content[part] for part in PARTS}, tuple(_way(row) for row in content["ways"]))


def _way(row: dict[str, Any]) -> Way:
    reasons = tuple(Choice(value, label) for value, label in row["reasons"].items())
    return Way(**{**row, "reasons": reasons})
