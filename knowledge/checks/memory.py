"""Remembers between two checks what a page said, so that an unchanged page need not be fetched again."""

from hashlib import sha256
from pathlib import Path

import msgspec

from knowledge.checks.asked import Asked
from knowledge.checks.judging import Finding
from knowledge.feeds.fetching import Seen

MOST = 20_000


class Remembered(msgspec.Struct, frozen=True):
    """What a page gave for one question, and how its server marked that version."""

    seen: Seen
    findings: tuple[Finding, ...]
    onward: tuple[str, ...] = ()
    trouble: str = ""


class Memory:
    """A file in the data folder. What cannot be read is forgotten: then all is fetched anew."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: dict[str, Remembered] = {}
        if path and path.exists():
            try:
                self._kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Remembered])
            except (OSError, msgspec.MsgspecError, RecursionError):
                self._kept = {}

    def of(self, address: str, asked: Asked) -> Remembered | None:
        return self._kept.get(_key(address, asked))

    def keep(self, address: str, asked: Asked, what: Remembered) -> None:
        """Only what a server can be asked about again."""
        if what.seen.headers():
            self._kept.pop(_key(address, asked), None)
            self._kept[_key(address, asked)] = what

    def save(self) -> None:
        if self._path:
            newest = dict(list(self._kept.items())[-MOST:])
            self._path.parent.mkdir(parents=True, exist_ok=True)
            aside = self._path.with_suffix(".new")
            aside.write_bytes(msgspec.json.encode(newest))
            aside.replace(self._path)


def _key(address: str, asked: Asked) -> str:
    question = repr((address, asked.id, [(each.what, each.value) for each in asked.wanted]))
    return sha256(question.encode()).hexdigest()[:32]
