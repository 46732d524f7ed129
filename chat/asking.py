"""How a human is asked for: what is offered, what the visitor's answer means, and the card. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from chat.card import Card
from chat.conversation import Author, Danger, Event
from chat.replies import Activities, Crisis, Handover
from chat.switches import State
from chat.words import Words

LONGEST_ANSWER = 8  # words; a longer message tells something else
LATELY = 12  # events within which an offer that nobody asked for is not made again
MOST_LINES = 4  # of the visitor's own on a card
LONGEST_LINE = 280  # characters
MOST_STEPS = 5
END = " .!?,;:”\"'()"


class Answer(str, Enum):
    yes = "yes"
    yes_without_summary = "yes_without_summary"
    no = "no"


@dataclass(frozen=True)
class Offer:
    """An offer that stands open. `is_latest`: nothing was said after it."""

    card: Card
    is_latest: bool


def may_answer(text: str, words: Words) -> bool:
    """Whether a message could be an answer to an offer at all, which is told without reading what was said before."""
    return any(_reads(text, words, bare) is not None for bare in (True, False))


def open_offer(events: Sequence[Event]) -> Offer | None:
    """The offer that was made last, unless it was answered."""
    latest = True
    for event in reversed(events):
        reply = event.reply
        if isinstance(reply, Handover):
            is_open = reply.state == State.offered.value and reply.card is not None
            return Offer(reply.card, latest) if is_open and reply.card else None
        latest = latest and event.author is Author.visitor
    return None


def was_offered_lately(events: Sequence[Event]) -> bool:
    return any(isinstance(event.reply, Handover) for event in events[-LATELY:])


def met_human(events: Sequence[Event]) -> bool:
    """Whether a person has had the chat, as far as the kept events tell."""
    return any(isinstance(event.reply, Handover) and event.reply.state == State.human.value for event in events)


def read_answer(text: str, offer: Offer, words: Words) -> Answer | None:
    """What a message says to an offer; None when it is about something else.

    A bare yes or no counts only right after the offer, and never beside danger, where another question was asked too.
    """
    return _reads(text, words, offer.is_latest and offer.card.why != "danger")


def _reads(text: str, words: Words, bare: bool) -> Answer | None:
    said = plain(text)
    buttons = [plain(choice) for choice in words.all("offer_choices")]
    if said in buttons:
        return list(Answer)[buttons.index(said)]
    if bare and said in words.all("human_without"):
        return Answer.yes_without_summary
    if bare and said in words.all("human_yes"):
        return Answer.yes
    if bare and said in words.all("human_no"):
        return Answer.no
    return Answer.yes if _names_a_human(text, said, words) else None


def _names_a_human(text: str, said: str, words: Words) -> bool:
    """A short wish for a human, not a question about one and not a refusal."""
    if len(said.split()) > LONGEST_ANSWER or text.rstrip().endswith("?"):
        return False
    return _has(said, words.all("human_named")) and not _has(said, words.all("human_unwilling"))


def _has(said: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in f" {said} " for phrase in phrases)


def says(text: str, phrases: Sequence[str]) -> bool:
    """Whether the whole message is one of these phrases."""
    return plain(text) in phrases


def plain(text: str) -> str:
    """Small letters, single spaces, no signs around the words."""
    return " ".join(word.strip(END) for word in text.lower().split() if word.strip(END))


def make_card(
    why: str,
    danger: Danger,
    events: Sequence[Event],
    slots: Mapping[str, Any],
    place: str | None,
    is_danger: Callable[[str], bool],
) -> Card:
    """The card as it stands after these events. `slots` are Rasa's, empty when it cannot be asked."""
    names = _names(events)
    refused = tuple(slots.get("rejected") or ())
    return Card(
        why=why,
        risk=danger.level,
        risk_kind=danger.kind,
        evidence=_evidence(events, is_danger) if danger.level != "none" else (),
        kinds=tuple(slots.get("loneliness_types") or ()),
        municipality=place,
        age_group=slots.get("age_group"),
        for_other=bool(slots.get("for_other")),
        suggested=tuple(name for own_id, name in names.items() if own_id not in refused)[-MOST_STEPS:],
        refused=tuple(names[own_id] for own_id in refused if own_id in names)[-MOST_STEPS:],
        language=slots.get("language") or "sv",
    )


def _names(events: Sequence[Event]) -> dict[str, str]:
    shown = [event.reply for event in events if isinstance(event.reply, Activities)]
    return {item.id: item.name for reply in shown for item in reply.items}


def _evidence(events: Sequence[Event], is_danger: Callable[[str], bool]) -> tuple[str, ...]:
    """The visitor's own lines that raised the risk; else the one that the first crisis reply answered."""
    said = [event.reply.text for event in events if event.author is Author.visitor]
    lines = [text for text in said if is_danger(text)] or _answered_by_crisis(events)
    return tuple(_shortened(line) for line in lines[-MOST_LINES:])


def _answered_by_crisis(events: Sequence[Event]) -> list[str]:
    latest = ""
    for event in events:
        if event.author is Author.visitor:
            latest = event.reply.text
        elif isinstance(event.reply, Crisis) and latest:
            return [latest]
    return []


def _shortened(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"
