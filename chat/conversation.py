"""What the gateway knows of one conversation and of one event in it. Frozen; holds no raw text."""

import hashlib
from enum import Enum

import msgspec

from chat.replies import Reply


class Owner(str, Enum):
    """Who answers the visitor."""

    bot = "bot"
    waiting = "waiting"
    human = "human"
    closed = "closed"


class Author(str, Enum):
    """Who wrote an event."""

    visitor = "visitor"
    bot = "bot"
    human = "human"
    system = "system"


class Danger(msgspec.Struct, frozen=True):
    """The gravest danger said so far; it never falls within a conversation."""

    level: str = "none"
    kind: str = ""
    minor: bool = False
    about_other: bool = False
    victim_gender: str | None = None
    perpetrator_gender: str | None = None
    also: tuple[str, ...] = ()  # what else was told that has a line of its own
    replies: int = 0  # crisis replies given so far
    asked: bool = False  # the last thing said was the straight question


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    token_hash: str
    owner: Owner = Owner.bot
    epoch: int = 0  # grows at each hand-over; what was asked under an older one is dropped
    last_seq: int = 0
    turns: int = 0  # messages of the visitor so far
    expires_at: int  # seconds since 1970
    region: str | None = None
    start: str = "chat"
    danger: Danger = Danger()
    whole: bool = False  # a person reads it, or may soon: all that was said is kept until its end
    stored: bool = True  # False while only the gateway's memory knows it


class Event(msgspec.Struct, frozen=True, kw_only=True):
    seq: int | None  # grows by one in a conversation; None when it could not be stored
    author: Author
    reply: Reply
    client_id: str | None = None  # of the visitor's message, or of the one that this answers


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
