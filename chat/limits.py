"""How much one conversation and one address may send; addresses only as a salted daily hash."""

import hashlib
import ipaddress
import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from limits import parse
from limits.strategies import MovingWindowRateLimiter

from chat.errors import TooMany, TooManyFromAddress
from chat.settings import Settings
from chat.windows import MovingWindows


class Limits:
    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._storage = MovingWindows(clock)  # the limiter itself holds it weakly
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._conversation = [parse(limit) for limit in settings.conversation_limits]
        self._address = [parse(limit) for limit in settings.address_limits]
        self._hash = DailyHash(clock)

    def count(self, conversation_id: str | None, address: str) -> None:
        """Counts one request; without a conversation, one that begins. Raises TooMany, TooManyFromAddress."""
        for limit in self._conversation if conversation_id else ():
            self._hit(TooMany, limit, "conversation", str(conversation_id))
        if not hides_who_asks(address):
            what = "address" if conversation_id else "beginning"  # a flood of messages keeps nobody from beginning
            for limit in self._address:
                self._hit(TooManyFromAddress, limit, what, self.hash_address(address))

    def _hit(self, refusal: type[TooMany], limit: Any, what: str, key: str) -> None:
        if not self._limiter.hit(limit, what, key):
            raise refusal(retry_after=1 if limit.get_expiry() <= 1 else 30)

    def hash_address(self, address: str) -> str:
        return self._hash.of(address)


class DailyHash:
    """Addresses as hashes whose salt is random, new each day and only in memory."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._day: date | None = None
        self._salt = b""

    def of(self, address: str) -> str:
        today = self._clock().date()
        if today != self._day:
            self._day, self._salt = today, secrets.token_bytes(16)
        return hashlib.blake2b(address.encode(), key=self._salt, digest_size=12).hexdigest()


def hides_who_asks(address: str) -> bool:
    """A proxy on this machine that hides who asks must not be taken for one eager visitor."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True
