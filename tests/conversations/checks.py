"""The check language of tests/data/conversations_dev.yml and scenarios/: what a turn's reply must hold, judged on all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.content.reading_ease import lix, words
from tests.conversations.checklist import CHECKLIST

CARDS = {"activities", "support_lines"}
LEVELS = ("none", "concern", "acute")
NOT_SHOWN = {"kind", "id", "level", "link", "chat_url", "from", "client_id", "seq", "at", "reach"}
SOURCE = re.compile(r"^Källa:.*$", re.MULTILINE)
SHORT = 20  # words; LIX says nothing about shorter turns
FREE = r"gratis|kostar (inget|ingenting|inte något)|kostnadsfri|ingen (avgift|kostnad)|utan (avgift|kostnad)|\b0 kr"
Reply = Mapping[str, Any]
Slots = Mapping[str, Any]


@dataclass
class Heard:
    """The reply to one turn, and all that came before it in the conversation."""

    replies: Sequence[Reply]
    earlier: set[str] = field(default_factory=set)
    slots: Slots | None = None
    knows_kinds: bool = True
    slots_before: Slots = field(default_factory=dict)
    steps_before: frozenset[str] = frozenset()
    user: str = ""
    shown_before: str = ""  # everything of earlier turns, cards too

    @property
    def text(self) -> str:
        """All that is shown, cards and buttons included."""
        return "\n".join(text for reply in self.replies for text in texts(reply))

    @property
    def bubbles(self) -> list[str]:
        return [str(reply["text"]) for reply in self.replies if reply.get("kind") not in CARDS and reply.get("text")]

    @property
    def prose(self) -> str:
        """What is said in bubbles, without the line that names a source."""
        return SOURCE.sub("", "\n".join(self.bubbles)).strip()

    @property
    def digits(self) -> str:
        """All that is shown, with nothing between the digits of a number."""
        return re.sub(r"(?<=\d)[\s\u00a0–-]+(?=\d)", "", self.text)

    @property
    def steps(self) -> list[Mapping[str, Any]]:
        """The suggestions on the cards."""
        return [
            item for reply in self.replies if reply.get("kind") == "activities" for item in reply.get("items") or ()
        ]

    @property
    def step_ids(self) -> frozenset[str]:
        return frozenset(str(item.get("id") or item.get("name")) for item in self.steps)

    def has_kind(self, kind: str) -> bool:
        return any(reply.get("kind") == kind for reply in self.replies)

    @property
    def lix(self) -> float | None:
        """How easy the turn is to read; None for a turn too short to say."""
        return lix(self.prose) if len(words(self.prose)) >= SHORT else None


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in a reply that a person sees."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NOT_SHOWN:
                yield from texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from texts(part)


def found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def has_number(number: str, heard: Heard) -> bool:
    """True when the number is shown as a number of its own, whatever stands between its digits."""
    return re.search(rf"(?<!\d){re.escape(str(number))}(?!\d)", heard.digits) is not None


def holds(slot: str, wanted: Any, slots: Slots) -> bool:
    """True when the slot has the wanted value, or at least that level, or holds all of a list."""
    value = slots.get(slot)
    if slot == "risk_level":
        return LEVELS.index(value or "none") >= LEVELS.index(wanted)
    if isinstance(value, list):
        return not value if wanted is None else set(wanted if isinstance(wanted, list) else [wanted]) <= set(value)
    return bool(value == wanted)


def lacks(slot: str, unwanted: Any, slots: Slots) -> bool:
    """True when the slot does not hold the value, nor any of a list."""
    value = slots.get(slot)
    not_these = unwanted if isinstance(unwanted, list) else [unwanted]
    return not set(not_these) & set(value) if isinstance(value, list) else value not in not_these


def _cards_hold(fields: Sequence[str], heard: Heard) -> bool:
    """True when there are cards with steps and every one has something in each of these fields."""
    return bool(heard.steps) and all(item.get(name) for item in heard.steps for name in fields)


def _has_choice(pattern: str, heard: Heard) -> bool:
    return any(found(pattern, choice) for reply in heard.replies for choice in reply.get("choices") or ())


def _has_human_voice(heard: Heard) -> bool:
    """A line where people answer, beside the steps or on a card of its own."""
    return any(
        reply.get("line")
        or (reply.get("kind") in ("support_lines", "crisis") and (reply.get("items") or reply.get("lines")))
        for reply in heard.replies
    )


Check = Callable[[Any, Heard], bool]
CHECKS: dict[str, Check] = {
    "any_text": lambda wanted, heard: any(found(pattern, heard.text) for pattern in wanted),
    "no_text": lambda wanted, heard: not any(found(pattern, heard.text) for pattern in wanted),
    "number": lambda wanted, heard: str(wanted) in re.sub(r"[\s\u00a0–-]", "", heard.text),
    "numbers": lambda wanted, heard: all(has_number(number, heard) for number in wanted),
    "number_among": lambda wanted, heard: any(has_number(number, heard) for number in wanted),
    "not_number": lambda wanted, heard: (
        not any(has_number(number, heard) for number in (wanted if isinstance(wanted, list) else [wanted]))
    ),
    "first_bubble": lambda wanted, heard: bool(heard.bubbles) and any(found(p, heard.bubbles[0]) for p in wanted),
    "not_repeated": lambda wanted, heard: (
        not set(heard.bubbles) & heard.earlier and len(set(heard.bubbles)) == len(heard.bubbles)
    ),
    "not_empty": lambda wanted, heard: bool(heard.text.strip()),
    "question_marks_max": lambda wanted, heard: sum(bubble.count("?") for bubble in heard.bubbles) <= wanted,
    "question_marks_min": lambda wanted, heard: sum(bubble.count("?") for bubble in heard.bubbles) >= wanted,
    "by_now": lambda wanted, heard: all(
        any(found(pattern, text) for pattern in CHECKLIST[name] for text in (heard.text, heard.shown_before))
        for name in wanted
    ),
    "by_now_any": lambda wanted, heard: any(
        found(pattern, text) for pattern in wanted for text in (heard.text, heard.shown_before)
    ),
    "max_bubbles": lambda wanted, heard: len(heard.bubbles) <= wanted,
    "max_words": lambda wanted, heard: all(len(SOURCE.sub("", bubble).split()) <= wanted for bubble in heard.bubbles),
    "lix_max": lambda wanted, heard: heard.lix is None or heard.lix <= wanted,
    **{
        name: lambda wanted, heard, patterns=patterns: any(found(p, heard.text) for p in patterns) is wanted
        for name, patterns in CHECKLIST.items()
    },
}
# These read what only some doors show: the kinds of replies with their cards.
CARD_CHECKS: dict[str, Check] = {
    "no_kind": lambda wanted, heard: not heard.has_kind(wanted),
    "max_items": lambda wanted, heard: all(len(reply.get("items") or ()) <= wanted for reply in heard.replies),
    "min_items": lambda wanted, heard: len(heard.steps) >= wanted,
    "cards_hold": _cards_hold,
    "new_steps": lambda wanted, heard: bool(heard.step_ids) and not heard.step_ids & heard.steps_before,
    "no_old_steps": lambda wanted, heard: not heard.step_ids & heard.steps_before,
    "steps_are_free": lambda wanted, heard: (
        bool(heard.steps) and all(found(FREE, str(item.get("cost"))) for item in heard.steps)
    ),
    "one_step_from_home": lambda wanted, heard: any(not item.get("needs_travel", True) for item in heard.steps),
    "all_steps_from_home": lambda wanted, heard: (
        bool(heard.steps) and not any(item.get("needs_travel", True) for item in heard.steps)
    ),
    "human_voice": lambda wanted, heard: _has_human_voice(heard),
    "choice": _has_choice,
}
SLOT_CHECKS: dict[str, Callable[[Any, Slots, Slots], bool]] = {
    "slot": lambda wanted, slots, before: all(holds(slot, value, slots) for slot, value in wanted.items()),
    "not_slot": lambda unwanted, slots, before: all(lacks(slot, value, slots) for slot, value in unwanted.items()),
    "same_slot": lambda names, slots, before: all(
        slots.get(name) == before.get(name) for name in (names if isinstance(names, list) else [names])
    ),
}


def passes(name: str, wanted: Any, heard: Heard) -> bool | None:
    """Whether one check holds; None when this door cannot tell."""
    if name == "kind":
        return heard.has_kind(wanted) if heard.knows_kinds or wanted == "crisis" else None
    if name in SLOT_CHECKS:
        return None if heard.slots is None else SLOT_CHECKS[name](wanted, heard.slots, heard.slots_before)
    if name in CARD_CHECKS:
        return CARD_CHECKS[name](wanted, heard) if heard.knows_kinds else None
    if name in CHECKS:
        return CHECKS[name](wanted, heard)
    raise ValueError(f"no such check: {name}")
