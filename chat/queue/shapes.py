"""What the queue shows: chats that wait or are with people, notes, presence and the board. Frozen."""

from enum import Enum

import msgspec

from chat.card import Card
from chat.conversation import Conversation, Event, Owner
from chat.staff.accounts.staff import Role, Staff

LEADING = (Role.supervisor, Role.admin)
LEFT_AFTER_SECONDS = 22  # without a sign of the visitor; with the sweep it is seen within 30


def leads(staff: Staff) -> bool:
    return staff.role in LEADING


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One in the queue."""

    conversation_id: str
    epoch: int
    reason: str
    risk: str
    kind: str
    since: int  # seconds since 1970
    waited: int  # seconds
    first_in_line: bool
    returned: str  # "", "lost", "silent" or "passed_on"
    passed_by: str | None
    left: bool


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a chat that is or was with people. Times are seconds since 1970."""

    conversation_id: str
    reason: str
    risk: str
    kind: str
    evidence: tuple[str, ...]
    card: Card
    waiting_since: int
    first_in_line: bool
    returned: str
    passed_by: str | None
    volunteer_id: str | None
    volunteer_name: str | None
    shown_name: str | None
    claimed_at: int | None
    warned_at: int | None
    first_reply_at: int | None
    visitor_warned_at: int | None
    last_seen_visitor: int
    left_at: int | None
    closed_at: int | None
    keep_until: int | None
    outcome: str | None
    reason_of_end: str | None
    address_hash: str | None

    def has_left(self, now: int) -> bool:
        """The visitor went away, or has given no sign for a while."""
        return self.left_at is not None or now - self.last_seen_visitor >= LEFT_AFTER_SECONDS


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A private note; a whisper is one from the supervisor to the volunteer. The visitor never sees either."""

    id: int
    name: str
    whisper: bool
    at: int
    text: str


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One chat as the one who answers it sees it."""

    conversation: Conversation
    record: Record
    events: tuple[Event, ...]
    notes: tuple[Note, ...]
    left: bool


class State(str, Enum):
    """Whether somebody of the staff can take a chat."""

    available = "available"
    paus = "paus"
    aterhamtning = "aterhamtning"
    borta = "borta"


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """One of the staff, now."""

    staff_id: str
    name: str
    role: str
    state: State
    room: int
    chats: int
    since: int
    until: int | None
    here: bool = True  # a page of theirs is open, whatever they have chosen

    @property
    def leads(self) -> bool:
        return self.role in LEADING

    @property
    def free(self) -> int:
        return max(0, self.room - self.chats) if self.state is State.available else 0


class LiveChat(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the supervisor's board."""

    conversation_id: str
    owner: Owner
    epoch: int
    risk: str
    kind: str
    waited: int  # seconds in the queue, or until somebody came
    volunteer_id: str | None
    volunteer_name: str | None
    claimed_at: int | None
    is_silent: bool  # claimed, and no first reply in 90 s
    returned: str
    left: bool


class HelpCall(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the staff has pressed the help button."""

    id: int
    staff_id: str
    name: str
    conversation_id: str | None
    called_at: int
    asked_id: str | None  # the supervisor whose turn it is; None: all of them
    taken_name: str | None = None


class Blocked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may not ask for people for the rest of the day."""

    conversation_id: str
    by_name: str
    at: int


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The four numbers, and what is behind them."""

    waiting: int
    longest_wait: int  # seconds
    with_human: int
    room_free: int
    chats: tuple[LiveChat, ...]
    staff: tuple[Present, ...]
    calls: tuple[HelpCall, ...]
    blocks: tuple[Blocked, ...] = ()
