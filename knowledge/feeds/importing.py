"""Takes a feed into the directory: reads all of it first, then writes in one transaction, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from alembic.util import CommandError
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.build import make_folder, migrate
from knowledge.composing import WORTH_COUNTING, analyse
from knowledge.database import take_turns
from knowledge.entry import Entry, entry_id
from knowledge.errors import FeedError, KnowledgeError
from knowledge.feeds.addresses import without_query
from knowledge.feeds.fetching import Seen
from knowledge.feeds.heeding import heeded
from knowledge.feeds.known import has_tables, is_empty, known_ids, remember
from knowledge.feeds.reading import Document, Item, Problem, Reader, Reading
from knowledge.feeds.report import Report, Tally
from knowledge.feeds.staging import BROKEN, GONE, Staging
from knowledge.feeds.taking_in import Hand, compare, note_missing, note_missing_again, over, write

WEB_PAGES = ("text/html", "application/xhtml+xml")
LONGEST_ID = 120  # signs; as wide as the columns for ids
Progress = Callable[[str, int, "int | None"], None]  # what is being done, how far, of how many where that is known


@dataclass(frozen=True)
class Order:
    """What to take in and how. `document` is None when the server says that nothing has changed.

    `recipe` is what the reading rests on; a version that was taken in by another recipe is read again.
    """

    format: str
    address: str
    document: Document | None
    reader: Reader
    reading: Reading
    name: str | None = None
    seen: Seen = field(default_factory=Seen)
    recipe: str = ""
    dry_run: bool = False
    review: bool = False
    accept_loss: bool = False


def run_import(engine: Engine | None, order: Order, now: datetime, progress: Progress | None = None) -> Report:
    """Takes the feed in and says what became of it. Raises FeedError; the directory is then as it was before.

    `engine` may be None for a dry run against a directory that does not exist yet. `now` is Swedish time.
    """
    tally, tell = Tally(), progress or (lambda what, done, total: None)
    with Staging() as staging:
        if order.document is not None:
            _read(staging, order, tally, tell)
        try:
            _take_in(engine, staging, order, tally, now, tell)
        except (SQLAlchemyError, CommandError) as problem:
            kind = type(problem).__name__
            raise FeedError(f"Katalogen gick inte att läsa eller skriva i ({kind}). Den är som förut.") from problem
    if engine is not None and not order.dry_run and tally.written() >= WORTH_COUNTING:
        analyse(engine)
    return tally.report(
        source=order.reading.source,
        format=order.format,
        address=without_query(order.address),
        when=now,
        dry_run=order.dry_run,
        not_modified=order.document is None,
    )


def _read(staging: Staging, order: Order, tally: Tally, tell: Progress) -> None:
    try:
        _stage(staging, order, tally, tell)
    except FeedError as problem:
        if order.document and order.document.content_type in WEB_PAGES and order.format != "jsonld":
            raise FeedError(f"{problem} Servern skickade en webbsida, kanske en inloggning.") from problem
        raise
    except KnowledgeError:
        raise
    except Exception as problem:  # a fault in a reader is no reason to lose anything, or to show a trace
        raise FeedError(f"Flödet gick inte att läsa ({type(problem).__name__}). Katalogen är som förut.") from problem


def _stage(staging: Staging, order: Order, tally: Tally, tell: Progress) -> None:
    """Reads the whole feed to disk. Nothing of the directory is touched."""
    assert order.document is not None  # noqa: S101 (said by the caller)
    for item in map(heeded, order.reader.read(order.document, order.reading)):
        tally.note(item.problems)
        if item.ref is None and item.entry is None:
            continue
        tally.read += 1
        _hold(staging, order, item, tally)
        if tally.read % 100 == 0:
            tell("Läser", tally.read, None)
    if tally.read == 0:
        raise FeedError("Det finns inget att ta in: inga aktiviteter gick att läsa. Katalogen är som förut.")


def _hold(staging: Staging, order: Order, item: Item, tally: Tally) -> None:
    where = item.problems[0].where if item.problems else f"post {tally.read}"
    key = item.entry.id if item.entry else entry_id(order.reading.source, item.ref or "")
    if item.gone or item.entry is None:
        staging.mark(key, where, GONE if item.gone else BROKEN)
        return
    packed = _packed(item.entry)
    if packed is None or len(key) > LONGEST_ID:
        tally.note([Problem(where, "ref", "posten har värden som inte går att spara och togs inte med", dropped=True)])
        staging.mark(key, where, BROKEN)
        return
    taken = staging.hold(item.entry, packed, where)
    if taken is not None:
        what = f"“{item.entry.provenance.ref[:60]}” har {taken} redan; den första gäller"
        tally.note([Problem(where, "ref", what, dropped=True)])


def _packed(entry: Entry) -> bytes | None:
    """The entry as the store will read it back; None when a reader let through what no database can hold."""
    try:
        packed = msgspec.json.encode(entry)
        msgspec.json.decode(packed, type=Entry)
    except (msgspec.MsgspecError, UnicodeError, ValueError, TypeError):
        return None
    return None if b"\\u0000" in packed else packed


def _take_in(engine: Engine | None, staging: Staging, order: Order, tally: Tally, now: datetime,
             tell: Progress) -> None:  # fmt: skip
    if order.dry_run:
        _try_out(engine, staging, order, tally)
        return
    if engine is None:
        raise FeedError("Katalogen finns inte. Bygg den först med lotsen directory build.")
    source, hand = order.reading.source, Hand(order.reading.source, now, order.reading.facts, order.review)
    make_folder(str(engine.url))
    with engine.begin() as connection:
        take_turns(connection)
        migrate(connection, "head")
        remember(connection, source, name=order.name, url=without_query(order.address), seen=order.seen,
                 licence=order.reading.licence, recipe=order.recipe, now=now)  # fmt: skip
        if order.document is None:
            note_missing_again(connection, hand, tally)
            return
        staging.know(known_ids(connection, source))
        _check_loss(connection, staging, order)
        write(connection, hand, staging, tally, lambda done: tell("Skriver", done, staging.count()))
        note_missing(connection, hand, staging, tally)


def _try_out(engine: Engine | None, staging: Staging, order: Order, tally: Tally) -> None:
    """Says what would happen, and only reads."""
    if engine is None:
        tally.add("added", [entry.id for batch in staging.batches() for entry in batch])
        return
    with engine.connect() as connection:
        if is_empty(connection):
            tally.add("added", [entry.id for batch in staging.batches() for entry in batch])
            return
        if not has_tables(connection):
            raise FeedError("Katalogen är av en äldre version. Kör lotsen directory build först.")
        if order.document is None:
            return
        staging.know(known_ids(connection, order.reading.source))
        _check_loss(connection, staging, order)
        compare(connection, Hand(order.reading.source, datetime.min, order.reading.facts, order.review), staging, tally)


def _check_loss(connection: Connection, staging: Staging, order: Order) -> None:
    """A feed that lost more than half of what is still to come is more likely broken than honest."""
    if order.accept_loss or staging.lost() * 2 <= staging.known():
        return
    ended = over(connection, staging, order.reading.today)
    known, lost = staging.known() - ended, staging.lost() - ended
    if lost * 2 > known:
        raise FeedError(
            f"{lost} av {known} aktiviteter som fanns förut saknas nu i {order.reading.source}. Det är mer än hälften, "
            "så ingenting togs in. Stämmer det, kör igen med --accept-loss."
        )
