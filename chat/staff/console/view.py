"""What the templates are given of a talk: events as rows, and the facts of the card."""

from collections.abc import Iterable
from dataclasses import dataclass

from chat.card import in_words
from chat.conversation import Author, Event, Owner
from chat.queue.shapes import Case, leads
from chat.replies import Activities, Activity, Choices, Crisis, Line, Notice, Reply, SupportLines
from chat.staff.accounts.staff import Staff
from chat.staff.console.desk import Console
from chat.staff.console.times import at, waited
from chat.visitors.cards import completed

WHO = {Author.visitor: "Personen", Author.bot: "Lotsen, chattroboten", Author.system: "Besked"}


@dataclass(frozen=True)
class Row:
    """One event as it is drawn; `quiet` is a notice beside the talk."""

    seq: int | None
    author: str
    who: str
    bubble: str
    cards: tuple[Activity | Line, ...]
    choices: tuple[str, ...]
    client_id: str | None
    quiet: bool


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class CaseView:
    """One chat as its page shows it."""

    id: str
    mine: bool
    open: bool
    volunteer: str
    has_volunteer: bool
    last_seq: int
    presence_text: str
    there: bool
    since_text: str
    late: bool
    risk: str
    evidence: tuple[str, ...]
    facts: tuple[Fact, ...]
    struck: bool
    not_mine_text: str
    help_text: str = ""


def row_of(event: Event) -> Row:
    reply = completed(event.reply)
    return Row(
        seq=event.seq,
        author=event.author.value,
        who=WHO.get(event.author) or _name(reply) or "Volontären",
        bubble=_bubble(reply),
        cards=_cards(reply),
        choices=reply.choices if isinstance(reply, Choices | Crisis) else (),  # those of a hand-over are no question
        client_id=event.client_id if event.author is Author.human else None,
        quiet=event.author is Author.system or isinstance(reply, Notice),
    )


def rows_of(case: Case) -> list[Row]:
    return [row_of(event) for event in case.events]


def case_view(console: Console, case: Case, staff: Staff, help_text: str = "") -> CaseView:
    record, owner = case.record, case.conversation.owner
    mine = owner is Owner.human and record.volunteer_id == staff.id
    return CaseView(
        id=case.conversation.id,
        mine=mine,
        open=owner in (Owner.human, Owner.waiting),
        volunteer=record.volunteer_name or "",
        has_volunteer=owner is Owner.human,
        last_seq=case.conversation.last_seq,
        presence_text=presence_text(console, case),
        there=not case.left,
        since_text=f"Du tog samtalet {at(record.claimed_at, console.now())}." if mine and record.claimed_at else "",
        late=mine and record.warned_at is not None and record.first_reply_at is None,
        risk=risk_text(console, record.risk, record.kind),
        evidence=record.card.evidence or record.evidence,
        facts=_facts(console, case),
        struck=record.card.struck,
        not_mine_text=_not_mine(case, staff),
        help_text=help_text,
    )


def risk_text(console: Console, risk: str, kind: str) -> str:
    """`Fara för livet: tankar på att inte leva`; empty without risk."""
    parts = [console.words.of("risk", risk), console.words.of("kinds", kind)]
    return ". ".join(filter(None, parts)) if parts[0] else ""


def presence_text(console: Console, case: Case) -> str:
    is_closed = case.conversation.owner is Owner.closed
    if is_closed and case.record.left_at is None:
        return "Samtalet är avslutat."
    if not case.left and not is_closed:
        return "Personen är kvar."
    gone = case.record.left_at or case.record.last_seen_visitor
    return f"Personen har lämnat {at(gone, console.now())}."


def _name(reply: Reply) -> str:
    return getattr(reply, "name", "")


def _facts(console: Console, case: Case) -> tuple[Fact, ...]:
    rows = in_words(case.record.card, console.said.card)
    evidence = console.said.card["heading_evidence"]
    told = [(label, text) for label, text in rows if label != evidence]
    if case.record.card.language == "sv":
        told.append((console.said.card["heading_language"], "Svenska"))
    until = case.record.claimed_at or console.seconds()
    told.append(("Väntade", waited(until - case.record.waiting_since)))
    return tuple(Fact(label, text) for label, text in told)


def _not_mine(case: Case, staff: Staff) -> str:
    match case.conversation.owner:
        case Owner.human:
            who = case.record.volunteer_name or "Någon annan"
            return f"{who} har samtalet. Du läser bara." if leads(staff) else f"{who} har samtalet nu."
        case Owner.waiting:
            return "Samtalet står i kön."
        case Owner.bot:
            return "Samtalet är tillbaka hos Lotsen."
        case _:
            return "Samtalet är avslutat."


def _bubble(reply: Reply) -> str:
    match reply:
        case Activities():
            return "\n".join(filter(None, (reply.intro, reply.widened)))
        case SupportLines():
            return reply.intro
        case Notice() if reply.sections:
            return "\n\n".join((reply.title, *(f"{part.heading}\n{part.text}" for part in reply.sections)))
        case _:
            return reply.text


def _cards(reply: Reply) -> tuple[Activity | Line, ...]:
    match reply:
        case Activities():
            return (*reply.items, *_present(reply.line, reply.also))
        case SupportLines():
            return reply.items
        case Crisis():
            return reply.lines
        case _:
            return ()


def _present(*lines: Line | None) -> Iterable[Line]:
    return (line for line in lines if line)
