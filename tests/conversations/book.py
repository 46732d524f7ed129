"""Writes what was said in the scenarios as one page for people to read: results/conversations.html, nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.content.house import ROOT
from tests.conversations.book_words import in_swedish
from tests.conversations.hold import Result

PAGE = ROOT / "results" / "conversations.html"
TEMPLATE = "book.html.jinja"
TITLES = {
    "danger_own_life": "Fara: det egna livet",
    "danger_plan": "Fara: planen, och att landa",
    "danger_violence": "Fara: våld, röster, kroppen",
    "danger_others": "Fara: någon annan, och de som blev kvar",
    "danger_none": "Inget larm",
    "listening": "Ta emot, förstå, sätta namn",
    "what_has_happened": "Det som har hänt",
    "places": "Var",
    "offering": "Förslag som passar",
    "turning_down": "Nej tack, och varför",
    "someone_else": "För någon annans skull",
    "holding": "Hålla i, gå vidare",
    "times": "Jul, midsommar, natt",
    "questions": "Frågor",
    "edges": "Kanterna",
    "difficult": "När det är svårt att prata",
}
FIELDS = {
    "why": "",
    "where": "Var: ",
    "when": "När: ",
    "cost": "Kostar: ",
    "at_the_door": "Vid dörren: ",
    "first_step": "Första steget: ",
    "checked": "",
}
Held = tuple[str, Mapping[str, Any], Result]


@dataclass(frozen=True)
class Card:
    """One suggestion or line, as rows of text."""

    head: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One reply of Lotsen's: a bubble, with cards and buttons if it had any."""

    text: str
    cards: tuple[Card, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One turn of one conversation."""

    user: str
    anew: bool
    said: tuple[Said, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One conversation with its name."""

    id: str
    name: str
    pages: tuple[Page, ...]

    @property
    def holds(self) -> bool:
        return not any(page.failed for page in self.pages)


def write(held: Sequence[Held], path: Path = PAGE) -> None:
    """The book of these conversations, chapter by chapter."""
    chapters = list(_chapters(held))
    stories = [story for _, _, told in chapters for story in told]
    page = _environment().get_template(TEMPLATE).render(
        chapters=chapters,
        count=len(stories),
        whole=sum(story.holds for story in stories),
        written=datetime.now(ZoneInfo("Europe/Stockholm")).strftime("%Y-%m-%d %H:%M"),
    )  # fmt: skip
    path.parent.mkdir(exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _environment() -> Environment:
    folder = Path(__file__).parent
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _chapters(held: Sequence[Held]) -> Iterator[tuple[str, str, list[Story]]]:
    """(anchor, title, stories), in the order of TITLES; a file without a title comes last under its own name."""
    topics = [topic for topic, _, _ in held]
    for topic in sorted(
        dict.fromkeys(topics), key=lambda name: (list(TITLES).index(name) if name in TITLES else 99, name)
    ):
        yield topic, TITLES.get(topic, topic), [_story(talk, result) for name, talk, result in held if name == topic]


def _story(talk: Mapping[str, Any], result: Result) -> Story:
    pages = tuple(
        Page(
            exchange.user,
            bool(turn.get("anew")),
            tuple(map(said, exchange.heard.replies)),
            tuple(map(in_swedish, exchange.failed)),
        )
        for turn, exchange in zip(talk["turns"], result.exchanges, strict=False)
    )
    return Story(talk["id"], talk["name"], pages)


def said(reply: Mapping[str, Any]) -> Said:
    """One reply in readable pieces; the text of a card's reply repeats the card, so it is left out."""
    kind = reply.get("kind")
    cards = tuple(_cards(reply))
    text = "" if kind in ("activities", "support_lines") and cards else str(reply.get("text") or "")
    return Said(text, cards, tuple(reply.get("choices") or ()))


def _cards(reply: Mapping[str, Any]) -> Iterator[Card]:
    if reply.get("widened"):
        yield Card(str(reply["widened"]), ())
    for item in reply.get("items") or ():
        yield _step(item) if reply.get("kind") == "activities" else _line(item)
    for line in (*(reply.get("lines") or ()), *(reply[name] for name in ("line", "also") if reply.get(name))):
        yield _line(line)


def _step(item: Mapping[str, Any]) -> Card:
    rows = (f"{label}{item[name]}" for name, label in FIELDS.items() if item.get(name))
    return Card(str(item.get("name")), tuple(rows))


def _line(item: Mapping[str, Any]) -> Card:
    head = " · ".join(_filled(item.get(name) for name in ("name", "phone")))
    return Card(head, tuple(_filled(item.get(name) for name in ("opening", "what"))))


def _filled(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values if value]
