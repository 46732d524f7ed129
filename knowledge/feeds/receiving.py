"""Writes the body of an answer to a file, unpacked, and stops when it is too large, too slow or not whole."""

import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import requests

from knowledge.errors import FeedError

CHUNK = 65_536
MB = 1_000_000
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # name of a packing to zlib's window


def receive(response: requests.Response, path: Path, most: int, most_unpacked: int, until: float) -> int:
    """Bytes written. `until` is a moment of time.monotonic. Raises FeedError; the file is then of no use.

    Less than was promised is noticed by urllib3, which raises an HTTPError.
    """
    host = urlsplit(response.url).hostname or "Servern"
    told = response.headers.get("Content-Length", "")
    length = int(told) if told.isdecimal() and len(told) < 20 else None
    if length is not None and length > most:
        raise FeedError(f"{host} vill skicka {length // MB} MB. Gränsen är {most // MB} MB.")
    packing = response.headers.get("Content-Encoding", "identity").strip().lower() or "identity"
    if packing not in (*PACKED, "identity"):
        raise FeedError(f"{host} packar svaret på ett sätt som inte går att läsa ({packing[:20]}).")
    body = _Body(response, host, most, until)
    with path.open("wb") as file:
        if packing == "identity":
            written = sum(file.write(part) for part in body.parts())
        else:
            written = _unpack(body.parts(), file, PACKED[packing], most_unpacked, host)
    return written


class _Body:
    """The parts of a body as they come over the wire."""

    def __init__(self, response: requests.Response, host: str, most: int, until: float) -> None:
        self._response, self._host, self._most, self._until = response, host, most, until
        self.received = 0

    def parts(self) -> Iterator[bytes]:
        while part := self._response.raw.read(CHUNK, decode_content=False):
            self.received += len(part)
            if self.received > self._most:
                raise FeedError(f"{self._host} skickar mer än {self._most // MB} MB. Hämtningen avbröts.")
            if time.monotonic() > self._until:
                raise FeedError(f"{self._host} skickar för långsamt. Hämtningen avbröts.")
            yield part


def _unpack(parts: Iterator[bytes], file: BinaryIO, window: int, most: int, host: str) -> int:
    """Unpacks a little at a time, so that a small answer cannot swell beyond the bound."""
    written, unpacker = 0, zlib.decompressobj(window)
    try:
        for part in parts:
            rest = part
            while rest:
                written += file.write(unpacker.decompress(rest, CHUNK * 4))
                if written > most:
                    raise FeedError(f"Svaret från {host} sväller till mer än {most // MB} MB. Hämtningen avbröts.")
                rest = unpacker.unconsumed_tail
        written += file.write(unpacker.flush())
    except zlib.error as problem:
        raise FeedError(f"Svaret från {host} är packat på ett sätt som inte går att läsa.") from problem
    if not unpacker.eof:
        raise FeedError(f"Svaret från {host} är inte helt: det slutar mitt i.")
    return written
