"""Shows a safety plan as a card that can be saved or printed, and the lines that can be written to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions import sources
from bot.actions.cards import templates
from bot.dialogue.crisis import line_card, risk_from
from bot.dialogue.moves import Move
from bot.dialogue.safety_plan import LIFE, STEPS
from bot.dialogue.state import State
from bot.dialogue.understanding import Danger, Understanding
from knowledge.fact_types import Facts
from safety.assess import VIOLENCE, Level, Risk
from safety.crisis import help_line_ids
from safety.guard import check

NO_DANGER = Risk(Level.none, "", (), False, False, False)
HARM = VIOLENCE | {"child_abuse"}
CHATS = {
    "self": ("sjalvmordslinjen", "jourhavande-prast"),
    "self_minor": ("bris", "natvandrarchatten"),
    "child": ("bris",),
    "other": ("sjalvmordslinjen",),
    "eating": ("friskfri", "shedo"),
}
HEADINGS = {
    LIFE: {
        "signs": "utter_card_plan_signs",
        "helps": "utter_card_plan_helps",
        "place": "utter_card_plan_place",
        "person": "utter_card_plan_person",
        "care": "utter_card_plan_care",
        "means": "utter_card_plan_means",
    },
    "violence": {
        "signs": "utter_card_plan_violence_signs",
        "helps": "utter_card_plan_violence_helps",
        "place": "utter_card_plan_violence_place",
        "person": "utter_card_plan_person",
        "care": "utter_card_plan_care",
        "means": "utter_card_plan_violence_ready",
    },
}


def show_plan(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    """The card; what is in it goes when the chat ends."""
    title = templates()["utter_card_plan_title"]
    sections = _sections(move.key, move.values, state, sources.facts())
    card = {"kind": "notice", "title": title, "sections": sections, "printable": True}
    dispatcher.utter_message(text=title, json_message=card)
    return state


def show_chats(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    """The lines of a family of danger that can be written to; a minor gets those for minors."""
    facts, now = sources.facts(), sources.now()
    ids = CHATS["self_minor" if state.minor else move.key]
    items = [_chat(facts, line_id, now) for line_id in ids if line_id in facts.lines]
    text = "\n".join(f"{item['name']}: {item['chat_url']}" for item in items)
    dispatcher.utter_message(text=text, json_message={"kind": "support_lines", "items": items})
    return state


def _chat(facts: Facts, line_id: str, now: Any) -> dict[str, Any]:
    shown = facts.lines[line_id].shown
    more = {"what": shown.plain, "name": shown.name} if shown else {}
    return {**line_card(facts, line_id, now), "phone": None, **more}


def _sections(kind: str, answers: Mapping[str, str], state: State, facts: Facts) -> list[dict[str, str]]:
    """What was answered under its heading, the lines before the last part."""
    headings = HEADINGS[kind]
    told = [
        {"heading": templates()[headings[step]], "text": _shown(answers[step], facts)}
        for step in STEPS
        if answers.get(step)
    ]
    lines = {"heading": templates()["utter_card_plan_lines"], "text": _lines(kind, state, facts)}
    before = [section for section in told if section["heading"] != templates()[headings["means"]]]
    return [*before, lines, *told[len(before) :]]


def _lines(kind: str, state: State, facts: Facts) -> str:
    fits = state.risk_kind and (state.risk_kind in HARM) == (kind != LIFE)
    standing = state if fits else state.but(risk_kind="suicide" if kind == LIFE else "violence_partner", risk_also=())
    cards = [line_card(facts, line_id, sources.now()) for line_id in help_line_ids(risk_from(standing, Danger()))]
    return "\n".join(_line(card) for card in cards)


def _line(card: Mapping[str, Any]) -> str:
    name = "" if card["name"] == card["phone"] else f"{card['name']}: "
    ways = ", ".join(way for way in (card["phone"], card["chat_url"]) if way)
    return f"{name}{ways} ({card['opening']})"


def _shown(text: str, facts: Facts) -> str:
    """The answer as it was given; numbers and links that nobody has checked are left out of what Lotsen shows."""
    verdict = check([text], NO_DANGER, known_numbers=facts.numbers(), known_links=facts.links(), required_numbers=())
    if verdict.ok:
        return text
    return re.sub(r"\S*\w\.\w\S*|\+?\d[\d\s-]*\d", "…", text)
