"""Writes the empty template of the table: columns, an explanation of each, and one row marked Exempel."""

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from knowledge.errors import FeedError
from knowledge.feeds.table_columns import COLUMNS, EXAMPLE

HEADING, PALE = Font(bold=True), PatternFill("solid", fgColor="EEEEEE")
GREETING = (
    "Så här gör ni",
    "Fyll i bladet Aktiviteter. En rad är en aktivitet. Lämna tomt det ni inte vet.",
    f"Raden som börjar med {EXAMPLE} visar hur det kan se ut. Den läses inte in, så den kan stå kvar.",
    "Ändra inte rubrikerna. Ordningen på kolumnerna spelar ingen roll.",
    "Skriv inga personnummer och inga uppgifter om enskilda personer.",
)


def write_template(path: Path) -> None:
    """A new file, CSV or XLSX by its ending. Raises FeedError when it is there already or cannot be written."""
    writers = {".csv": _write_text, ".xlsx": _write_workbook}
    if path.suffix.lower() not in writers:
        raise FeedError("Filen ska heta något som slutar på .csv eller .xlsx.")
    if path.exists():
        raise FeedError(f"{path} finns redan och skrivs inte över.")
    try:
        writers[path.suffix.lower()](path)
    except OSError as problem:
        raise FeedError(f"{path} gick inte att skriva ({problem.strerror}).") from problem


def _write_text(path: Path) -> None:
    """Semicolons and a mark of UTF-8, which Swedish spreadsheets open straight away; explanations as comments."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([column.name for column in COLUMNS])
        for line in GREETING[1:]:
            writer.writerow([f"# {line}"])
        for column in COLUMNS:
            writer.writerow([f"# {column.name}: {column.about}"])
        writer.writerow([column.example for column in COLUMNS])


def _write_workbook(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Aktiviteter"
    sheet.append([column.name for column in COLUMNS])
    sheet.append([column.example for column in COLUMNS])
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.cell(1, number).font = HEADING
        sheet.cell(2, number).fill = PALE
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(max(len(column.name), len(column.example)) + 3, 42)
        sheet.column_dimensions[letter].number_format = "@"  # text: a code keeps its zero
    _explain(book.create_sheet("Förklaringar"))
    book.save(path)


def _explain(sheet: object) -> None:
    rows = [*((line,) for line in GREETING), (), ("kolumn", "vad den betyder", "exempel")]
    for row in (*rows, *((column.name, column.about, column.example) for column in COLUMNS)):
        sheet.append(row)  # type: ignore[attr-defined]
    for number in (1, len(rows)):
        for cell in sheet[number]:  # type: ignore[index]
            cell.font = HEADING
    for letter, width in (("A", 22), ("B", 90), ("C", 42)):
        sheet.column_dimensions[letter].width = width  # type: ignore[attr-defined]
    for row in sheet.iter_rows(min_row=len(rows), max_col=3):  # type: ignore[attr-defined]
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
