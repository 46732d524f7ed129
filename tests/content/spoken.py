"""Which responses the code can say: literal names, and families of names that end in a word of a vocabulary."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from bot.actions import answers, details
from bot.actions.cards import easy_keys
from bot.dialogue import (
    about,
    answered,
    cues,
    english,
    letter,
    life_questions,
    moods,
    offer,
    questions,
    receive,
    reflecting,
    relations,
    scenes,
    set_right,
)  # fmt: skip
from bot.dialogue.state import KINDS
from tests.content.house import ROOT, names

PACKAGES = ("bot/dialogue", "bot/actions", "bot/components")
PAIRS = [f"{first}_{second}" for first, second in reflecting.REFLECTED_PAIRS]
DETAILS = [name for name, _ in moods.SIGNS]
QUESTIONS = {key for keys in receive.QUESTIONS.values() for key in keys} | {"other_situation"}
RASAS_OWN = "utter_action"  # a field of Rasa's, not a response
CARDS = ("where", "when", "cost", "at_the_door")
ENDINGS: dict[str, list[tuple[str, ...]]] = {
    "utter_ack_barrier_{}": [(name,) for name in names("barriers")],
    "utter_reflect_{}": [(name,) for name in (*names("life_events"), *DETAILS, *KINDS)],
    "utter_reflect_{}_{}": [
        *product(["bereavement"], cues.DEAD),
        *(tuple(pair.split("_")) for pair in PAIRS),
        *sorted(reflecting.EVENTS_BY_KIND),
    ],
    "utter_reflect_other_{}": [(name,) for name in cues.OTHER],
    "utter_name_{}": [(name,) for name in (*KINDS, *PAIRS)],
    "utter_name_{}_gently": [(name,) for name in (*KINDS, *PAIRS)],
    "utter_name_other_{}": [(name,) for name in KINDS],
    "utter_answered_yes_{}": [(name,) for name in answered.YES_OR_NO],
    "utter_answered_no_{}": [(name,) for name in answered.YES_OR_NO],
    "utter_ask_{}": [(name,) for name in sorted(QUESTIONS)],
    "utter_rejected_{}": [(name,) for name in sorted(offer.REASON_KEYS)],
    "utter_other_language_{}": [(name,) for name in (*sorted(about.LANGUAGES), "default")],
    "utter_reflect_between_{}": [(name,) for name, _ in relations.BETWEEN],
    "utter_scene_{}": [(scene.name,) for scene in scenes.scenes()],
    "utter_life_{}": [(question.name,) for question in life_questions.questions()],
    "utter_sorry_{}": [(name,) for name in set_right.MISTAKES],
    "utter_card_{}": [(name,) for name in CARDS],
    "utter_draft_{}": [(name,) for name in (*letter.SIGNS, "other", "sentence")],
    "utter_back_{}": [(name,) for name in sorted(questions.BACK)],
    "utter_english_{}": [(name,) for name in (*dict(english.SUBJECTS), "else")],
    "utter_topic_no_{}": [(name,) for name in answers.NOTHING],
    "utter_card_booking_{}": [(name,) for name in details.BOOKING.values()],
}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).glob("*.py")):
            yield file, ast.parse(file.read_text(encoding="utf-8"))


@cache
def literal_names() -> dict[str, str]:
    """Every response name that is written out in code, with the file it stands in."""
    return {
        node.value: file.name
        for file, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.startswith("utter_")
        and node.value != RASAS_OWN
        and node.value.isidentifier()
        and not node.value.endswith("_")
    }


@cache
def composed_names() -> dict[str, str]:
    """Every response name that is put together in code, as "utter_x_{}", with its file."""
    return {
        template: file.name
        for file, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        if (template := _template(node)).startswith("utter_")
    }


def _template(node: ast.JoinedStr) -> str:
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


@cache
def choice_names() -> set[str]:
    """Names of the choices that are handed to `say` after the response's own name."""
    return {
        argument.value
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
        for argument in node.args[1:]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


@cache
def sayable() -> dict[str, str]:
    """All response names that the code can ask for, with the file that asks."""
    found = dict(literal_names())
    for template, file in composed_names().items():
        if template == "utter_choice_{}":
            found.update({template.format(name): file for name in choice_names()})
        for ending in ENDINGS.get(template, ()):
            found[template.format(*ending)] = file
    easy = {key.replace("utter_", "utter_easy_", 1): "cards.py" for key in found}
    return {**{key: file for key, file in easy.items() if key in easy_keys()}, **found}
