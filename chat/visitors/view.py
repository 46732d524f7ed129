"""What the templates are given: events with the kind of their reply, and the words that the script needs."""

from dataclasses import dataclass
from typing import Any

from chat.conversation import Author, Event, Owner
from chat.replies import Activities, Activity, Choices, Crisis, Handover, Line, Notice, Reply, Section, SupportLines
from chat.turn import Tools
from chat.visitors.cards import completed

BLANK_LINE = Line(id="", name="")
BLANK_ACTIVITY = Activity(id="", name="")
BLANK_SECTION = Section(heading="", text="")
BLANK_NOTICE = Notice(text="")
BLANK_OFFER = Handover(text="")


@dataclass(frozen=True)
class Answers:
    """Who answers now, for the line above the box."""

    owner: str
    text: str


@dataclass(frozen=True)
class Said:
    seq: int | None
    author: str
    kind: str
    reply: Reply
    chosen: str | None  # what the visitor answered to a question with buttons
    who: str = ""  # a person who wrote it
    newest: bool = False  # the last steps that were shown, the only ones that can be turned down
    lands: bool = False  # where a page without script is read from


def view_events(events: tuple[Event, ...]) -> list[Said]:
    chosen = _chosen(events)
    newest = max((n for n, event in enumerate(events) if isinstance(event.reply, Activities)), default=None)
    lands = _where_to_read(events)
    return [
        Said(
            seq=event.seq,
            author=event.author.value,
            kind=kind_of(event.reply),
            reply=completed(event.reply),
            chosen=chosen.get(event.seq or 0),
            who=event.reply.name if event.author is Author.human else "",
            newest=number == newest,
            lands=number == lands,
        )
        for number, event in enumerate(events)
    ]


def _where_to_read(events: tuple[Event, ...]) -> int:
    """A long answer is read from its first piece; of what a person writes the last is new."""
    own = max((number for number, event in enumerate(events) if event.author is Author.visitor), default=-1)
    if any(event.author is Author.human for event in events[own + 1 :]):
        return len(events) - 1
    return min(own + 1, len(events) - 1)


def found(events: tuple[Event, ...]) -> tuple[list[Activity], list[Line]]:
    """All the steps and lines that were shown, each once, in the order they came."""
    steps: dict[str, Activity] = {}
    lines: dict[str, Line] = {}
    for reply in (completed(event.reply) for event in events):
        if isinstance(reply, Activities):
            steps.update((item.id, item) for item in reply.items)
            lines.update((line.id, line) for line in (reply.line, reply.also) if line)
        elif isinstance(reply, SupportLines):
            lines.update((line.id, line) for line in reply.items)
        elif isinstance(reply, Crisis):
            lines.update((line.id, line) for line in reply.lines)
    return list(steps.values()), list(lines.values())


def who_answers(tools: Tools, owner: Owner, events: tuple[Event, ...]) -> Answers:
    """The line above the box; with the bot it is empty."""
    names = [event.reply.name for event in events if isinstance(event.reply, Handover) and event.reply.name]
    text = tools.words.page.get(f"owner_{owner.value}", "")
    return Answers(owner.value, text.format(name=names[-1] if names else tools.words.page["someone"]))


def kind_of(reply: Reply) -> str:
    return str(type(reply).__struct_config__.tag)


def last_crisis(events: tuple[Event, ...]) -> Crisis | None:
    return next((event.reply for event in reversed(events) if isinstance(event.reply, Crisis)), None)


def script_words(tools: Tools) -> dict[str, Any]:
    """The sentences that chatt.js shows, so that none stands in the script."""
    words = tools.words
    return {**words.page, "slow": words.pick("slow"), "limit": tools.settings.text_limit}


def _chosen(events: tuple[Event, ...]) -> dict[int, str]:
    """For each question with buttons, what the visitor said next; an offer of a human waits for its answer."""
    chosen: dict[int, str] = {}
    question: int | None = None
    offer: int | None = None
    said = ""
    for event in events:
        if isinstance(event.reply, Handover):
            if offer is not None:
                chosen[offer] = said
            offer = event.seq if event.reply.card else None
        elif isinstance(event.reply, Choices | Crisis) and event.reply.choices:
            question = event.seq
        elif event.author is Author.visitor:
            said = event.reply.text
            if question is not None:
                chosen[question], question = said, None
    return chosen
