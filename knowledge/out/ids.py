"""The ids that others see: UUIDs, for HSDS asks for them, made from our own ids and so the same for ever."""

import re
from hashlib import sha1
from uuid import UUID

OURS = UUID("6f1c1a52-6f4e-5f0c-9a3e-4c6f7473656e")
LOOKS_PUBLIC = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


def public_id(entity: str, own_id: str) -> str:
    """The UUID (version 5) of a row; `entity` is its HSDS name, for instance "service".

    Written out, for a page of services has thousands and the library's UUID takes four times as long.
    """
    made = bytearray(sha1(OURS.bytes + f"{entity}:{own_id}".encode()).digest()[:16])  # noqa: S324 (an id, no secret)
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    text = made.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_public(text: str) -> bool:
    """Whether this is a UUID of the kind that public_id makes."""
    return LOOKS_PUBLIC.fullmatch(text) is not None
