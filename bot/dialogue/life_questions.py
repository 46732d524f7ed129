"""A plain question about life, sleep or visits or what to say, gets a plain answer at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.dialogue.meaning import Group, group, groups_of, together_in
from bot.dialogue.moves import Turn, say
from bot.dialogue.practical import QUESTION
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding
from safety.assess import VIOLENCE
from safety.normalise import normalise

FOLDER = Path(__file__).resolve().parent.parent / "life_questions"
LONGEST = 24  # words; of a longer message only its questions are read
ASKED = re.compile(r"[^.!?\n]*\?")
ALSO_ASKS = re.compile(r"\b(?:ska|skall|borde|bör) (?:jag|man)\b|\bhur länge\b|\bvad säger man\b")
QUOTED = re.compile(
    r"\b(?:frågar|frågade|undrar|undrade|säger|sa|skrev|skriver) (?:han|hon|de|dom|hen|alla|folk|[a-zåäö]+en)\b"
)


@dataclass(frozen=True)
class Question:
    """One kind of question: all groups of one alternative close together, and nothing of `unless`."""

    name: str
    asks: tuple[tuple[Group, ...], ...]
    unless: re.Pattern[str] | None

    def is_in(self, text: str) -> bool:
        if self.unless and self.unless.search(text):
            return False
        return any(together_in(groups, text) is not None for groups in self.asks)


def answer(state: State, heard: Understanding) -> Turn | None:
    """The answer; None when nothing of the kind is asked, or somebody is in danger."""
    calm = heard.danger.level == "none" and state.danger_stage in SET_ASIDE
    calm = calm and VIOLENCE.isdisjoint((*state.risk_kinds, state.risk_kind))
    name = question_in(heard.text) if calm and heard.language == "sv" else None
    return None if name is None else Turn((say(f"utter_life_{name}"),), state.but(pending=None))


def question_in(text: str) -> str | None:
    """The kind of question about life that a message asks."""
    plain = normalise(text)
    asked = " ".join(ASKED.findall(plain)) if "?" in plain and len(plain.split()) > LONGEST else plain
    begun = any(QUESTION.search(part) for part in re.split(r"[.!]+\s+", asked))  # "sedan maj. hur får jag ..."
    if not (begun or ALSO_ASKS.match(asked)) or QUOTED.search(asked):
        return None
    return next((question.name for question in questions() if question.is_in(asked)), None)


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All questions that editors have written, in the order in which they are tried."""
    return tuple(
        Question(
            name,
            tuple(groups_of(str(alternative)) for alternative in entry["asks"]),
            group(str(entry["unless"])).pattern if entry.get("unless") else None,
        )
        for file in sorted(FOLDER.glob("*.yml"))
        for name, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    )
