"""Tables made for the tests."""

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook

FULL = {
    "ref": "a1", "namn": "Exempel: torsdagsfika", "kort_text": "Vi fikar och spelar kort.", "arrangor": "Exempelföreningen",
    "orgnr": "802002-4280", "typ": "Öppen mötesplats", "plats_namn": "Kvarngården", "adress": "Kvarngatan 1",
    "postnr": "22350", "ort": "Lund", "kommunkod": "1281", "lat": "55.7047", "lon": "13.191", "tid": "torsdagar 14-16",
    "start": "2026-09-03", "slut": "2026-12-17", "pris": "0", "telefon": "08-465 004 00", "epost": "info@exempel.se",
    "webb": "https://exempel.se/fika", "sprak": "svenska, arabiska", "alder_fran": "18", "alder_till": "99",
    "for_vem": "daglediga, grannar", "ensamhetstyp": "social", "hinder": "pengar", "drop_in": "ja", "anmalan": "nej",
    "medlemskap": "nej", "forkunskap": "vet ej", "vard": "ja", "tillganglighet": "rullstol, hörslinga",
    "senast_kontrollerad": "2026-11-20", "kontrollerad_av": "kansliet", "kalla": "https://exempel.se/", "licens": "CC0 1.0",
}  # fmt: skip
SHORT = {"ref": "a1", "namn": "Exempel: fika", "arrangor": "Exempelföreningen"}


def text(*rows: dict[str, Any], separator: str = ",", columns: tuple[str, ...] | None = None) -> str:
    """A table in text with the columns that the rows use."""
    names = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, names, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def workbook(*rows: dict[str, Any], before: int = 0, title: str = "Aktiviteter") -> bytes:
    """A workbook whose second sheet is the table, so many rows down."""
    book = Workbook()
    book.active.append(("Här står något annat",))
    sheet = book.create_sheet(title)
    for _ in range(before):
        sheet.append(("Rubrik",))
    names = list(dict.fromkeys(name for row in rows for name in row))
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name) for name in names])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def saved(folder: Path, content: str | bytes, name: str = "lista.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
