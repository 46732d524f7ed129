"""One message on its way through the steps, and the tools that the steps may use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Engine

from chat.card import Card
from chat.continuity import Continuity
from chat.conversation import Author, Conversation, Event, Owner
from chat.errors import Refusal
from chat.hub import Hub
from chat.lane import Lanes
from chat.limits import Limits
from chat.pace import Pace
from chat.queue.shapes import Waiting
from chat.replies import Reply, Text
from chat.settings import Settings
from chat.store import Store
from chat.tokens import Tokens
from chat.words import Words
from chat.writing import Writing
from knowledge.come_back_code import hide_code
from knowledge.fact_types import Facts
from safety.assess import Level, Risk

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NO_RISK = Risk(Level.none, "", (), False, False, False, None, None)


class Bot(Protocol):
    async def ask(
        self, conversation_id: str, text: str, metadata: dict[str, Any], urgent: bool = False
    ) -> tuple[Reply, ...]: ...
    async def tell(self, conversation_id: str, slots: Mapping[str, Any]) -> None: ...
    async def recall(self, conversation_id: str) -> Mapping[str, Any]: ...
    async def forget(self, conversation_id: str) -> None: ...
    async def missing_parts(self) -> tuple[str, ...]: ...
    async def close(self) -> None: ...


class People(Protocol):
    """The queue to people (chat.queue.queue.Queue), as far as the visitors' side uses it."""

    async def ask(
        self,
        conversation: Conversation,
        card: Card,
        reason: str,
        client_id: str | None = None,
        address_hash: str | None = None,
    ) -> Conversation: ...
    async def stop_waiting(self, conversation_id: str) -> Conversation: ...
    async def leave(self, conversation_id: str) -> bool: ...
    async def seen(self, conversation_ids: Sequence[str]) -> None: ...
    async def heard(self, conversation: Conversation, danger_said: str | None = None) -> None: ...
    async def waiting(self, now: datetime | None = None) -> Sequence[Waiting]: ...
    async def tell_once(self, conversation_id: str, epoch: int, key: str, replies: Sequence[Reply]) -> bool: ...


@dataclass(frozen=True)
class Tools:
    settings: Settings
    bot: Bot
    store: Store
    facts: Facts
    words: Words
    tokens: Tokens
    limits: Limits
    lanes: Lanes
    hub: Hub
    continuity: Continuity
    pace: Pace
    writing: Writing
    clock: Callable[[], datetime]
    human_on_duty: Callable[[], bool]
    directory: Engine | None = None  # what activities hold besides the facts
    people: People | None = None  # None: no human can be reached from here at all
    opens: Callable[[datetime], str] = lambda _now: ""  # when humans can be reached, "öppnar måndag kl. 18"
    bot_is_on: Callable[[], bool] = lambda: True  # a supervisor may turn it off

    def may_offer_human(self) -> bool:
        return self.people is not None and self.human_on_duty()

    def when_humans_come(self) -> str:
        """In words, such as "öppnar måndag kl. 18"; empty when nobody knows or their chat is open now."""
        opens = self.opens(self.now())
        return opens if opens.startswith("öppnar") else ""

    def humans_are_busy(self) -> bool:
        """Their chat is open, but nobody has room."""
        return not self.human_on_duty() and self.opens(self.now()).startswith("öppet")

    def now(self) -> datetime:
        return self.clock().astimezone(STOCKHOLM)

    def today(self) -> date:
        return self.now().date()

    def seconds(self) -> int:
        return int(self.clock().timestamp())

    def expiry(self) -> int:
        """When a conversation that is spoken in now is forgotten, in seconds since 1970."""
        return self.seconds() + 60 * self.settings.keep_minutes


@dataclass(frozen=True)
class Incoming:
    """A message as it came. `text` is raw: it lives in this request only."""

    conversation_id: str
    token: str
    text: str
    client_id: str
    address: str


@dataclass(frozen=True)
class Turn:
    incoming: Incoming
    before: Conversation | None = None  # as read
    conversation: Conversation | None = None  # as it will be written
    stored: bool = True  # False: the database is away
    answered: tuple[Event, ...] | None = None  # the same message came before, and this was said
    text: str = ""  # cleaned, still raw
    redacted: str = ""  # without personal data; all that is kept or passed on
    too_long: bool = False
    refusal: Refusal | None = None  # its address sends too much: only danger is answered, and by rules alone
    risk: Risk = NO_RISK
    replies: tuple[Reply, ...] = ()
    failure: str = ""  # why nothing useful came from the bot
    passed_on: bool = False  # to a person; the bot is not asked
    finished: bool = False

    @property
    def said(self) -> Event:
        """The visitor's message as it is kept."""
        text = Text(text=hide_code(self.redacted))
        return Event(seq=None, author=Author.visitor, client_id=self.incoming.client_id, reply=text)

    @property
    def state(self) -> Conversation:
        """The conversation, which is known from the first step on."""
        assert self.conversation is not None  # noqa: S101
        return self.conversation


@dataclass(frozen=True)
class Outcome:
    replies: tuple[Event, ...]
    owner: Owner
