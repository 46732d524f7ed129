"""How often one who waits is spoken to: at most once a minute."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

Value = TypeVar("Value")
PAUSE_SECONDS = 60
ROOM = 5_000  # conversations


class Pace:
    """Remembers, in this process, when each conversation was last told something while it waits."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._spoken: OrderedDict[str, float] = OrderedDict()
        self._told: OrderedDict[str, None] = OrderedDict()

    def may_speak(self, conversation_id: str) -> bool:
        """True at most once a minute; the one who asks then speaks."""
        now = self._clock().timestamp()
        if now - self._spoken.get(conversation_id, 0.0) < PAUSE_SECONDS:
            return False
        self.spoke(conversation_id)
        return True

    def spoke(self, conversation_id: str) -> None:
        _put(self._spoken, conversation_id, self._clock().timestamp())

    def is_told(self, key: str) -> bool:
        """Whether this process knows that it was said, and need not ask the database each time."""
        return key in self._told

    def told(self, key: str) -> None:
        _put(self._told, key, None)


def _put(known: OrderedDict[str, Value], key: str, value: Value) -> None:
    known[key] = value
    known.move_to_end(key)
    if len(known) > ROOM:
        known.popitem(last=False)
