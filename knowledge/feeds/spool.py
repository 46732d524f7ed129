"""Keeps what belongs together in a temporary file until all of a feed is read; memory holds only where it stands."""

import json
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any

from knowledge.feeds.json_stream import DECODER


class Spool:
    """Texts and JSON values by key. Keys come in the order in which they were first seen."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._at: dict[str, list[tuple[int, int]]] = {}
        self._end = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._at))

    def __contains__(self, key: str) -> bool:
        return key in self._at

    def add(self, key: str, text: str) -> None:
        written = text.encode("utf-8", errors="replace")
        self._file.seek(self._end)
        self._file.write(written)
        self._at.setdefault(key, []).append((self._end, len(written)))
        self._end += len(written)

    def add_value(self, key: str, value: Any) -> None:
        """A value that JSON can hold."""
        self.add(key, json.dumps(value))

    def put_value(self, key: str, value: Any) -> None:
        """The same, in place of what stood there."""
        self._at.pop(key, None)
        self.add_value(key, value)

    def take_out(self, key: str) -> None:
        self._at.pop(key, None)

    def texts(self, key: str) -> list[str]:
        return [self._read(*place) for place in self._at.get(key, ())]

    def values(self, key: str) -> list[Any]:
        return list(self.each_value(key))

    def each_value(self, key: str) -> Iterator[Any]:
        """One after another, so that a long list is never held as a whole."""
        for place in self._at.get(key, ()):
            yield DECODER.decode(self._read(*place))

    def _read(self, start: int, length: int) -> str:
        self._file.seek(start)
        return self._file.read(length).decode("utf-8")
