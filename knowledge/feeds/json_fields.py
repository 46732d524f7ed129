"""One JSON object of a feed, whose values may be of any type whatever the format says."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from knowledge.feeds.drafting import LONGEST_LINE, LONGEST_TEXT, Drafting

T = TypeVar("T")
MOST_CHILDREN = 300


class Fields:
    """Takes out values by name; one of the wrong type counts as missing and is noted.

    `graph` holds objects by their ids, for formats (JSON-LD) in which an id or a text may stand in place of an object.
    """

    def __init__(
        self, held: Mapping[str, Any], draft: Drafting, path: str = "", graph: Mapping[str, Any] | None = None
    ) -> None:
        self.held = held
        self.draft = draft
        self.graph = graph
        self._path = path

    def __bool__(self) -> bool:
        return bool(self.held)

    def name(self, name: str) -> str:
        """The field's name in the report: "location.addresses[0].city"."""
        return f"{self._path}.{name}" if self._path else name

    def raw(self, name: str) -> object:
        """A text, number or boolean; of a list of such the first. None when there is none."""
        return next(self.raws(name), None)

    def raws(self, name: str) -> Iterator[object]:
        """The texts, numbers and booleans of a list, or the one that stands in its place."""
        value = self.held.get(name)
        for part in (value if isinstance(value, list) else [value])[:MOST_CHILDREN]:
            inner = part.get("@value") if isinstance(part, dict) else part
            if isinstance(inner, (dict, list)) or (isinstance(part, dict) and inner is None):
                if self.graph is None:
                    self.draft.note(self.name(name), "är inte text eller ett tal och är inte med")
            elif inner is not None and inner != "" and not (isinstance(inner, float) and math.isnan(inner)):
                yield inner

    def take(self, read: Callable[[str, object], T | None], *names: str) -> T | None:
        """Reads the first of these fields that has a value, with a method of the drafting."""
        for name in names:
            if name in self.held and (raw := self.raw(name)) is not None:
                return read(self.name(name), raw)
        return None

    def line(self, *names: str, longest: int = LONGEST_LINE) -> str | None:
        """One line of plain text."""
        return self.take(lambda name, raw: self.draft.line(name, raw, longest), *names)

    def text(self, *names: str, longest: int = LONGEST_TEXT) -> str | None:
        """Plain text that may hold several paragraphs."""
        return self.take(lambda name, raw: self.draft.text(name, raw, longest), *names)

    def number(self, *names: str, low: float, high: float) -> float | None:
        """A number within bounds."""
        return self.take(lambda name, raw: self.draft.number(name, raw, low, high), *names)

    def child(self, *names: str) -> "Fields":
        """The object in the first of these fields that has one; an empty one when there is none."""
        found = next(iter(self.children(*names)), None)
        return found or Fields({}, self.draft, self._path, self.graph)

    def children(self, *names: str) -> "list[Fields]":
        """The objects of the lists in these fields; an object by itself counts as a list of one."""
        return [child for name in names for child in self._listed(name)]

    def _listed(self, name: str) -> "list[Fields]":
        value = self.held.get(name)
        parts = value if isinstance(value, list) else [] if value is None or value == "" else [value]
        found = [
            Fields(inner, self.draft, self.name(f"{name}[{number}]" if isinstance(value, list) else name), self.graph)
            for number, part in enumerate(parts[:MOST_CHILDREN])
            if isinstance(inner := self._resolved(part), dict)
        ]
        if len(found) < len(parts) and self.graph is None:
            self.draft.note(self.name(name), "har en annan form än väntat; det som inte går att läsa är inte med")
        return found

    def _resolved(self, part: Any) -> Any:
        """The object that an id stands for, with what is told of it here."""
        if self.graph is None:
            return part
        own = part.get("@id", part.get("id")) if isinstance(part, dict) else part
        found = self.graph.get(own) if isinstance(own, str) else None
        if found is None:
            return part
        return {**found, **part} if isinstance(part, dict) else found
