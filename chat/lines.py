"""Support lines as replies: those that a danger asks for, and those that fit and are open now."""

from collections.abc import Callable, Iterable
from datetime import datetime

from chat.replies import Line, SupportLines
from knowledge.fact_types import Facts, SupportLine
from knowledge.hours import opening
from knowledge.lines import choose_lines
from knowledge.need import Need
from knowledge.offer import LineSuggestion


def named_lines(facts: Facts, ids: Iterable[str], now: datetime) -> tuple[Line, ...]:
    """These lines, in this order. Raises KeyError for one that is not in the facts."""
    return tuple(_named_line(facts.lines[id], now) for id in ids)


def _named_line(line: SupportLine, now: datetime) -> Line:
    shown = line.shown
    return Line(
        id=line.id,
        name=shown.name if shown else line.name,
        what=shown.plain if shown else "",
        phone=line.channels.phone,
        chat_url=line.channels.chat_url,
        opening=opening(line.best_hours, now).text,
    )


def fitting_lines(facts: Facts, now: datetime, intro: str, *, minor: bool) -> SupportLines:
    """Up to three lines, open ones first, as a card whose text says it all."""
    need = Need(minor=minor, age_group="teen" if minor else None)
    items = tuple(line_card(suggestion) for suggestion in choose_lines(facts, need, now))
    return SupportLines(text="\n".join([intro, *map(_in_words, items)]), intro=intro, items=items)


def parting_lines(facts: Facts, clock: Callable[[], datetime], intro: str) -> Callable[[bool], tuple[SupportLines]]:
    """Whom else to reach when a talk with a person is over; asked with whether the visitor is a minor."""
    return lambda minor: (fitting_lines(facts, clock(), intro, minor=minor),)


def line_card(suggestion: LineSuggestion) -> Line:
    return Line(
        id=suggestion.id,
        name=suggestion.name,
        what=suggestion.what,
        why=suggestion.why,
        phone=suggestion.phone,
        chat_url=suggestion.chat_url,
        opening=suggestion.opening.text,
        cost=suggestion.cost,
        checked=suggestion.checked,
    )


def _in_words(line: Line) -> str:
    ways = ", ".join(way for way in (line.phone, line.chat_url) if way)
    return f"{line.name}: {ways}. {line.opening}".rstrip(". ") + "."
