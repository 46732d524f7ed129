"""Signs the answers for the form and the cookie, and reads them back only if they are ours and not too old."""

import hashlib
import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from chat.guide.answers import Answers

LONGEST = 3_500  # characters; a cookie holds 4,096 with its name and attributes
MOST_BYTES = 20_000  # unpacked
MINUTES = 60
PURPOSE = b"guide"


class Seal:
    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, PURPOSE, hashlib.sha256)

    def close(self, answers: Answers, now: int) -> str:
        """The answers as text that can stand in a form, good for an hour from `now` (seconds since 1970)."""
        kept = msgspec.structs.replace(answers, until=now + 60 * MINUTES)
        packed = urlsafe_b64encode(zlib.compress(msgspec.json.encode(kept), 9)).rstrip(b"=").decode()
        return f"{packed}.{self._sign(packed)}"

    def open(self, text: str, now: int) -> Answers | None:
        """None for what is not ours, was changed, or is past its hour."""
        packed, _, signature = text.encode("ascii", "replace").decode().partition(".")
        if len(text) > LONGEST or not hmac.compare_digest(signature, self._sign(packed)):
            return None
        try:
            plain = zlib.decompressobj().decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), MOST_BYTES)
            answers = msgspec.json.decode(plain, type=Answers)
        except (ValueError, zlib.error, msgspec.MsgspecError):
            return None
        return answers if answers.until > now else None

    def _sign(self, packed: str) -> str:
        digest = hmac.digest(self._key, packed.encode(), hashlib.sha256)
        return urlsafe_b64encode(digest[:24]).decode()
