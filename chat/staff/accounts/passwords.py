"""Passwords as argon2id hashes, and what is asked of a new one."""

import asyncio
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from chat.staff.accounts.errors import WeakPassword

SHORTEST, LONGEST, FEWEST_SIGNS = 12, 200, 5
AT_ONCE = 2  # hashes: 128 MiB and both cores at most, however many try
NOBODY = "nobody has this password"


def strong_hasher() -> PasswordHasher:
    """RFC 9106's second choice (64 MiB, 3 rounds, 4 lanes): 100 ms here, and too dear to try by the million."""
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or strong_hasher()
        self._of_nobody = self._hasher.hash(NOBODY)
        self._room = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, plain(password))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Takes as long when nothing is stored, so that the time tells nobody which names there are."""
        async with self._room:
            right = await asyncio.to_thread(self._verify, stored or self._of_nobody, plain(password))
        return right and stored is not None

    def is_old(self, stored: str) -> bool:
        """Hashed with other parameters than those of today."""
        return self._hasher.check_needs_rehash(stored)

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def check_new(password: str, login: str) -> None:
    """Raises WeakPassword. No rule asks for odd signs: length is what counts."""
    text = plain(password)
    if len(text) < SHORTEST:
        raise WeakPassword(f"Lösenordet behöver minst {SHORTEST} tecken. Några ord efter varandra går bra.")
    if len(text) > LONGEST:
        raise WeakPassword(f"Lösenordet får ha högst {LONGEST} tecken.")
    if login and login in text.casefold():
        raise WeakPassword("Lösenordet får inte innehålla användarnamnet.")
    if len(set(text.casefold())) < FEWEST_SIGNS:
        raise WeakPassword("Lösenordet har för få olika tecken.")


def plain(password: str) -> str:
    """The same password from any keyboard; spaces around it come from pasting."""
    return unicodedata.normalize("NFKC", password).strip()
