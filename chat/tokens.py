"""Conversation ids and tokens; a token is signed, so that it can be trusted while the database is away."""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path


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


def read_secret(folder: Path) -> bytes:
    """The signing secret in the data folder, made at first use and readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "chat.secret"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secret := secrets.token_bytes(32))
    return secret
