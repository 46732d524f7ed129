"""Turns a workbook (XLSX) into a table in text, with bounds on what it may unpack to."""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.errors import FeedError
from knowledge.feeds.amounts import as_text

MB = 1_000_000
MOST_UNPACKED = 400 * MB  # all parts together; 100,000 full rows are about 200 MB
MOST_SHARED = 120 * MB  # the texts, which are held in memory
MOST_PACKED = 200  # times smaller than it unpacks to: more than any table is
MOST_COLUMNS = 200
MOST_EMPTY = 2_000  # rows in a row after which the sheet is over
LONGEST_CELL = 20_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MEMORY = (MemoryError, RecursionError)
Cells = tuple[object, ...]


def is_workbook(path: Path) -> bool:
    """Whether the file is an XLSX. Raises FeedError for Excel's old format."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(OLD_EXCEL):
        raise FeedError("Filen är i Excels gamla format (.xls). Spara den som .xlsx eller CSV.")
    return start.startswith(b"PK\x03\x04")


def as_text_table(path: Path, folder: Path, needed: tuple[str, ...]) -> Path:
    """The sheet that has the template's columns, as CSV with the same row numbers. Raises FeedError."""
    _check_size(path)
    target = folder / "table.csv"
    try:
        with path.open("rb") as packed:  # by its content: openpyxl judges a path by its ending
            _write_out(packed, target, needed)
    except FeedError:
        raise
    except (zipfile.BadZipFile, InvalidFileException, ParseError, OSError, EOFError, *MEMORY) as problem:
        raise FeedError("Arbetsboken är trasig eller inte hel.") from problem
    except Exception as problem:  # openpyxl raises anything at all for a malformed book, defusedxml for an entity
        raise FeedError("Arbetsboken går inte att läsa.") from problem
    return target


def _write_out(packed: BinaryIO, target: Path, needed: tuple[str, ...]) -> None:
    book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = _chosen(book.worksheets, needed)
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_written(cell) for cell in cells] for cells in _rows(sheet))
    finally:
        book.close()


def _check_size(path: Path) -> None:
    """Refuses what would swell. zipfile never unpacks more of a part than these numbers say."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as problem:
        raise FeedError("Arbetsboken är trasig eller inte hel.") from problem
    unpacked = sum(part.file_size for part in parts)
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MOST_UNPACKED or shared > MOST_SHARED or (unpacked > 10 * MB and unpacked > MOST_PACKED * packed):
        raise FeedError(f"Arbetsboken sväller till {unpacked // MB} MB när den packas upp. Den läses inte.")
    if len(parts) > 2_000:
        raise FeedError("Arbetsboken har orimligt många delar. Den läses inte.")


def _chosen(sheets: Iterable[Any], needed: tuple[str, ...]) -> Any:
    """The first sheet with the columns that must be there among its first rows."""
    for sheet in sheets:
        for number, cells in enumerate(_rows(sheet)):
            names = {_written(cell).strip().strip("*:").casefold() for cell in cells}
            if names.issuperset(needed):
                return sheet
            if number > 20:
                break
    raise FeedError("Inget blad i arbetsboken har kolumnerna ref och namn.")


def _rows(sheet: Any) -> Iterator[Cells]:
    """Rows up to the last that holds something; a sheet may claim a million empty ones."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    empty = 0
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        last = next((place for place in range(len(cells), 0, -1) if cells[place - 1] is not None), 0)
        if not last:
            empty += 1
            if empty > MOST_EMPTY:
                return
            continue
        yield from [()] * empty
        empty = 0
        yield cells[:last]


def _written(cell: object) -> str:
    """A cell as text; an error of Excel's (#N/A) is nothing."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    text = as_text(cell)[:LONGEST_CELL]
    if text.startswith("#") and text.rstrip("!?").isupper() and text.endswith(("!", "?", "/A")):
        return ""
    return text.replace("\r\n", "\n").replace("\n", "\u2028").replace("\r", "").replace("\0", "")
