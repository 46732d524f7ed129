"""The sign that the other side is writing just now: a topic on the bus, without text, and kept nowhere."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from chat.bus import Bus

EVERY_SECONDS = 3.0  # of one side of a chat, at most
ROOM = 5_000  # sides


class Writing:
    """Passes signs on. Each process keeps its own pace, in memory."""

    def __init__(self, bus: Bus, clock: Callable[[], datetime]) -> None:
        self._bus = bus
        self._clock = clock
        self._told: OrderedDict[str, float] = OrderedDict()

    def tell(self, topic: str) -> bool:
        """False: told a moment ago, and not again."""
        now = self._clock().timestamp()
        if now - self._told.get(topic, 0.0) < EVERY_SECONDS:
            return False
        self._told[topic] = now
        self._told.move_to_end(topic)
        if len(self._told) > ROOM:
            self._told.popitem(last=False)
        self._bus.tell(topic)
        return True
