"""How often one who waits is spoken to: at most once a minute."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

PAUSE_SECONDS = 60
ROOM = 5_000  # conversations


class Pace:
    """Remembers, in this process, when each conversation was last told something while it waits."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._spoken: OrderedDict[str, float] = OrderedDict()

    def may_speak(self, conversation_id: str) -> bool:
        """True at most once a minute; the one who asks then speaks."""
        now = self._clock().timestamp()
        if now - self._spoken.get(conversation_id, 0.0) < PAUSE_SECONDS:
            return False
        self.spoke(conversation_id)
        return True

    def spoke(self, conversation_id: str) -> None:
        self._spoken[conversation_id] = self._clock().timestamp()
        self._spoken.move_to_end(conversation_id)
        if len(self._spoken) > ROOM:
            self._spoken.popitem(last=False)
