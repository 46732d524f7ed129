"""Rasa's pieces around our components, without a trained model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.components.rasa_server import leave_out_tensorflow

leave_out_tensorflow()  # before Rasa is imported, as in the program: its import takes as long as a thousand tests

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.tracker_store import SnapshotTrackerStore
from tests.content import house
from tests.standing_clock import Clock

ROOT = Path(__file__).resolve().parents[3]
DANGER = {"level": "acute", "kind": "suicide", "evidence": ["ta livet av mig"]}


@pytest.fixture(scope="session")
def domain() -> Domain:
    """As Rasa makes it, but read by the quick YAML reader: its own takes seconds."""
    responses = {wording.key: [] for wording in house.wordings()}
    for wording in house.wordings():
        responses[wording.key].append({"text": wording.text})
    return Domain.from_dict({**house.domain(), "responses": responses})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(domain: Domain, tmp_path: Path, clock: Clock) -> SnapshotTrackerStore:
    return SnapshotTrackerStore(domain=domain, url=f"sqlite:///{tmp_path / 'tracker.db'}", clock=clock)


@pytest.fixture
def tracker_of(domain: Domain) -> Callable[..., DialogueStateTracker]:
    """A conversation in which a message has just come in."""

    def make(
        text: str, intent: str = "tell_feeling", *, sender: str = "a", slots: Any = None, **parsed: Any
    ) -> DialogueStateTracker:
        data = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": [], **parsed}
        message = UserUttered(text, intent=data["intent"], entities=[], parse_data=data)
        events = [
            *(SlotSet(name, value) for name, value in (slots or {}).items()),
            ActionExecuted(ACTION_LISTEN_NAME),
            message,
        ]
        return DialogueStateTracker.from_events(sender, events, domain.slots)

    return make
