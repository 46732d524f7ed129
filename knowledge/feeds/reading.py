"""What every reader of a feed is handed, and what it hands on: entries with their problems, one after another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from knowledge.entry import Entry
from knowledge.fact_types import Facts
from knowledge.places import Places


@dataclass(frozen=True)
class Document:
    """What was fetched or read, on disk and within the size limit. `address` is where it came from, for links in it."""

    address: str
    path: Path
    content_type: str | None = None


@dataclass(frozen=True)
class Problem:
    """`where` names row, line or item, `field` the column; `what` says in plain Swedish what is wrong.

    `dropped` tells whether the whole item fell away, or only this field of it.
    """

    where: str
    field: str
    what: str
    dropped: bool = False


@dataclass(frozen=True)
class Item:
    """One item of a feed: an entry, or a ref that the feed says is gone, or only problems."""

    ref: str | None
    entry: Entry | None = None
    gone: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What reading needs besides the document. `fetch` gets a further page of the same feed (raises FeedError)."""

    source: str
    facts: Facts
    places: Places
    today: date
    fetch: Callable[[str], Document]
    licence: str | None = None
    page_limit: int = 1_000
    options: dict[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one format. A broken item becomes a Problem; a document that is not of this format raises FeedError."""

    def read(self, document: Document, reading: Reading) -> Iterator[Item]: ...


def is_web(address: str) -> bool:
    """Whether a document came over the net; otherwise it is a file that the operator named."""
    return address.lower().startswith(("http://", "https://"))
