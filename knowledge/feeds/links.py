"""Addresses that a feed tells of itself, seen from the page on which they stand."""

from urllib.parse import urljoin

from knowledge.errors import FeedError


def following(address: str, told: str) -> str:
    """The whole address of a further page. Raises FeedError for what is none."""
    try:
        return urljoin(address, told.strip().encode("utf-8", errors="replace").decode())
    except ValueError:
        raise FeedError("Flödet hänvisar till en sida vars adress inte går att läsa.") from None


def whole_id(address: str, told: str) -> str:
    """An id that begins with #, / or ? together with the page's address; any other as it is."""
    if not told.startswith(("#", "/", "?")):
        return told
    try:
        return urljoin(address, told)
    except ValueError:
        return told
