"""The name by which a feed's item is known again in the next import."""

from hashlib import sha1

from knowledge.feeds.drafting import as_text
from knowledge.feeds.plain_text import plain_line

LONGEST = 72  # with the source's name before it an id must fit its column


def short_ref(raw: object) -> str | None:
    """The feed's own id on one line, None when there is none; a long one keeps its beginning and gets a checksum."""
    text = plain_line(as_text(raw))
    if len(text) <= LONGEST:
        return text or None
    return f"{text[:48]}~{_checksum(text)}"


def made_ref(*parts: object) -> str:
    """A ref for an item without an id, made of what it says; it changes when that does."""
    return f"utan-id~{_checksum('|'.join(as_text(part) for part in parts))}"


def _checksum(text: str) -> str:
    return sha1(text.encode("utf-8", errors="replace")).hexdigest()[:20]  # noqa: S324 (an id, not a secret)
