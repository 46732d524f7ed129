"""Where the items of a feed wait on disk until all of it has been read, so that memory stays flat.

The database is SQLite's own temporary kind: without a name, on disk when it grows, and gone when it is closed.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType

import msgspec

from knowledge.entry import Entry

BATCH = 500
TABLES = """
CREATE TABLE item (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL, entry BLOB);
CREATE TABLE known (id TEXT PRIMARY KEY, lacked INTEGER NOT NULL) WITHOUT ROWID;
"""  # noqa: E501
HELD, BROKEN, GONE = "held", "broken", "gone"


class Staging:
    """Items in the order of the feed, each id once, and what the directory knew before."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;" + TABLES)

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._database.close()

    def hold(self, entry: Entry, packed: bytes, where: str) -> str | None:
        """Keeps an entry; when an earlier one has its id, tells where that stands and keeps that."""
        there = self._at(entry.id)
        if there and there[1] == HELD:
            return there[0]
        self._put(entry.id, where, HELD, packed)
        return None

    def mark(self, entry_id: str, where: str, state: str) -> None:
        """Notes an item that is in the feed but cannot be used (BROKEN), or that the feed says is gone (GONE)."""
        there = self._at(entry_id)
        if state == GONE or not there:
            self._put(entry_id, where, state, None)

    def _at(self, entry_id: str) -> tuple[str, str] | None:
        row = self._database.execute("SELECT place, state FROM item WHERE id = ?", (entry_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def _put(self, entry_id: str, where: str, state: str, packed: bytes | None) -> None:
        self._database.execute(
            "INSERT INTO item (id, place, state, entry) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " place = excluded.place, state = excluded.state, entry = excluded.entry",
            (entry_id, where, state, packed),
        )

    def count(self, state: str = HELD) -> int:
        return int(self._database.execute("SELECT count(*) FROM item WHERE state = ?", (state,)).fetchone()[0])

    def batches(self) -> Iterator[list[Entry]]:
        """The entries, some at a time."""
        found = self._database.execute("SELECT entry FROM item WHERE state = ? ORDER BY seq", (HELD,))
        while rows := found.fetchmany(BATCH):
            yield [msgspec.json.decode(row[0], type=Entry) for row in rows]

    def know(self, ids: Iterable[tuple[str, bool]]) -> None:
        """What of this source the directory has, and whether it lacked the last time."""
        self._database.executemany("INSERT OR IGNORE INTO known (id, lacked) VALUES (?, ?)", ids)

    def known(self) -> int:
        """How many the feed had the last time."""
        return int(self._database.execute("SELECT count(*) FROM known WHERE NOT lacked").fetchone()[0])

    def missing(self) -> Iterator[list[str]]:
        """Known ids that the feed does not mention."""
        return self._ids("SELECT id FROM known WHERE id NOT IN (SELECT id FROM item) ORDER BY id")

    def newly_missing(self) -> Iterator[list[str]]:
        """Those of them that the feed had the last time."""
        return self._ids("SELECT id FROM known WHERE NOT lacked AND id NOT IN (SELECT id FROM item) ORDER BY id")

    def said_gone(self) -> Iterator[list[str]]:
        """Known ids that the feed says are gone."""
        return self._ids("SELECT id FROM known JOIN item USING (id) WHERE state = ? ORDER BY id", GONE)

    def lost(self) -> int:
        """How many of those that the feed had the last time it has no more."""
        left = "SELECT count(*) FROM known JOIN item USING (id) WHERE state <> ? AND NOT lacked"
        return self.known() - int(self._database.execute(left, (GONE,)).fetchone()[0])

    def _ids(self, query: str, *values: str) -> Iterator[list[str]]:
        found = self._database.execute(query, values)
        while rows := found.fetchmany(BATCH):
            yield [row[0] for row in rows]
