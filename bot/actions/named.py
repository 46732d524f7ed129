"""Tells of one thing that a question names, from the facts: a kind of support, a line or an activity."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, line_answers, sources
from bot.actions.answers import show_topic
from bot.actions.details import detail
from bot.dialogue.moves import Kind, Move
from bot.dialogue.needs import need_from
from bot.dialogue.state import State
from knowledge.assurance import LINE_DAYS, Trust, checked_text, trust
from knowledge.fact_types import LineShown, SupportLine
from knowledge.lines import ALL_LINES, choose_lines

PARTS = {"cost": "cost", "booking": "how", "start": "how", "where": "how"}  # of a topic, by what is asked


def show_named(move: Move, state: State, dispatcher: CollectingDispatcher) -> str:
    """What is known of it; what nobody has told is said not to be known. Returns the line that was told of, if any."""
    kind, _, name = move.key.partition(":")
    asked = move.values.get("asked", "what")
    if asked == "number":
        return _show_number(kind, name, move.values.get("called", ""), state, dispatcher)
    if kind == "topic":
        show_topic(Move(Kind.TOPIC, name, {"part": PARTS.get(asked, "short")}), state, dispatcher)
        return ""
    text = _line(name, asked) if kind == "line" else _step(name, asked, state)
    dispatcher.utter_message(**({"text": text} if text else {"response": "utter_no_answer"}))
    return name if kind == "line" and text else ""


def _show_number(kind: str, name: str, called: str, state: State, dispatcher: CollectingDispatcher) -> str:
    """Digits of what was meant; else it is said that there are none, and the best there is."""
    rows, line = _numbers(kind, name, state), name if kind == "line" else ""
    if not rows:
        what = called or _called(kind, name, state)
        key = "utter_number_kommun" if kind == "kommun" else "utter_number_missing" if what else "utter_number_none"
        key = "utter_number_other" if called else key
        dispatcher.utter_message(response=key, **({"what": what} if what else {}))
        rows, line = _best_number(state)
    if rows:
        dispatcher.utter_message(text="\n".join(rows))
    return line


def _called(kind: str, name: str, state: State) -> str:
    """What a line or a step is called, when the question was about it."""
    line = sources.facts().lines.get(name) if kind == "line" else None
    if line is not None and line.shown is not None:
        return line.shown.name
    items = sources.directory().again((name,), need_from(state), sources.now()) if kind == "step" else ()
    return items[0].name if items else ""


def _numbers(kind: str, name: str, state: State) -> list[str]:
    if kind == "line":
        line = sources.facts().lines.get(name)
        row = line_answers.told(line, "number", sources.now()) if line else ""
        return [row] if row else []
    ids = (name,) if kind == "step" else state.last_shown if kind == "steps" else ()
    items = sources.directory().again(ids, need_from(state), sources.now())
    return [f"{item.name}: {item.phone}" for item in items if item.phone]


def _best_number(state: State) -> tuple[list[str], str]:
    """The line to ring that fits best, with when it answers."""
    need = need_from(state.but(no_phone=False))
    lines = choose_lines(sources.facts(), need, sources.now(), limit=ALL_LINES)
    best = next((line for line in lines if line.phone), None)
    return ([f"{best.name}: {best.phone}", best.opening.text.capitalize()], best.id) if best else ([], "")


def _step(name: str, asked: str, state: State) -> str:
    found = sources.directory().again((name,), need_from(state), sources.now())
    return detail("door" if asked == "what" else asked, found) if found else ""


def _line(name: str, asked: str) -> str:
    line = sources.facts().lines.get(name)
    today = sources.now().date()
    if line is None or line.shown is None or trust(line.compiled, LINE_DAYS, today) is Trust.expired:
        return ""
    if asked in ("when", "anonymous", "chat"):
        return line_answers.told(line, asked, sources.now())
    contact = " · ".join(part for part in (line.channels.phone, line.link) if part)
    if asked == "cost":
        return f"{line.shown.name}. {_told(line, line.shown, asked)}"
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
