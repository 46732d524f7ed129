"""Reads GeoNames' own files: the dump of a country and the dump of its postcodes, as text or inside their zip."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from knowledge.errors import GazetteerError

COUNTRY_COLUMNS, POSTAL_COLUMNS = 19, 12
LONGEST_LINE = 100_000  # bytes; the alternate names of Stockholm take 2,500
MOST_BYTES = 400_000_000  # unpacked; Sweden's dump is about 20 million
PEEK = 50  # lines from which the shape is told
BROKEN = (OSError, EOFError, KeyError, RuntimeError, NotImplementedError, ValueError, zipfile.BadZipFile, zlib.error)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Line:
    """A line of a dump. `problem` says in plain Swedish why it cannot be used; it has no fields then."""

    where: str
    fields: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True)
class Dump:
    """A file of GeoNames: `member` is the name in the zip, None for a text file."""

    path: Path
    member: str | None
    columns: int

    @property
    def is_postal(self) -> bool:
        return self.columns == POSTAL_COLUMNS

    @property
    def name(self) -> str:
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


def find_dump(path: Path) -> Dump:
    """Which of the two dumps a file is, told by its shape. Raises GazetteerError."""
    for member in _members(path):
        columns = _columns(path, member)
        if columns:
            return Dump(path, member, columns)
    raise GazetteerError(
        f"{path.name} är ingen fil från GeoNames: dess rader har 19 kolumner (orter) eller 12 (postnummer)."
    )


def read_lines(dump: Dump, progress: Progress | None = None) -> Iterator[Line]:
    """Every line of a dump, in order. Raises GazetteerError when the file itself breaks off or is too large."""
    with _opened(dump.path, dump.member) as (file, size):
        read = 0
        for number, raw in enumerate(_raw_lines(file, dump), start=1):
            read += len(raw)
            if progress and number % 2_000 == 0:
                progress(read, size)
            if raw.strip():
                yield _line(raw, dump, f"{dump.name} rad {number}")
    if progress:
        progress(size, size)


def _line(raw: bytes, dump: Dump, where: str) -> Line:
    if len(raw) > LONGEST_LINE:
        return Line(where, problem="raden är för lång")
    try:
        fields = tuple(field.strip() for field in raw.decode("utf-8-sig").rstrip("\r\n").split("\t"))
    except UnicodeDecodeError:
        return Line(where, problem="raden är inte i UTF-8")
    if len(fields) != dump.columns:
        return Line(where, problem=f"raden har {len(fields)} kolumner i stället för {dump.columns}")
    return Line(where, fields)


def _raw_lines(file: IO[bytes], dump: Dump) -> Iterator[bytes]:
    """The lines as they stand; of one that is too long only the beginning."""
    read, is_rest = 0, False
    while True:
        try:
            raw = file.readline(LONGEST_LINE + 1)
        except BROKEN as problem:
            raise GazetteerError(f"{dump.name} går inte att läsa till slutet.") from problem
        read += len(raw)
        if read > MOST_BYTES:
            raise GazetteerError(f"{dump.name} är för stor.")
        if not raw:
            return
        if not is_rest:
            yield raw
        is_rest = not raw.endswith(b"\n")


def _members(path: Path) -> Sequence[str | None]:
    """The text files to look at; the readme last."""
    try:
        if not zipfile.is_zipfile(path):
            return [None]
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if info.filename.lower().endswith(".txt")]
    except BROKEN as problem:
        raise GazetteerError(f"{path.name} går inte att läsa.") from problem
    return sorted(names[:PEEK], key=lambda name: "readme" in name.lower())


def _columns(path: Path, member: str | None) -> int | None:
    """The number of columns that most of the first lines have, when it is one of the two."""
    dump = Dump(path, member, 0)
    counts: dict[int, int] = {}
    with _opened(path, member) as (file, _):
        for number, raw in enumerate(_raw_lines(file, dump)):
            if number >= PEEK:
                break
            counts[raw.count(b"\t") + 1] = counts.get(raw.count(b"\t") + 1, 0) + 1
    fitting = {columns: count for columns, count in counts.items() if columns in (COUNTRY_COLUMNS, POSTAL_COLUMNS)}
    return max(fitting, key=lambda columns: fitting[columns]) if fitting else None


@contextmanager
def _opened(path: Path, member: str | None) -> Iterator[tuple[IO[bytes], int]]:
    """The file and its size in bytes, unpacked."""
    try:
        if member is None:
            with path.open("rb") as file:
                yield file, path.stat().st_size
        else:
            with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
                yield packed, archive.getinfo(member).file_size
    except BROKEN as problem:
        raise GazetteerError(f"{path.name} går inte att läsa.") from problem
