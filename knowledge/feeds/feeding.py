"""From a feed as it is ordered to a feed that is taken in: fetch or open it, read it, write it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError

from knowledge.database import make_engine
from knowledge.errors import FeedError
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from knowledge.feeds.feed import Feed
from knowledge.feeds.fetching import Fetched, Fetcher, Limits, Seen
from knowledge.feeds.importing import Order, Progress, run_import
from knowledge.feeds.known import last_seen
from knowledge.feeds.reading import Document, Reading
from knowledge.feeds.registry import reader_for
from knowledge.feeds.report import Report
from knowledge.feeds.words import WORDS
from knowledge.places import load_places

MB = 1_000_000


@dataclass(frozen=True)
class Way:
    """How to go about it. `again` reads also what the server says has not changed."""

    dry_run: bool = False
    again: bool = False
    limits: Limits | None = None


def take_feed(
    url: str, feed: Feed, now: datetime, *, way: Way | None = None, progress: Progress | None = None
) -> Report:
    """Takes one feed into the directory at `url`. Raises FeedError; the directory is then as it was before."""
    way, facts, tell = way or Way(), load_facts(), progress or (lambda what, done, total: None)
    recipe = _recipe(feed, facts)
    with directory(url, make=not way.dry_run) as engine, _fetcher(feed, way) as fetcher:
        seen = last_seen(engine, feed.source, recipe) if engine and _is_there(url) and not way.again else Seen()
        tell("Hämtar", 0, None)
        fetched = _open(Path(feed.address), way) if feed.is_file else fetcher.fetch_if_changed(feed.address, seen)
        order = Order(
            format=feed.format,
            address=Path(feed.address).name if feed.is_file else feed.address,
            document=fetched.document,
            reader=reader_for(feed.format),
            reading=Reading(
                source=feed.source,
                facts=facts,
                places=load_places(),
                today=now.date(),
                fetch=_each(fetcher.fetch, tell),
                licence=feed.licence,
                options={**feed.options, **({"owner": feed.owner} if feed.owner else {})},
            ),
            name=feed.name,
            seen=fetched.seen,
            recipe=recipe,
            dry_run=way.dry_run,
            review=feed.review,
            accept_loss=feed.accept_loss,
        )
        return run_import(engine, order, now, progress)


@contextmanager
def directory(url: str, *, make: bool = False) -> Iterator[Engine | None]:
    """The directory's engine; None when it is a file that is not there, unless one may be made when it is written."""
    try:
        engine = make_engine(url) if make or _is_there(url) else None
    except ArgumentError as problem:
        raise FeedError("Adressen till katalogens databas (LOTSEN_DIRECTORY_URL) går inte att läsa.") from problem
    if engine is None:
        yield None
        return
    try:
        yield engine
    finally:
        engine.dispose()


def _is_there(url: str) -> bool:
    parsed = make_url(url)
    on_disk = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    return not on_disk or Path(parsed.database or "").is_file()


def _fetcher(feed: Feed, way: Way) -> Fetcher:
    return Fetcher(allow_private=feed.allow_private, limits=way.limits)


def _open(path: Path, way: Way) -> Fetched:
    most = (way.limits or Limits()).bytes
    try:
        if not path.is_file():
            raise FeedError(f"Filen finns inte: {path}")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except (OSError, ValueError) as problem:
        raise FeedError(f"Filen går inte att öppna: {path}") from problem
    if size > most:
        raise FeedError(f"Filen är {size // MB} MB. Gränsen är {most // MB} MB.")
    return Fetched(Document(path.resolve().as_uri(), path), Seen())


def _each(fetch: Callable[[str], Document], tell: Progress) -> Callable[[str], Document]:
    """Counts further pages as they are fetched."""
    pages = 1

    def further(address: str) -> Document:
        nonlocal pages
        pages += 1
        tell("Hämtar sidor", pages, None)
        return fetch(address)

    return further


def _recipe(feed: Feed, facts: Facts) -> str:
    """The same as long as the feed is ordered the same way and its words mean the same."""
    ordered = msgspec.json.encode([feed.format, feed.address, feed.licence, feed.owner, dict(feed.options)])
    return sha256(ordered + _vocabulary(facts.interests)).hexdigest()


@lru_cache(maxsize=2)
def _vocabulary(interests: object) -> bytes:
    return msgspec.json.encode(interests) + WORDS.read_bytes()
