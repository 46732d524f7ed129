"""Writes what is staged into the directory, and takes out what a feed no longer has. Nothing is committed here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from knowledge.complete import until
from knowledge.editing import kept_fields, with_hand_edits
from knowledge.entries.rows import fingerprint
from knowledge.entry import Entry
from knowledge.entry_store import read_entries, take_out, write_entries
from knowledge.fact_types import Facts
from knowledge.feeds.report import Tally
from knowledge.feeds.staging import Staging
from knowledge.hidden import with_secrets_kept
from knowledge.models import service, source_record

BATCH = 500


@dataclass(frozen=True)
class Hand:
    """Who writes, when (Swedish time), and whether what is new waits for an editor."""

    source: str
    now: datetime
    facts: Facts
    review: bool = False

    @property
    def name(self) -> str:
        """As the history of an entry names it."""
        return f"feed:{self.source}"


def write(connection: Connection, hand: Hand, staging: Staging, tally: Tally, tell: Callable[[int], None]) -> None:
    """Every staged entry: what is new, what differs, and what stands as it stood."""
    done = 0
    for batch in staging.batches():
        entries = _settled(connection, hand, batch)
        written = write_entries(connection, entries, by=hand.name, now=hand.now, facts=hand.facts)
        tally.add("added", written.added)
        tally.add("changed", written.changed)
        tally.unchanged += len(written.unchanged)
        done += len(batch)
        tell(done)


def compare(connection: Connection, hand: Hand, staging: Staging, tally: Tally) -> None:
    """The same counts without writing anything."""
    for batch in staging.batches():
        entries = [_as_kept(entry) for entry in _settled(connection, hand, batch)]
        known = _fingerprints(connection, [entry.id for entry in entries])
        tally.add("added", [entry.id for entry in entries if entry.id not in known])
        changed = [entry.id for entry in entries if entry.id in known and known[entry.id] != fingerprint(entry)]
        tally.add("changed", changed)
        tally.unchanged += sum(entry.id in known for entry in entries) - len(changed)
    once, twice = _missing(connection, [one for batch in staging.missing() for one in batch])
    tally.add("missing", once)
    tally.add("taken_out", [*twice, *(one for batch in staging.said_gone() for one in batch)])


def _settled(connection: Connection, hand: Hand, batch: list[Entry]) -> list[Entry]:
    """As they are to stand: with what editors did by hand, and with the review that they have."""
    reviews = _reviews(connection, [entry.id for entry in batch])
    first = "waiting" if hand.review else "approved"
    known = [msgspec.structs.replace(entry, review=reviews.get(entry.id, first)) for entry in batch]
    return with_hand_edits(connection, _with_secrets(connection, known))


def _with_secrets(connection: Connection, batch: list[Entry]) -> list[Entry]:
    """Our own export, read in again, must not take away a hidden address that it does not tell."""
    hiding = [entry.id for entry in batch if any(place.hidden for place in entry.places)]
    held = {entry.id: entry for entry in read_entries(connection, hiding)} if hiding else {}
    return [with_secrets_kept(entry, held[entry.id]) if entry.id in held else entry for entry in batch]


def _as_kept(entry: Entry) -> Entry:
    """The entry as it comes out of the store, whose fingerprint can be compared."""
    return msgspec.json.decode(msgspec.json.encode(entry), type=Entry)


def _reviews(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(select(service.c.id, service.c.review).where(service.c.id.in_(ids)))
    return {row.id: row.review for row in rows}


def _fingerprints(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    record = source_record.c
    rows = connection.execute(
        select(record.service_id, record.content_hash).where(record.service_id.in_(ids), record.ref.isnot(None))
    )
    return {row.service_id: row.content_hash for row in rows}


def note_missing(connection: Connection, hand: Hand, staging: Staging, tally: Tally) -> None:
    """What is back counts from nothing again; what lacked twice in a row, or is said to be gone, is taken out."""
    lacking = [one for batch in staging.missing() for one in batch]
    _forget_lack(connection, hand, frozenset(lacking))
    once, twice = _missing(connection, lacking)
    _count_lack(connection, lacking)
    tally.add("missing", once)
    _take_out(connection, hand, twice, tally)
    for batch in staging.said_gone():
        _take_out(connection, hand, batch, tally)


def note_missing_again(connection: Connection, hand: Hand, tally: Tally) -> None:
    """The feed is as it was, so what lacked then lacks again."""
    lacking = _lacking(connection, hand)
    _count_lack(connection, lacking)
    _take_out(connection, hand, lacking, tally)


def over(connection: Connection, staging: Staging, today: date) -> int:
    """How many of those that the feed no longer has would not have happened again anyway."""
    missing = (entry for batch in staging.newly_missing() for entry in read_entries(connection, batch))
    return sum(bool(entry.meetings) and until(entry, today) < today for entry in missing)


def _lacking(connection: Connection, hand: Hand) -> list[str]:
    """Entries that are not taken out but lacked at the last import."""
    query = (
        select(service.c.id)
        .join(source_record, source_record.c.service_id == service.c.id)
        .where(source_record.c.source_id == hand.source, source_record.c.missing_count > 0)
        .where(source_record.c.ref.isnot(None), service.c.status != "defunct")
    )
    return list(connection.execute(query.order_by(service.c.id)).scalars())


def _missing(connection: Connection, lacking: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those that lack for the first time, and those that lacked before."""
    before: set[str] = set()
    record = source_record.c
    for batch in _batches(lacking):
        query = select(record.service_id).where(record.service_id.in_(batch), record.missing_count > 0)
        before |= set(connection.execute(query).scalars())
    return [one for one in lacking if one not in before], [one for one in lacking if one in before]


def _count_lack(connection: Connection, lacking: Sequence[str]) -> None:
    record = source_record.c
    for batch in _batches(lacking):
        more = update(source_record).where(record.service_id.in_(batch), record.ref.isnot(None))
        connection.execute(more.values(missing_count=record.missing_count + 1))


def _forget_lack(connection: Connection, hand: Hand, lacking: frozenset[str]) -> None:
    back = [one for one in _lacking(connection, hand) if one not in lacking]
    for batch in _batches(back):
        none = update(source_record).where(source_record.c.service_id.in_(batch), source_record.c.ref.isnot(None))
        connection.execute(none.values(missing_count=0))


def _take_out(connection: Connection, hand: Hand, ids: Sequence[str], tally: Tally) -> None:
    """All but those of which an editor has decided by hand that they are to stay."""
    kept = kept_fields(connection, ids) if ids else {}
    going: Iterable[str] = [one for one in ids if "status" not in kept.get(one, frozenset())]
    tally.add("taken_out", take_out(connection, going, by=hand.name, now=hand.now))


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
