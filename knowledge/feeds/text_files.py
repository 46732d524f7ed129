"""Opens a feed's text in whichever encoding it was written."""

import codecs
from pathlib import Path
from typing import TextIO

from knowledge.errors import FeedError

CHUNK = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def open_text(path: Path) -> TextIO:
    """The file as text. Raises FeedError when it cannot be opened; a sign that is none becomes a question mark."""
    try:
        return path.open(encoding=encoding_of(path), errors="replace", newline=None)
    except OSError as problem:
        raise FeedError("Filen går inte att öppna.") from problem


def encoding_of(path: Path) -> str:
    """UTF-16 and UTF-32 by their marks or their zeros, UTF-8 where all of it is that, Windows' Latin-1 otherwise."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in BOMS:
            if start.startswith(mark):
                return name
        if len(start) >= 2 and 0 in start[:2]:
            return "utf-16-be" if start[0] == 0 else "utf-16-le"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
