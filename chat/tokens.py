"""Conversation ids and tokens; a token is signed, so that it can be trusted while the database is away."""

import hashlib
import hmac
import os
import secrets
import tempfile
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path

from chat.settings import Settings


class Tokens:
    """A token is random characters, a point, and their signature with the conversation's id."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def new_id(self) -> str:
        return secrets.token_urlsafe(16)

    def new_token(self, conversation_id: str) -> str:
        nonce = secrets.token_urlsafe(13)
        return f"{nonce}.{self._sign(conversation_id, nonce)}"

    def is_signed(self, conversation_id: str, token: str) -> bool:
        nonce, _, signature = token.partition(".")
        return hmac.compare_digest(signature.encode(), self._sign(conversation_id, nonce).encode())

    def _sign(self, conversation_id: str, nonce: str) -> str:
        digest = hmac.digest(self._secret, f"{conversation_id}.{nonce}".encode(), hashlib.sha256)
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


def fingerprint_of(secret: bytes) -> str:
    """The same for all who hold the same secret; tells nothing of it."""
    return hmac.digest(secret, b"which secret is this", hashlib.sha256).hex()[:32]


def secret_of(settings: Settings) -> bytes:
    """The secret of all gateways of this Lotsen: the file that the settings name, else that of the data folder."""
    return Path(settings.secret_file).read_bytes() if settings.secret_file else read_secret(settings.data)


def read_secret(folder: Path) -> bytes:
    """The signing secret in the data folder, made at first use and readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "chat.secret"
    if not path.exists():
        _make_secret(path)
    return path.read_bytes()


def _make_secret(path: Path) -> None:
    """Whole before it can be seen: both apps start at the same moment, and the first one's counts."""
    handle, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
    with suppress(FileExistsError):
        os.link(made, path)
    Path(made).unlink()
