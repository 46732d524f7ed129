"""Keeps a snapshot of each conversation (slots and the last turn, redacted), and forgets it in time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, USER_INTENT_SESSION_START
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.conversation import Conversation
from bot.components.quiet_logs import keep_out_of_logs
from knowledge.come_back_code import hide_code
from knowledge.database import make_engine, take_turns
from knowledge.settings import knowledge_settings
from safety.redact import redact

TURNS_KEPT = 2
AS_READ = "lotsen_as_read"  # where an event keeps the form in which it was read from the store
LIFETIME_SECONDS = 3600
SWEEP_SECONDS = 60

table = sa.Table(
    "tracker",
    sa.MetaData(),
    sa.Column("sender", sa.String(128), primary_key=True),
    sa.Column("snapshot", sa.Text, nullable=False),
    sa.Column("touched", sa.Integer, nullable=False, index=True),
)
WRITE = sa.text(  # as text it is read by SQLAlchemy once; its own insert with a conflict clause is so at every turn
    "INSERT INTO tracker (sender, snapshot, touched) VALUES (:sender, :snapshot, :touched)"
    " ON CONFLICT (sender) DO UPDATE SET snapshot = excluded.snapshot, touched = excluded.touched"
)
READ = sa.select(table.c.snapshot).where(
    table.c.sender == sa.bindparam("sender_id"), table.c.touched > sa.bindparam("since")
)


def tracker_url() -> str:
    """LOTSEN_TRACKER_URL, else a SQLite file in the data folder."""
    data = knowledge_settings().data
    data.mkdir(parents=True, exist_ok=True)
    return os.environ.get("LOTSEN_TRACKER_URL") or f"sqlite:///{data / 'tracker.db'}"


class SnapshotTrackerStore(TrackerStore):
    """What it costs to load a conversation does not grow with its length."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        url: str | None = None,
        clock: Any = time.time,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        keep_out_of_logs()  # what is kept here for a while is kept nowhere else
        self._engine = make_engine(url or tracker_url())
        with self._engine.begin() as connection:
            take_turns(connection)
            table.metadata.create_all(connection)
        self._empty: Conversation | None = None
        self._made_of: Any = None
        self._clock = clock
        self._swept = 0.0

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the snapshot; a conversation that was restarted, and holds nothing since, is deleted instead."""
        restarted = self._ended(tracker.events)
        row = None if restarted and not slots_of(tracker) else self._row(tracker)
        with self._engine.begin() as connection:
            if row is None:
                connection.execute(sa.delete(table).where(table.c.sender == tracker.sender_id))
            else:
                connection.execute(WRITE, row)
            self._sweep(connection)
        if restarted:
            self._empty_journal()

    def _row(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        return {"sender": tracker.sender_id, "snapshot": snapshot_of(tracker), "touched": int(self._clock())}

    def _empty_journal(self) -> None:
        """What was deleted must not linger in SQLite's write-ahead file."""
        if self._engine.dialect.name != "sqlite":
            return
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was, or None when there is none or its time is up."""
        asked = {"sender_id": sender_id, "since": int(self._clock()) - LIFETIME_SECONDS}
        with self._engine.connect() as connection:
            text = connection.execute(READ, asked).scalar()
        if text is None:
            return None
        kept = msgspec.json.decode(text)
        tracker = self.init_tracker(sender_id)
        for name, value in kept["slots"].items():
            tracker.update(SlotSet(name, value))
        for event in map(_event, kept["events"]):
            if event is not None:
                tracker.update(event)
        return tracker

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A conversation in which nothing was said; the slots are taken over from one that is made once."""
        slots = self.domain.slots
        if self._empty is None or self._made_of is not slots:
            self._empty, self._made_of = Conversation("", slots), slots
        tracker = self._empty.copy()
        tracker.sender_id = sender_id
        return tracker

    async def keys(self) -> list[str]:
        """All conversations that are kept."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(table.c.sender)).scalars())

    async def delete(self, sender_id: str) -> None:
        """Forget one conversation."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(table).where(table.c.sender == sender_id))

    @staticmethod
    def _ended(events: Sequence[Event]) -> bool:
        """True when nothing was said since the conversation was restarted."""
        for event in reversed(events):
            if isinstance(event, UserUttered):
                return False
            if isinstance(event, Restarted):
                return True
        return False

    def _sweep(self, connection: Any) -> None:
        now = self._clock()
        if now - self._swept >= SWEEP_SECONDS:
            self._swept = now
            connection.execute(sa.delete(table).where(table.c.touched <= int(now) - LIFETIME_SECONDS))


