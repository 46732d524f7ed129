"""Signatures of webhooks, ours and Chatwoot's: HMAC-SHA256 over the time, a dot and the raw body."""

import hashlib
import hmac

WINDOW_SECONDS = 300  # an older one, or one from the future, is somebody's repetition


def sign(secret: bytes, timestamp: int, body: bytes) -> str:
    return "sha256=" + hmac.new(secret, b"%d." % timestamp + body, hashlib.sha256).hexdigest()


def is_signed(secret: bytes, timestamp: str, signature: str, body: bytes, now: int) -> bool:
    """Whether these bytes were signed with the secret within the last five minutes."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, int(timestamp), body).encode(), signature.encode())
