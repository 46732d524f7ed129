"""The directory as one file for others: HSDS or the organisers' table, written whole or not at all."""

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, TextIO, cast

import msgspec
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.errors import ExportError
from knowledge.fact_types import Facts
from knowledge.feeds.table_columns import NAMES
from knowledge.out.export_csv import table_rows
from knowledge.out.hsds import HsdsWriter, Shown
from knowledge.out.paging import Choice, every
from knowledge.out.reading import read_all, shown_by_row
from knowledge.out.terms import Terms
from knowledge.places import Places

FORMATS = ("hsds", "csv")
Progress = Callable[[int, int], None]
service, record = models.service, models.source_record


def export(
    connection: Connection, kind: str, path: Path, facts: Facts, places: Places,
    source: str | None = None, progress: Progress | None = None,
) -> int:  # fmt: skip
    """Writes everything that may be shown, of one source or of all; how many. Raises ExportError: nothing is written.

    `progress` is called with how many are done and how many there are.
    """
    if kind not in FORMATS:
        raise ExportError(f"Formatet {kind} finns inte. Välj bland {', '.join(FORMATS)}.")
    choice, total = _chosen(connection, source)
    told = _counted(read_all(connection, every(connection, choice)), total, progress)
    try:
        with _whole(path) as file:
            if kind == "hsds":
                _write_hsds(file, told, HsdsWriter(Terms(facts), places.table.municipalities))
            else:
                _write_csv(file, told, {one.name: one.label for one in facts.need_rules.kinds}, whole=source is None)
    except OSError as problem:
        raise ExportError(f"{path} gick inte att skriva ({problem.strerror}).") from problem
    return total


def _chosen(connection: Connection, source: str | None) -> tuple[Choice, int]:
    """What is to be written, and how many there are."""
    query = select(service.c.id).where(shown_by_row())
    if source is not None:
        of_source = select(record.c.id).where(record.c.service_id == service.c.id, record.c.source_id == source)
        query = query.where(of_source.exists())
        known = connection.execute(select(models.source.c.id).order_by(models.source.c.id)).scalars().all()
        if source not in known:
            raise ExportError(f"Källan {source} finns inte. De som finns: {', '.join(known) or 'inga'}.")
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return Choice(service.c.id, query, source), total


def _write_hsds(file: BinaryIO, told: Iterator[Shown], writer: HsdsWriter) -> None:
    """A list of services with all that belongs to each, one on a line."""
    encoder, before = msgspec.json.Encoder(), b"[\n"
    for shown in told:
        file.write(before + encoder.encode(writer.service(shown)))
        before = b",\n"
    file.write(b"\n]\n" if before != b"[\n" else b"[]\n")


def _write_csv(file: BinaryIO, told: Iterator[Shown], labels: dict[str, str], *, whole: bool) -> None:
    """Semicolons and a mark of UTF-8, as in the template. Of all sources at once the ref is our own id."""
    file.write(b"\xef\xbb\xbf")
    writer = csv.DictWriter(cast(TextIO, _Utf8(file)), NAMES, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for shown in told:
        writer.writerows(table_rows(shown.entry, labels, shown.entry.id if whole else None))


class _Utf8:
    """Takes text for a file of bytes, and unlike the library's wrapper never closes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def _counted(told: Iterator[Shown], total: int, progress: Progress | None) -> Iterator[Shown]:
    for number, shown in enumerate(told, start=1):
        yield shown
        if progress and (number % 100 == 0 or number == total):
            progress(number, total)


@contextmanager
def _whole(path: Path) -> Iterator[Any]:
    """A file beside `path` that takes its place when all of it is written."""
    beside = NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    try:
        with beside:
            yield beside
            beside.flush()
            os.fsync(beside.fileno())
        Path(beside.name).chmod(0o644)
        Path(beside.name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside.name).unlink()
        raise
