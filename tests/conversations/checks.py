"""The check language of tests/data/conversations_dev.yml: what a turn's reply must hold, judged on all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

CARDS = {"activities", "support_lines"}
LEVELS = ("none", "concern", "acute")
NOT_SHOWN = {"kind", "id", "level", "link", "chat_url", "from", "client_id", "seq", "at"}
Reply = Mapping[str, Any]


@dataclass
class Heard:
    """The reply to one turn, and all that came before it in the conversation."""

    replies: Sequence[Reply]
    earlier: set[str] = field(default_factory=set)
    slots: Mapping[str, Any] | None = None
    knows_kinds: bool = True

    @property
    def text(self) -> str:
        """All that is shown, cards and buttons included."""
        return "\n".join(text for reply in self.replies for text in texts(reply))

    @property
    def bubbles(self) -> list[str]:
        return [str(reply["text"]) for reply in self.replies if reply.get("kind") not in CARDS and reply.get("text")]


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


def holds(slot: str, wanted: Any, slots: Mapping[str, Any]) -> bool:
    """True when the slot has the wanted value, or at least that level, or holds all of a list."""
    value = slots.get(slot)
    if slot == "risk_level":
        return LEVELS.index(value or "none") >= LEVELS.index(wanted)
    if isinstance(value, list):
        return not value if wanted is None else set(wanted if isinstance(wanted, list) else [wanted]) <= set(value)
    return bool(value == wanted)


def passes(name: str, wanted: Any, heard: Heard) -> bool | None:
    """Whether one check holds; None when this door cannot tell."""
    if name == "any_text":
        return any(found(pattern, heard.text) for pattern in wanted)
    if name == "no_text":
        return not any(found(pattern, heard.text) for pattern in wanted)
    if name == "kind":
        return (
            any(reply.get("kind") == wanted for reply in heard.replies)
            if heard.knows_kinds or wanted == "crisis"
            else None
        )
    if name == "number":
        return wanted in re.sub(r"[\s\u00a0–-]", "", heard.text)
    if name == "max_items":
        return all(len(reply.get("items") or ()) <= wanted for reply in heard.replies) if heard.knows_kinds else None
    if name == "cards_hold":
        return _cards_hold(wanted, heard) if heard.knows_kinds else None
    if name == "slot":
        return None if heard.slots is None else all(holds(slot, value, heard.slots) for slot, value in wanted.items())
    if name == "not_repeated":
        return not set(heard.bubbles) & heard.earlier and len(set(heard.bubbles)) == len(heard.bubbles)
    if name == "not_empty":
        return bool(heard.text.strip())
    if name == "question_marks_max":
        return sum(bubble.count("?") for bubble in heard.bubbles) <= wanted
    raise ValueError(f"no such check: {name}")


def _cards_hold(fields: Sequence[str], heard: Heard) -> bool:
    """True when there are cards with steps and every one has something in each of these fields."""
    items = [item for reply in heard.replies if reply.get("kind") == "activities" for item in reply.get("items") or ()]
    return bool(items) and all(item.get(name) for item in items for name in fields)
