"""Moving windows in memory for the `limits` library, whose own storage starts a thread at every hit."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from limits.storage import Storage
from limits.storage.base import MovingWindowSupport

TIDY_AFTER = 2_000  # hits


class MovingWindows(Storage, MovingWindowSupport):  # type: ignore[misc]  # the library has no types
    STORAGE_SCHEME = ["moving-windows"]  # noqa: RUF012 (the library's own shape)

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._hits: dict[str, tuple[int, deque[float]]] = {}
        self._until_tidy = TIDY_AFTER

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Counts a hit if there is room among those of the last `expiry` seconds."""
        now = self._clock().timestamp()
        _, times = self._hits.setdefault(key, (expiry, deque()))
        while times and times[0] <= now - expiry:
            times.popleft()
        if len(times) + amount > limit:
            return False
        times.extend([now] * amount)
        self._tidy(now)
        return True

    def _tidy(self, now: float) -> None:
        """Drops, now and then, the keys that nobody uses any more."""
        self._until_tidy -= 1
        if self._until_tidy:
            return
        self._until_tidy = TIDY_AFTER
        idle = [key for key, (expiry, times) in self._hits.items() if not times or times[-1] <= now - expiry]
        for key in idle:
            del self._hits[key]

    def check(self) -> bool:
        return True

    def reset(self) -> None:
        self._hits.clear()

    def clear(self, key: str) -> None:
        self._hits.pop(key, None)

    def incr(self, key: str, expiry: int, elastic_expiry: bool = False, amount: int = 1) -> int:
        raise NotImplementedError("only moving windows are kept here")

    def get(self, key: str) -> int:
        raise NotImplementedError("only moving windows are kept here")

    def get_expiry(self, key: str) -> int:
        raise NotImplementedError("only moving windows are kept here")