def slots_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """The slots that are set."""
    return {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}


def snapshot_of(tracker: DialogueStateTracker) -> str:
    """Slots that are set and the last turns as JSON, with personal data taken out of the text."""
    kept = {"slots": slots_of(tracker), "events": [_kept(event) for event in _last_turns(tracker)]}
    try:
        return msgspec.json.encode(kept).decode()
    except (UnicodeEncodeError, TypeError):  # a lone half of an emoji can not be stored
        return json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace").decode()


def _last_turns(tracker: DialogueStateTracker) -> list[Event]:
    """The events from the last few messages on, none from before a restart; slots are kept apart."""
    spoken = _since_restart(list(tracker.events))
    events = [event for event in spoken if not _opens_session(event) and not isinstance(event, SlotSet)]
    starts = [i for i, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) > TURNS_KEPT:
        events = [ActionExecuted(ACTION_LISTEN_NAME), *events[starts[-TURNS_KEPT] :]]
    if tracker.latest_action_name != ACTION_LISTEN_NAME:  # a turn that was broken off must not leave it mute
        events.append(ActionExecuted(ACTION_LISTEN_NAME))
    return events


def _since_restart(events: list[Event]) -> list[Event]:
    restarts = [i for i, event in enumerate(events) if isinstance(event, Restarted)]
    return events[restarts[-1] + 1 :] if restarts else events


def _opens_session(event: Event) -> bool:
    """A session start would empty the slots when it is replayed after them."""
    return isinstance(event, SessionStarted) or getattr(event, "action_name", None) == ACTION_SESSION_START_NAME


def _kept(event: Event) -> dict[str, Any]:
    """An event as it is stored; one that comes from the store is not redacted again."""
    as_read: dict[str, Any] | None = event.__dict__.get(AS_READ)
    return as_read if as_read is not None else _redacted(event)


def _redacted(event: Event) -> dict[str, Any]:
    """Of a message redacted text and intent; the words of a come-back code in none."""
    if isinstance(event, UserUttered):
        text = hide_code(redact(event.text or ""))
        return {
            "event": "user",
            "text": text,
            "intent": event.intent.get("name"),
            "timestamp": event.timestamp,
        }
    kept = {key: value for key, value in event.as_dict().items() if key != "metadata"}
    if event.type_name != "bot":
        return kept
    name = (event.as_dict().get("metadata") or {}).get("utter_action")  # the values filled in stand beside it
    return {**kept, "text": hide_code(kept.get("text") or ""), "metadata": {"utter_action": name} if name else {}}


def _event(kept: dict[str, Any]) -> Event | None:
    event: Event | None = _user_event(kept) if kept["event"] == "user" else _kind(kept["event"])._from_parameters(kept)
    if event is not None:
        event.__dict__[AS_READ] = kept
    return event


def _user_event(kept: dict[str, Any]) -> UserUttered:
    intent = {"name": kept["intent"] or USER_INTENT_SESSION_START, "confidence": 1.0}
    parse_data = {"intent": intent, "entities": [], "text": kept["text"]}
    return UserUttered(kept["text"], intent=intent, parse_data=parse_data)


@lru_cache(maxsize=64)
def _kind(name: str) -> type[Event]:
    """Rasa goes through all its classes at each event."""
    return Event.resolve_by_type(name)
