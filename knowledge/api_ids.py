"""The ids that others see: UUIDs, for HSDS asks for them, made from our own ids and so the same for ever."""

import re
from uuid import UUID, uuid5

OURS = UUID("6f1c1a52-6f4e-5f0c-9a3e-4c6f7473656e")
LOOKS_PUBLIC = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


def public_id(entity: str, own_id: str) -> str:
    """The UUID of a row; `entity` is its HSDS name, for instance "service"."""
    return str(uuid5(OURS, f"{entity}:{own_id}"))


def is_public(text: str) -> bool:
    """Whether this is a UUID of the kind that public_id makes."""
    return LOOKS_PUBLIC.fullmatch(text) is not None
