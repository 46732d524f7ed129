"""The gateway's own sentences, read from words.yml and checked at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from chat.errors import WordsError

FILE = Path(__file__).with_name("words.yml")
SAID = (
    "first_words", "slow", "fall_back", "fall_back_lines", "fall_back_human", "passed_on", "waiting",
    "human_unavailable", "closed", "too_long_but_heard", "answers_yes", "answers_no", "answers_joking",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    said: Mapping[str, tuple[str, ...]]
    errors: Mapping[str, str]
    page: Mapping[str, str]

    def all(self, key: str) -> tuple[str, ...]:
        return self.said[key]

    def pick(self, key: str, turn: int = 0) -> str:
        """The wording whose turn it is; two turns in a row never get the same one if there are two."""
        wordings = self.said[key]
        return wordings[turn % len(wordings)]

    def error(self, code: str, text_limit: int) -> str:
        number = f"{text_limit:,}".replace(",", "\N{NO-BREAK SPACE}")
        return self.errors[code].format(text_limit=number)


@cache
def load_words(path: Path = FILE) -> Words:
    """Reads and checks words.yml. Raises WordsError."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = [key for key in SAID if not content.get(key)]
    if missing:
        raise WordsError(f"{path.name}: {missing[0]}: nothing is written there")
    said = {key: _wordings(content[key]) for key in SAID}
    return Words(said, dict(content["errors"]), dict(content["page"]))


def _wordings(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
