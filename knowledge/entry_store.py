"""Keeps entries as rows and tells their past: write, read, take out, confirm. It never touches the facts' rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import Table, delete, exists, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.build_rows import Row, Rows
from knowledge.entries.history import Change, changes, created, history
from knowledge.entries.read import batches, read_batch
from knowledge.entries.rows import TAXONOMIES, assurance_row, entry_rows, fingerprint
from knowledge.entries.search import search_rows
from knowledge.entry import Checked, Entry
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from knowledge.search_row import interest_words

__all__ = [
    "Change", "Written", "confirm", "history", "read_entries", "read_entry", "refresh_search", "take_out",
    "write_entries",
]  # fmt: skip
BATCH = 500
OF_SERVICE = ("phone", "language", "service_area", "occurrence", "cost_option", "schedule", "wording",
              "service_identifier", "service_search")  # fmt: skip
KEPT = ("service", "source_record")
SHARED = ("taxonomy", "taxonomy_term", "source", "organization", "organization_identifier")


@dataclass(frozen=True)
class Written:
    """Ids by what became of them."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __add__(self, other: "Written") -> "Written":
        return Written(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


def write_entries(connection: Connection, entries: Iterable[Entry], *, by: str, now: datetime,
                  facts: Facts | None = None) -> Written:  # fmt: skip
    """Writes what is new or differs, with its history and its rows to search; of two with one id the last counts.

    `by` is who does it, `now` Swedish time without a zone. Nothing is committed here.
    """
    known, moment = facts or load_facts(), now.replace(tzinfo=None)
    written = Written()
    for batch in _portions(entries):
        written += _write_batch(connection, batch, by, moment, known)
    return written


def read_entry(connection: Connection, entry_id: str) -> Entry | None:
    return next(iter(read_batch(connection, [entry_id])), None)


def read_entries(
    connection: Connection, ids: Iterable[str] | None = None, *, source: str | None = None
) -> Iterator[Entry]:
    """Entries one after another, a batch at a time in memory: those with the ids, of one source, or all by id."""
    for batch in batches(ids) if ids is not None else _all_ids(connection, source):
        for entry in read_batch(connection, batch):
            if source is None or entry.provenance.source == source:
                yield entry


def count_entries(connection: Connection) -> int:
    record = models.source_record
    return int(
        connection.execute(select(func.count()).select_from(record).where(record.c.ref.isnot(None))).scalar_one()
    )


def take_out(connection: Connection, ids: Iterable[str], *, by: str, now: datetime) -> tuple[str, ...]:
    """Marks entries as gone: they stay with their past but are no longer found. Returns those that changed."""
    gone = (msgspec.structs.replace(entry, status="defunct") for entry in read_entries(connection, ids))
    return write_entries(connection, gone, by=by, now=now).changed


def confirm(connection: Connection, entry_id: str, *, by: str, how: str, on: date, now: datetime) -> Entry | None:
    """Notes that somebody made sure that an entry is true; None when there is no such entry."""
    entry = read_entry(connection, entry_id)
    if entry is None:
        return None
    checked = msgspec.structs.replace(entry, checked=Checked(on=on, by=by, how=how))
    write_entries(connection, [checked], by=by, now=now)
    return checked


def refresh_search(connection: Connection, *, today: date, facts: Facts | None = None,
                   progress: Callable[[int], None] | None = None) -> int:  # fmt: skip
    """Composes anew what searching reads of every entry, as after a new release; returns how many may be suggested."""
    known, found, done = facts or load_facts(), 0, 0
    words = interest_words(known)
    for batch in _all_ids(connection, None):
        connection.execute(delete(models.service_search).where(models.service_search.c.service_id.in_(batch)))
        rows = [row for entry in read_batch(connection, batch) for row in search_rows(entry, known, words, today)]
        _insert(connection, {"service_search": rows})
        found += len({row["service_id"] for row in rows})
        done += len(batch)
        if progress:
            progress(done)
    return found


def _portions(entries: Iterable[Entry]) -> Iterator[dict[str, Entry]]:
    batch: dict[str, Entry] = {}
    for entry in entries:
        batch[entry.id] = _settled(entry)
        if len(batch) == BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


def _settled(entry: Entry) -> Entry:
    """The entry as it is when it comes back: a price of 0 and one of 0.0 are the same. Checks every type."""
    return msgspec.json.decode(msgspec.json.encode(entry), type=Entry)


def _all_ids(connection: Connection, source: str | None) -> Iterator[list[str]]:
    """The ids of all entries in portions; each portion is a query of its own, so that writing may go on between."""
    record, last = models.source_record, ""
    while True:
        query = select(record.c.service_id).where(record.c.ref.isnot(None), record.c.service_id > last)
        if source is not None:
            query = query.where(record.c.source_id == source)
        found = list(connection.execute(query.order_by(record.c.service_id).limit(BATCH)).scalars())
        if not found:
            return
        yield found
        last = found[-1]


def _write_batch(connection: Connection, batch: Mapping[str, Entry], by: str, now: datetime, facts: Facts) -> Written:
    known = _fingerprints(connection, list(batch))
    added = {key: entry for key, entry in batch.items() if key not in known}
    differing = {key: entry for key, entry in batch.items() if key in known and known[key] != fingerprint(entry)}
    before = {entry.id: entry for entry in read_batch(connection, list(differing))}
    past = [row for entry in added.values() for row in created(entry, by, now)]
    past += [row for key, entry in differing.items() for row in changes(before[key], entry, by, now)]
    rows = _rows_of([*added.values(), *differing.values()], now, facts)
    _insert(connection, _shared(connection, rows))
    for name in KEPT:
        _insert_or_update(connection, models.metadata.tables[name], rows.pop(name))
    _remove_parts(connection, list(differing))
    checks = _missing(connection, "assurance_event", rows.get("assurance_event", []))
    own = {name: found for name, found in rows.items() if name not in SHARED}
    _insert(connection, {**own, "assurance_event": checks, "metadata": past})
    _remove_idle_owners(connection, list(before.values()))
    same = (key for key in batch if key not in added and key not in differing)
    return Written(tuple(added), tuple(differing), tuple(same))


def _fingerprints(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    service, record = models.service, models.source_record
    query = (
        select(service.c.id, record.c.content_hash)
        .outerjoin(record, (record.c.service_id == service.c.id) & record.c.ref.isnot(None))
        .where(service.c.id.in_(ids))
    )
    found = {row.id: row.content_hash for row in connection.execute(query)}
    facts = [key for key, value in found.items() if value is None]
    if facts:
        raise ValueError(f"{facts[0]} is the id of one of Lotsen's own facts")
    return found


def _rows_of(entries: list[Entry], now: datetime, facts: Facts) -> Rows:
    rows: Rows = {"service": [], "source_record": []}
    words = interest_words(facts)
    for entry in entries:
        for table, found in entry_rows(entry, now).items():
            rows.setdefault(table, []).extend(found)
        if event := assurance_row(entry):
            rows.setdefault("assurance_event", []).append(event)
        rows.setdefault("service_search", []).extend(search_rows(entry, facts, words, now.date()))
    return rows


def _shared(connection: Connection, rows: Rows) -> Rows:
    """What several entries may point to, as far as it is not there already."""
    used = sorted({row["taxonomy_term_id"] for row in rows.get("attribute", [])})
    named = [(term, *term.split(":", 1)) for term in used]
    sources = sorted({row["source_id"] for row in rows["source_record"]})
    shared = {name: rows.get(name, []) for name in SHARED} | {
        "taxonomy": [{"id": name, "name": label} for name, label in TAXONOMIES.items()],
        "taxonomy_term": [{"id": term, "taxonomy_id": of, "code": code, "name": code} for term, of, code in named],
        "source": [{"id": name, "name": name} for name in sources],
    }
    return {table: _missing(connection, table, found) for table, found in shared.items()}


def _missing(connection: Connection, table: str, rows: list[Row]) -> list[Row]:
    column, wanted = models.metadata.tables[table].c.id, {row["id"]: row for row in rows}
    there: set[str] = set()
    for batch in batches(wanted):
        there |= set(connection.execute(select(column).where(column.in_(batch))).scalars())
    return [row for key, row in wanted.items() if key not in there]


def _insert_or_update(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Rows that others point to stay in place and get new values; how often a feed lacked it is not ours to change."""
    if not rows:
        return
    statement = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    new = {name: statement.excluded[name] for name in rows[0] if name not in ("id", "missing_count")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=new), rows)


def _remove_parts(connection: Connection, ids: list[str]) -> None:
    """All that belongs to the entries and is written anew. What was reported, decided and checked stays."""
    if not ids:
        return
    at, location = models.service_at_location, models.location
    places = list(connection.execute(select(at.c.location_id).where(at.c.service_id.in_(ids))).scalars())
    for name in OF_SERVICE:
        table = models.metadata.tables[name]
        connection.execute(delete(table).where(table.c.service_id.in_(ids)))
    connection.execute(delete(models.attribute).where(models.attribute.c.link_id.in_(ids)))
    for batch in batches(places):
        connection.execute(delete(location).where(location.c.id.in_(batch)))


def _remove_idle_owners(connection: Connection, before: list[Entry]) -> None:
    owners = {row["id"] for entry in before for row in entry_rows(entry, datetime.min)["organization"]}
    table = models.organization
    if owners:
        busy = exists().where(models.service.c.organization_id == table.c.id)
        connection.execute(delete(table).where(table.c.id.in_(owners), ~busy))


def _insert(connection: Connection, rows: Rows) -> None:
    """In the order that foreign keys ask for."""
    for table in models.metadata.sorted_tables:
        found = rows.get(table.name, [])
        if found:
            connection.execute(insert(table), found)
