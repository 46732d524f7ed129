"""Whether a person can come now, kept in this process and refreshed when somebody says that it changed."""

from collections.abc import Callable
from datetime import datetime

from chat.bus import DUTY, QUEUE, Bus
from chat.errors import StoreUnavailable
from chat.logs import log
from chat.queue.line_state import LineState, read_line
from chat.store import Store
from knowledge.hours import opening

NEVER = "stängt"
REFRESH_SECONDS = 2.0
TRUSTED_SECONDS = 10  # without a look at the database; nobody is promised a person on older news


class Duty:
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._looked_at = 0.0
        self.state = LineState()

    async def refresh(self) -> LineState:
        """Raises StoreUnavailable."""
        now = self._clock().timestamp()
        async with self._store.reach() as connection:
            self.state = await read_line(connection, int(now))
        self._looked_at = now
        return self.state

    async def keep_fresh(self, bus: Bus) -> None:
        """For ever, as one of the app's works."""
        with bus.listen(DUTY, QUEUE) as listener:
            while True:
                try:
                    await self.refresh()
                except StoreUnavailable as error:
                    log.error("store_unavailable", part="chat_store", reason=str(error))
                await listener.next(REFRESH_SECONDS)

    def is_open(self, now: datetime | None = None) -> bool:
        """By the clock and the switch, whether or not somebody is there. Hours nobody has set are always open."""
        if not self.state.humans.is_on:
            return False
        return not self.state.hours or opening(self.state.hours, now or self._clock()).is_open is True

    def human_on_duty(self) -> bool:
        """Open, and somebody has room."""
        is_fresh = abs(self._clock().timestamp() - self._looked_at) <= TRUSTED_SECONDS
        return is_fresh and self.state.room_free > 0 and self.is_open()

    def opens(self, now: datetime) -> str:
        """When people can be reached, such as "öppnar måndag kl. 18"; empty when nobody knows."""
        if not self.state.humans.is_on or not self.state.hours:
            return ""
        coming = opening(self.state.hours, now)
        return "" if coming.text == NEVER else coming.text  # "stängt" answers no question of when

    def bot_is_on(self) -> bool:
        return self.state.bot.is_on
