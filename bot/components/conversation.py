"""A conversation as Rasa's tracker, which can be copied without being lived through again."""

from __future__ import annotations

import copy
from typing import TypeVar

from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

Kind = TypeVar("Kind", bound=Slot)


class Conversation(DialogueStateTracker):
    """Rasa copies a tracker before each action, and replays all its events to do so."""

    def copy(self) -> Conversation:
        """The same state; what is later done to one of the two does not show in the other."""
        twin = copy.copy(self)
        twin.events = self._create_events(self.events)
        twin.slots = {name: copied_slot(slot) for name, slot in self.slots.items()}
        twin.active_loop = copy.copy(self.active_loop)
        twin.model_id = twin.assistant_id = None  # as in Rasa's own copy: events get them in the one that is kept
        return twin


def copied_slot(slot: Kind) -> Kind:
    """What `copy.copy` gives, at a tenth of its cost."""
    twin = object.__new__(type(slot))
    twin.__dict__.update(slot.__dict__)
    return twin
