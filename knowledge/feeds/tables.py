"""Reads the table that organisers fill in, as text (CSV) or as a workbook (XLSX): one row is one activity.

Rows with the same ref add times or places to it, wherever in the table they stand.
"""

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.errors import FeedError
from knowledge.feeds.drafting import Drafting
from knowledge.feeds.plain_text import plain_line
from knowledge.feeds.reading import Document, Item, Problem, Reading
from knowledge.feeds.refs import short_ref
from knowledge.feeds.table_columns import EXAMPLE, NAMES, NEEDED
from knowledge.feeds.table_entry import read_entry
from knowledge.feeds.table_rows import Row, Table, find_header, rows
from knowledge.feeds.workbook import as_text_table, is_workbook

MOST_ROWS = 500  # with one ref
LINE = "line:"  # before the id of a support line, where the whole directory is written out
Numbered = list[tuple[int, dict[str, str]]]


class TableReader:
    """Reads a table. What kind of file it is tells the file itself, not its name."""

    def read(self, document: Document, reading: Reading) -> Iterator[Item]:
        if not is_workbook(document.path):
            yield from _items(document.path, reading)
            return
        with TemporaryDirectory(prefix="lotsen-table-") as folder:
            yield from _items(as_text_table(document.path, Path(folder), NEEDED), reading)


def _items(path: Path, reading: Reading) -> Iterator[Item]:
    table = find_header(path, NAMES, NEEDED)
    yield from _about_the_header(table)
    left = _how_many(path, table)
    if not left:
        raise FeedError("Tabellen har inga rader under rubrikerna.")
    waiting: dict[bytes, Numbered] = {}
    facts = 0
    for row in _body(path, table):
        values = _values(row, table)
        problem = row.broken or _shifted(row, table) or ("ref saknas" if not _ref(values) else None)
        if problem:
            yield _dropped(row, problem)
            continue
        key = _key(_ref(values) or "")
        group = waiting.setdefault(key, [])
        if len(group) < MOST_ROWS:
            group.append((row.number, values))
        else:
            yield _dropped(row, f"fler än {MOST_ROWS} rader har samma ref")
        left[key] -= 1
        if left[key]:
            continue
        whole = waiting.pop(key)
        if _is_fact(whole[0][1], reading):
            facts += 1
        else:
            yield _item(whole, reading)
    if facts:
        what = f"{facts} rader hör till Lotsens egna faktafiler och läses inte in"
        yield Item(None, problems=(Problem("tabellen", "", what),))


def _is_fact(values: dict[str, str], reading: Reading) -> bool:
    """Is it what an export of the whole directory tells of a programme or a line that comes with the product?"""
    ref = _ref(values) or ""
    fact = reading.facts.programmes.get(ref) or reading.facts.lines.get(ref.removeprefix(LINE))
    return fact is not None and plain_line(values.get("namn", "")) == plain_line(fact.name)


def _item(group: Numbered, reading: Reading) -> Item:
    numbers = [number for number, _ in group]
    where = f"rad {numbers[0]}" if len(numbers) == 1 else f"rad {', '.join(map(str, numbers[:5]))}"
    ref = (_ref(group[0][1]) or "").removeprefix(f"{reading.source}:")  # so it stands when all sources are exported
    draft = Drafting(where, reading)
    return Item(ref, read_entry(draft, ref, group), problems=draft.problems)


def _body(path: Path, table: Table) -> Iterator[Row]:
    """The rows under the header that are meant to be read: no empty ones, no comments, no examples."""
    place = table.columns["ref"]
    for row in rows(path, table.separator, width=table.width):
        if row.number <= table.header_row or not (row.broken or any(value.strip() for value in row.values)):
            continue
        ref = row.values[place].strip().casefold() if len(row.values) > place else ""
        first = row.values[0].strip() if row.values else ""
        if ref != EXAMPLE.casefold() and not first.startswith("#"):
            yield row


def _how_many(path: Path, table: Table) -> Counter[bytes]:
    """How many rows each ref has, so that none needs to wait in memory longer than for its last row."""
    counted: Counter[bytes] = Counter()
    for row in _body(path, table):
        if row.broken or _shifted(row, table):
            counted[b""] += 1
        else:
            counted[_key(_ref(_values(row, table)) or "")] += 1
    return counted


def _key(ref: str) -> bytes:
    return blake2b(ref.encode(), digest_size=12).digest()


def _values(row: Row, table: Table) -> dict[str, str]:
    return {name: row.values[place] for name, place in table.columns.items() if place < len(row.values)}


def _ref(values: dict[str, str]) -> str | None:
    return short_ref(values.get("ref"))


def _shifted(row: Row, table: Table) -> str | None:
    """More values than columns: a separator stands in a text without quotation marks."""
    if not any(value.strip() for value in row.values[table.width :]):
        return None
    return f"har {len(row.values)} värden men {table.width} kolumner; sätt citattecken om text med {table.separator} i"


def _dropped(row: Row, problem: str) -> Item:
    return Item(None, problems=(Problem(f"rad {row.number}", "ref", f"{problem}; raden togs inte med", dropped=True),))


def _about_the_header(table: Table) -> Iterator[Item]:
    where = f"rad {table.header_row}"
    for name in table.unknown[:20]:
        yield Item(None, problems=(Problem(where, plain_line(name), "kolumnen finns inte i mallen och lästes inte"),))
    for name in table.repeated[:20]:
        yield Item(None, problems=(Problem(where, name, "kolumnen står flera gånger; den första gäller"),))
