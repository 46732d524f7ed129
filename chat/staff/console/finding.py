"""Searching the directory beside a chat: lines, programmes and activities by name or by the card; each can be sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from secrets import token_urlsafe

from sqlalchemy.exc import SQLAlchemyError

from chat.guide.cards import offer_card
from chat.lines import named_lines
from chat.logs import log
from chat.queue.shapes import Record
from chat.replies import Line, Reply, SupportLines
from chat.staff.console.desk import Console
from knowledge.editor_list import SHOWN, Sought, find_entries
from knowledge.fact_types import Facts, ProgrammeShown
from knowledge.need import Need
from knowledge.offer import Offer, Suggestion
from knowledge.places import Places

MOST, LONGEST = 8, 80  # rows, characters
LINE = "line:"
NOWHERE = "”{place}” är ingen svensk kommun, så sökningen gäller hela landet."


@dataclass(frozen=True)
class Asked:
    """What the volunteer writes; empty text asks for what fits the card."""

    text: str = ""
    place: str = ""


@dataclass(frozen=True)
class Hit:
    id: str
    kind: str
    name: str
    what: str
    facts: tuple[str, ...]
    client_id: str  # so that a card pressed twice is sent once


@dataclass(frozen=True)
class Found:
    rows: tuple[Hit, ...]
    note: str = ""


def find(console: Console, asked: Asked, record: Record) -> Found:
    """Waits for the database, so that it belongs in a thread."""
    text = " ".join(asked.text.split())[:LONGEST].casefold()
    code = municipality_code(console.directory.places, asked.place)
    need = _need(record, code)
    lines = tuple(_line_hits(console, text)) if text else ()
    steps = _by_name(console, text, need) if text else console.directory.suggest(need, console.now(), MOST).suggestions
    rows = (*lines, *(_hit(step) for step in steps))[:MOST]
    note = (
        ""
        if not asked.place or code
        else f"”{asked.place[:40]}” är ingen svensk kommun, så sökningen gäller hela landet."
    )
    return Found(rows, note if rows else f"{note} Inget passar in på det. Prova ett kortare ord.".strip())


def card_of(console: Console, item_id: str, record: Record, place: str = "") -> Reply | None:
    """The thing as a card, as the directory has it now for that municipality; None when it is not there."""
    facts, now = console.directory.facts, console.now()
    if item_id.startswith(LINE):
        line_id = item_id.removeprefix(LINE)
        if line_id not in facts.lines or not facts.lines[line_id].shown:
            return None
        items = named_lines(facts, [line_id], now)
        return SupportLines(text=_in_words(items[0]), items=items)
    code = municipality_code(console.directory.places, place)
    steps = console.directory.again([item_id], _need(record, code), now)
    return offer_card(_offer(steps), None) if steps else None


def municipality_code(places: Places, name: str) -> str | None:
    """The code of a municipality by its name."""
    wanted = name.strip().casefold()
    found = (one for one in places.table.municipalities.values() if one.name.casefold() == wanted)
    return next((one.code for one in found), None)


def _need(record: Record, municipality: str | None) -> Need:
    card = record.card
    return Need(types=card.kinds, municipality=municipality, age_group=card.age_group or None, for_other=card.for_other)


def _by_name(console: Console, text: str, need: Need) -> tuple[Suggestion, ...]:
    directory = console.directory
    programmes = [item for item in directory.facts.programmes.values() if item.shown]
    named = [item.id for item in programmes if text in item.name.casefold()]
    about = [item.id for item in programmes if item.shown and text in _about(item.shown).casefold()]
    ids = dict.fromkeys((*named, *_entries(console, text, need.municipality), *about))
    return directory.again(list(ids)[:MOST], need, console.now())


def _about(shown: ProgrammeShown) -> str:
    return " ".join((shown.plain, *shown.interests, *shown.activities))


def _entries(console: Console, text: str, municipality: str | None) -> list[str]:
    engine = console.directory.engine
    if engine is None:
        return []
    sought = Sought(text=text, municipality=municipality or "", state=SHOWN)
    try:
        with engine.connect() as connection:
            return [row.id for row in find_entries(connection, sought, console.now().date()).rows]
    except SQLAlchemyError as error:
        log.warning("directory_unavailable", error=type(error).__name__)
        return []


def _line_hits(console: Console, text: str) -> Iterator[Hit]:
    facts = console.directory.facts
    for line in named_lines(facts, _line_ids(facts, text), console.now()):
        told = tuple(filter(None, (line.phone, line.opening)))
        yield Hit(f"{LINE}{line.id}", "Stödlinje", line.name, line.what, told, token_urlsafe(12))


def _line_ids(facts: Facts, text: str) -> list[str]:
    shown = [line for line in facts.lines.values() if line.shown]
    named = [line.id for line in shown if text in f"{line.name} {line.shown.name if line.shown else ''}".casefold()]
    about = [line.id for line in shown if text in f"{line.what} {' '.join(line.target.groups)}".casefold()]
    return list(dict.fromkeys((*named, *about)))[: MOST // 2]


def _hit(step: Suggestion) -> Hit:
    told = tuple(filter(None, (step.where, step.when, step.cost, step.checked)))
    return Hit(step.id, step.kind, step.name, step.what, told, token_urlsafe(12))


def _offer(steps: tuple[Suggestion, ...]) -> Offer:
    return Offer(suggestions=steps, line=None, lines=(), widened=None, free_only=False)


def _in_words(line: Line) -> str:
    return ", ".join(part for part in (line.name, line.phone, line.chat_url, line.opening) if part) + "."
