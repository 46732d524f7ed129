"""Puts suggestions and lines into words and into cards; the labels are in bot/data/responses/cards.yml.

One text never holds an empty line: the REST channel would cut it in two there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.asked_for import HOME, ONE, ONE_TO_ONE
from bot.dialogue.state import State
from knowledge.fact_types import Topic
from knowledge.offer import LineSuggestion, Offer, Suggestion

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"


@lru_cache(maxsize=1)
def templates() -> dict[str, str]:
    """Labels of cards and choices by response name."""
    found: dict[str, str] = {}
    for name in ("cards", "choices"):
        read = yaml.safe_load((RESPONSES / f"{name}.yml").read_text(encoding="utf-8"))
        found.update({key: wordings[0]["text"] for key, wordings in read["responses"].items()})
    return found


@lru_cache(maxsize=1)
def easy_keys() -> frozenset[str]:
    """Responses that have a shorter and easier form."""
    return frozenset(yaml.safe_load((RESPONSES / "easy.yml").read_text(encoding="utf-8"))["responses"])


def in_easy_words(key: str, state: State) -> str:
    """The easier form of a response when one is wanted and there is one."""
    easy = key.replace("utter_", "utter_easy_", 1)
    return easy if state.easy and easy in easy_keys() else key


def choice_titles(choices: Sequence[str]) -> list[str]:
    """What stands on the buttons; a choice that begins with = is shown as it is."""
    return [c[1:] if c.startswith("=") else templates()[f"utter_choice_{c}"] for c in choices]


def buttons(choices: Sequence[str]) -> list[dict[str, str]]:
    """The buttons of a reply in Rasa's form; pressing one says what stands on it."""
    return [{"title": title, "payload": title} for title in choice_titles(choices)]


def intro_key(state: State, offer: Offer) -> str:
    """The sentence that leads over to the steps, by what decided them."""
    if ONE in state.rejected:
        return "utter_intro_one"
    if ONE_TO_ONE in state.rejected:
        return "utter_intro_two"
    if HOME in state.rejected:
        return "utter_intro_steps_home"
    if state.shown or any(not name.startswith(("kind:", "limit:")) for name in state.rejected):
        return "utter_intro_more"
    if state.for_other:
        return "utter_intro_other"
    if offer.free_only:
        return "utter_intro_steps_free_place" if state.place_name else "utter_intro_steps_free"
    if "anxiety" in state.barriers:
        return "utter_intro_steps_anxiety"
    if not state.municipality:
        at_home = all(not item.needs_travel for item in offer.suggestions)
        return "utter_intro_steps_home" if at_home else "utter_intro_steps"
    return "utter_intro_steps_place"


def activities(offer: Offer, also: LineSuggestion | None = None) -> tuple[str, dict[str, Any]]:
    """The steps as plain text and as a card; `also` is the line made for this person, shown beside the open one."""
    also = None if offer.line is not None and also is not None and also.id == offer.line.id else also
    parts = [offer.widened] if offer.widened else []
    parts += [_activity_text(number, item) for number, item in enumerate(offer.suggestions, start=1)]
    voices = [_line_text(line) for line in (offer.line, also) if line]
    if voices:
        parts.append(templates()["utter_card_voice"].format(line="\n".join(voices)))
    card = {
        "kind": "activities",
        "items": [_activity_card(item) for item in offer.suggestions],
        "line": _line_card(offer.line) if offer.line else None,
        "also": _line_card(also) if also else None,
        "widened": offer.widened,
    }
    return "\n".join(parts), card


def support_lines(lines: Sequence[LineSuggestion]) -> tuple[str, dict[str, Any]]:
    """Lines as plain text and as a card."""
    text = "\n".join(_line_text(line) for line in lines)
    return text, {"kind": "support_lines", "items": [_line_card(line) for line in lines]}


def source_line(topic: Topic) -> str:
    """Whence an answer comes, and of what year."""
    return templates()["utter_card_source"].format(source=topic.source.name, year=topic.source.year)


def _activity_text(number: int, item: Suggestion) -> str:
    rows = [f"{number}. {item.name}", item.reason]
    labels = (
        ("where", item.where),
        ("when", item.when),
        ("cost", item.cost),
        ("at_the_door", item.at_the_door),
    )
    rows += [templates()[f"utter_card_{name}"].format(value=value) for name, value in labels if value]
    rows.append(templates()["utter_card_first_step"].format(value=item.first_step))
    contact = " · ".join(part for part in (item.phone, item.link) if part)
    rows += [templates()["utter_card_contact"].format(value=contact)] if contact else []
    rows.append(item.checked)
    return "\n".join(row for row in rows if row)


def _line_text(line: LineSuggestion) -> str:
    contact = " · ".join(part for part in (line.phone, line.chat_url) if part)
    head = f"{line.name}: {contact}" if contact else line.name
    rows = (head, line.opening.text.capitalize(), line.what, line.checked)
    return "\n".join(row for row in rows if row)


def _activity_card(item: Suggestion) -> dict[str, Any]:
    return asdict(item)


def _line_card(line: LineSuggestion) -> dict[str, Any]:
    return {**asdict(line), "opening": line.opening.text, "is_open": line.opening.is_open}
