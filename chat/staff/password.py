"""The password of one start: kept as a hash in memory, with few tries, until real accounts come."""

import hashlib
import hmac
import secrets
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from knowledge.come_back_code import code_words

WORDS = 5  # of 2,320 words: 56 bits
TRIES = 5
WITHIN = timedelta(minutes=15)


def new_password() -> str:
    """Five words with dashes: easy to read off one screen and type into another."""
    return "-".join(secrets.choice(code_words()) for _ in range(WORDS))


class StartPassword:
    """Knows the password only as a salted hash; after five misses within 15 minutes nobody may try."""

    def __init__(self, password: str, clock: Callable[[], datetime]) -> None:
        self._salt = secrets.token_bytes(16)
        self._digest = self._hash(password)
        self._clock = clock
        self._misses: deque[datetime] = deque(maxlen=TRIES)

    def may_try(self) -> bool:
        return len(self._misses) < TRIES or self._misses[0] <= self._clock() - WITHIN

    def matches(self, tried: str) -> bool:
        """Compares in constant time and counts a miss. Never true while `may_try` is false."""
        if not self.may_try():
            return False
        right = hmac.compare_digest(self._digest, self._hash(tried))
        if right:
            self._misses.clear()
        else:
            self._misses.append(self._clock())
        return right

    def _hash(self, password: str) -> bytes:
        text = password.strip().casefold().encode()
        return hashlib.scrypt(text, salt=self._salt, n=2**14, r=8, p=1, dklen=32)
