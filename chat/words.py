"""The gateway's own sentences, read from words.yml and checked at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from chat.errors import WordsError

FILE = Path(__file__).with_name("words.yml")
SAID = (
    "first_words", "slow", "fall_back", "fall_back_lines", "fall_back_human", "bot_off", "passed_on",
    "offer_danger", "offer_failed", "offer_choices", "none_comes", "none_comes_busy", "none_comes_unknown",
    "waiting", "waiting_still", "waiting_late", "waiting_choices", "code_failed",
    "switch_asked", "switch_stopped", "switch_claimed", "switch_taken_over", "switch_lost", "switch_silent",
    "switch_passed_on", "switch_handed_back", "switch_closed", "switch_shut_out",
    "human_declined", "human_unavailable", "closed", "closed_lines", "too_long_but_heard",
    "answers_yes", "answers_no", "answers_joking",
    "human_yes", "human_without", "human_no", "human_named", "human_unwilling", "stop_waiting", "wants_code",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    said: Mapping[str, tuple[str, ...]]
    errors: Mapping[str, str]
    page: Mapping[str, str]
    card: Mapping[str, str]  # of what a volunteer is told first

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
    return Words(said, dict(content["errors"]), dict(content["page"]), dict(content["card"]))


def _wordings(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
