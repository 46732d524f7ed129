"""Reads JSON piece by piece, so that a big feed never stands in memory as a whole."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from knowledge.errors import FeedError
from knowledge.feeds.text_files import open_text

CHUNK = 1 << 16
LONGEST = 1 << 23  # signs in one item; a longer one is no item of a directory
DIGITS = 18


@dataclass(frozen=True)
class Piece:
    """One value of a document: an item of a list (`number` from 1), or a member of the outermost object that is none.

    `key` is the member's name, None for an item of an outermost list or a line of JSON Lines.
    An empty list is given as itself. A line that is not JSON has no value and is `broken`.
    """

    key: str | None
    value: Any
    number: int | None = None
    broken: bool = False


def read_pieces(path: Path) -> Iterator[Piece]:
    """Every piece of a JSON or JSON Lines file, in order. Raises FeedError where it is no JSON (any more)."""
    with open_text(path) as stream:
        lines = _is_lines(stream)
        stream.seek(0)
        yield from _lines(stream) if lines else _Text(stream).pieces()


def read_value(text: str) -> Any:
    """One JSON value out of a text at hand. Raises FeedError."""
    try:
        return DECODER.decode(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as problem:
        raise FeedError(_reason(problem)) from problem


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= DIGITS else _fraction(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else math.nan


DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_fraction, parse_constant=lambda name: math.nan, strict=False)


def _is_lines(stream: TextIO) -> bool:
    """True when the first line is an object by itself and another one begins after it."""
    first = stream.readline(LONGEST)
    if not first.lstrip("\ufeff").startswith("{") or not first.rstrip().endswith("}"):
        return False
    following = next((line for line in iter(lambda: stream.readline(CHUNK), "") if line.strip()), "")
    return following.lstrip().startswith("{")


def _lines(stream: TextIO) -> Iterator[Piece]:
    for number, line in enumerate(iter(lambda: stream.readline(LONGEST), ""), start=1):
        if line.strip():
            try:
                yield Piece(None, read_value(line), number)
            except FeedError:
                yield Piece(None, None, number, broken=True)


class _Text:
    """A JSON text with a place in it; only what is not read yet is held."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False

    def pieces(self) -> Iterator[Piece]:
        sign = self._next()
        if sign == "[":
            yield from self._items(None)
        elif sign == "{":
            yield from self._members()
        else:
            raise FeedError("Filen är tom." if not sign else "Filen är inte JSON.")
        if self._next():
            raise FeedError("Det står mer i filen efter att JSON-texten är slut.")

    def _items(self, key: str | None) -> Iterator[Piece]:
        self._take("[")
        number = 0
        while self._next() != "]":
            if number:
                self._take(",")
            number += 1
            yield Piece(key, self._value(), number)
        self._take("]")
        if not number and key is not None:
            yield Piece(key, [])

    def _members(self) -> Iterator[Piece]:
        self._take("{")
        first = True
        while self._next() != "}":
            if not first:
                self._take(",")
            first = False
            key = self._value()
            self._take(":")
            if self._next() == "[":
                yield from self._items(str(key))
            else:
                yield Piece(str(key), self._value())
        self._take("}")

    def _next(self) -> str:
        """The next sign that is no space, "" at the end."""
        while True:
            while self._at < len(self._text):
                if not self._text[self._at].isspace() and self._text[self._at] != "\ufeff":
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _take(self, sign: str) -> None:
        found = self._next()
        if found != sign:
            raise FeedError(
                "Filen är inte hel: den slutar mitt i." if not found else f"JSON-felet är nära: {self._near()}"
            )
        self._at += 1

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except RecursionError as problem:
                raise FeedError(_reason(problem)) from problem
            except ValueError as problem:
                if not self._more():
                    raise FeedError(self._fault(problem)) from problem
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on in what was not read yet
            self._at = end
            return value

    def _more(self) -> bool:
        """Reads on; as much as is held already, so that a long item is not tried too many times."""
        if self._ended or len(self._text) - self._at > LONGEST:
            return False
        held = self._text[self._at :]
        read = self._stream.read(max(CHUNK, len(held)))
        self._ended = not read
        self._text, self._at = held + read, 0
        return bool(read)

    def _fault(self, problem: ValueError) -> str:
        if self._ended and not isinstance(problem, json.JSONDecodeError):
            return _reason(problem)
        if self._ended and getattr(problem, "pos", 0) >= len(self._text.rstrip()) - 1:
            return "Filen är inte hel: den slutar mitt i."
        return f"JSON-felet är nära: {self._near()}"

    def _near(self) -> str:
        return " ".join(self._text[self._at : self._at + 60].split())


def _reason(problem: Exception) -> str:
    return "Filen är kapslad för djupt." if isinstance(problem, RecursionError) else "Filen är inte JSON."
