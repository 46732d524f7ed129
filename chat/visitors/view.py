"""What the templates are given: events with the kind of their reply, and the words that the script needs."""

from dataclasses import dataclass
from typing import Any

from chat.conversation import Author, Event
from chat.replies import Activity, Choices, Crisis, Line, Notice, Reply, Section
from chat.turn import Tools

BLANK_LINE = Line(id="", name="")
BLANK_ACTIVITY = Activity(id="", name="")
BLANK_SECTION = Section(heading="", text="")
BLANK_NOTICE = Notice(text="")


@dataclass(frozen=True)
class Said:
    seq: int | None
    author: str
    kind: str
    reply: Reply
    chosen: str | None  # what the visitor answered to a question with buttons


def view_events(events: tuple[Event, ...]) -> list[Said]:
    chosen = _chosen(events)
    return [
        Said(event.seq, event.author.value, kind_of(event.reply), event.reply, chosen.get(event.seq or 0))
        for event in events
    ]


def kind_of(reply: Reply) -> str:
    return str(type(reply).__struct_config__.tag)


def last_crisis(events: tuple[Event, ...]) -> Crisis | None:
    return next((event.reply for event in reversed(events) if isinstance(event.reply, Crisis)), None)


def script_words(tools: Tools) -> dict[str, Any]:
    """The sentences that chatt.js shows, so that none stands in the script."""
    words = tools.words
    return {**words.page, "slow": words.pick("slow"), "limit": tools.settings.text_limit}


def _chosen(events: tuple[Event, ...]) -> dict[int, str]:
    """For each question with buttons, what the visitor said next."""
    chosen: dict[int, str] = {}
    question: int | None = None
    for event in events:
        if isinstance(event.reply, Choices | Crisis) and event.reply.choices:
            question = event.seq
        elif event.author is Author.visitor and question is not None:
            chosen[question], question = event.reply.text, None
    return chosen
