"""How often one address may ask the read API: counted for a minute under a salted hash, then forgotten."""

import ipaddress
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from threading import Lock

PER_MINUTE = 300


class AddressLimit:
    """The salt is a new one each minute, and with it all that was counted is gone."""

    def __init__(self, clock: Callable[[], datetime], per_minute: int = PER_MINUTE) -> None:
        self._clock = clock
        self._most = per_minute
        self._minute = -1
        self._salt = b""
        self._counts: Counter[bytes] = Counter()
        self._lock = Lock()

    def wait(self, address: str) -> int | None:
        """Counts one request; seconds to wait when it is one too many, None when it may pass."""
        if _is_loopback(address):
            return None
        seconds = int(self._clock().timestamp())
        with self._lock:
            if seconds // 60 != self._minute:
                self._minute, self._salt, self._counts = seconds // 60, secrets.token_bytes(16), Counter()
            key = blake2b(address.encode(), key=self._salt, digest_size=12).digest()
            self._counts[key] += 1
            return 60 - seconds % 60 if self._counts[key] > self._most else None


def _is_loopback(address: str) -> bool:
    """A proxy on this machine that hides who asks must not be taken for one eager caller."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True
