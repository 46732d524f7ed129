"""Tells of one thing that a question names, from the facts: a kind of support, a line or an activity."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, sources
from bot.actions.answers import show_topic
from bot.actions.details import detail
from bot.dialogue.moves import Kind, Move
from bot.dialogue.needs import need_from
from bot.dialogue.state import State
from knowledge.assurance import LINE_DAYS, Trust, checked_text, trust
from knowledge.fact_types import LineShown, SupportLine

PARTS = {"cost": "cost", "booking": "how", "start": "how", "where": "how"}  # of a topic, by what is asked


def show_named(move: Move, state: State, dispatcher: CollectingDispatcher) -> None:
    """What is known of it; what nobody has told is said not to be known."""
    kind, _, name = move.key.partition(":")
    asked = move.values.get("asked", "what")
    if kind == "topic":
        show_topic(Move(Kind.TOPIC, name, {"part": PARTS.get(asked, "short")}), state, dispatcher)
        return
    text = _line(name, asked) if kind == "line" else _step(name, asked, state)
    dispatcher.utter_message(**({"text": text} if text else {"response": "utter_no_answer"}))


def _step(name: str, asked: str, state: State) -> str:
    found = sources.directory().again((name,), need_from(state), sources.now())
    return detail("door" if asked == "what" else asked, found) if found else ""


def _line(name: str, asked: str) -> str:
    line = sources.facts().lines.get(name)
    today = sources.now().date()
    if line is None or line.shown is None or trust(line.compiled, LINE_DAYS, today) is Trust.expired:
        return ""
    contact = " · ".join(part for part in (line.channels.phone, line.link) if part)
    rows = [f"{line.shown.name}: {contact}" if contact else line.shown.name, _told(line, line.shown, asked)]
    rows += [cards.templates()["utter_card_line_own_page"]] if not contact else []
    return "\n".join(row for row in (*rows, checked_text(line.compiled, LINE_DAYS, today)) if row)


def _told(line: SupportLine, shown: LineShown, asked: str) -> str:
    """One or two sentences: what it costs when that was asked, else what it is and whether one is anonymous."""
    if asked == "cost":
        known = line.cost is not None and "cost" not in line.assumed_fields
        return cards.templates()["utter_card_cost"].format(value=line.cost) if known else _unknown_cost(line)
    return f"{shown.plain} {shown.suits_because.get('any', '')}".strip()


def _unknown_cost(line: SupportLine) -> str:
    key = "utter_card_cost_likely" if (line.cost or "").endswith("gratis") else "utter_card_cost_unknown"
    return cards.templates()[key]
