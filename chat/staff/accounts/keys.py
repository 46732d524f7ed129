"""What is derived from the secret file of the data folder, each key for one use."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes


class Keys:
    """Hashes what must be found again, and seals what must be read again."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._cipher = AESGCM(self._derive("staff seal"))

    def hash(self, use: str, text: str) -> str:
        """The same text under the same use gives the same hash; without the secret nothing can be tried out."""
        return hmac.digest(self._derive(use), text.encode(), hashlib.sha256).hex()

    def seal(self, text: str, owner: str) -> str:
        """Text that can be opened for the same owner only."""
        nonce = secrets.token_bytes(NONCE)
        return urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())).decode()

    def open(self, sealed: str, owner: str) -> str | None:
        """None for what another secret sealed, or sealed for somebody else."""
        packed = urlsafe_b64decode(sealed)
        try:
            return self._cipher.decrypt(packed[:NONCE], packed[NONCE:], owner.encode()).decode()
        except InvalidTag:
            return None

    def _derive(self, use: str) -> bytes:
        return hmac.digest(self._secret, use.encode(), hashlib.sha256)
