"""The rows of a table in text, in whatever encoding and with whatever separator; a broken line spoils no other."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from knowledge.errors import FeedError
from knowledge.feeds.text_files import open_text

SEPARATORS = (";", ",", "\t")
LONGEST_LINE = 1_000_000  # signs
MOST_LINES = 60  # that one quoted value may run over
MOST_COLUMNS = 200
HEADER_WITHIN = 20  # rows


@dataclass(frozen=True)
class Row:
    """`number` counts rows as a spreadsheet does, the first is 1. `broken` says why the values are of no use."""

    number: int
    values: tuple[str, ...] = ()
    broken: str | None = None


@dataclass(frozen=True)
class Table:
    """Where the columns are. `columns` maps a name to its place; `separator` stands between values."""

    columns: dict[str, int]
    header_row: int
    width: int
    separator: str
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = field(default=())


def find_header(path: Path, known: tuple[str, ...], needed: tuple[str, ...]) -> Table:
    """The row that names the columns, among the first rows. Raises FeedError when there is none."""
    best: Table | None = None
    for separator in SEPARATORS:
        for row in rows(path, separator, HEADER_WITHIN):
            found = _table(row, separator, known)
            if best is None or len(found.columns) > len(best.columns):
                best = found
    if best is None or len(best.columns) < 2:
        raise FeedError("Ingen rad i början av filen har mallens kolumnnamn (ref, namn och så vidare).")
    missing = [name for name in needed if name not in best.columns]
    if missing:
        raise FeedError(f"Kolumnen {missing[0]} saknas på rad {best.header_row}.")
    return best


def _table(row: Row, separator: str, known: tuple[str, ...]) -> Table:
    columns: dict[str, int] = {}
    unknown, repeated = [], []
    for place, value in enumerate(row.values[:MOST_COLUMNS]):
        name = re.sub(r"[\s-]+", "_", value.strip().strip("*:").casefold())
        if name in columns:
            repeated.append(name)
        elif name in known:
            columns[name] = place
        elif name:
            unknown.append(value.strip()[:40])
    return Table(columns, row.number, len(row.values), separator, tuple(unknown), tuple(repeated))


def rows(path: Path, separator: str, most: int | None = None, width: int | None = None) -> Iterator[Row]:
    """Every row with its number; `width` is how many columns a whole row has, where that is known."""
    with open_text(path) as file:
        lines = _Lines(file)
        number = 0
        while (most is None or number < most) and (record := lines.record(separator, width)) is not None:
            for values in record:
                number += 1
                yield Row(number, values) if isinstance(values, tuple) else Row(number, broken=values)


class _Lines:
    """Puts lines together to records, and takes them apart again when a quotation mark has no end."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: list[str] = []

    def record(self, separator: str, width: int | None) -> list[tuple[str, ...] | str] | None:
        """The values of the next row (or rows), or what is wrong with it; None at the end."""
        line = self._next()
        if line is None:
            return None
        if len(line) >= LONGEST_LINE:
            return ["raden är orimligt lång"]
        lines = [line]
        while _is_open(lines) and len(lines) < MOST_LINES and (more := self._next()) is not None:
            lines.append(more)
        values = _values(lines, separator, strict=len(lines) > 1)
        if len(lines) == 1 or _fits(values, width):
            return values
        self._waiting = lines[1:] + self._waiting
        alone = _values(lines[:1], separator)
        if _fits(alone, width) and not _swallows(alone):
            return alone
        return ['ett citattecken (") har ingen motsvarighet']

    def _next(self) -> str | None:
        if self._waiting:
            return self._waiting.pop(0)
        line = self._file.readline(LONGEST_LINE)
        if len(line) >= LONGEST_LINE:
            while (rest := self._file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                continue
        return line.replace("\0", "") if line else None


def _is_open(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _values(lines: list[str], separator: str, *, strict: bool = False) -> list[tuple[str, ...] | str]:
    """Strictly read, a quotation mark in the wrong place or without its fellow is an error."""
    try:
        found = list(csv.reader(lines, delimiter=separator, strict=strict))
    except csv.Error:
        return ["raden går inte att läsa"]
    return [tuple(values) for values in found] or [()]


def _fits(found: list[tuple[str, ...] | str], width: int | None) -> bool:
    return all(not isinstance(values, str) and (width is None or not any(values[width:])) for values in found)


def _swallows(found: list[tuple[str, ...] | str]) -> bool:
    """Whether a value begins with a quotation mark that was never closed."""
    return any(value.endswith("\n") for values in found for value in values if not isinstance(values, str))
