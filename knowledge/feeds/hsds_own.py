"""What Lotsen's own HSDS export tells in attributes, so that reading it in again changes nothing (see out/hsds.py)."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from knowledge.entry import Meeting
from knowledge.fact_types import Traits
from knowledge.feeds.json_fields import Fields
from knowledge.recurrence_rule import rule_problem

LINK_TYPE = "lotsen"
CODED = {  # link_type to the field of the entry
    "audience": "only_for",
    "loneliness": "loneliness",
    "barrier": "barriers",
    "life_event": "life_events",
    "interest": "interests",
    "access": "access",
}
LONGEST_CODE = 80
T = TypeVar("T")


class Own:
    """The attributes of one thing by link_type and code. It is empty for what did not come from Lotsen."""

    def __init__(self, fields: Fields) -> None:
        self._draft = fields.draft
        self._held: dict[str, dict[str, str]] = {}
        for attribute in fields.children("attributes"):
            link = attribute.take(self._draft.line, "link_type")
            code = attribute.child("taxonomy_term").take(self._draft.line, "code")
            if link and code and len(code) <= LONGEST_CODE:
                value = attribute.raw("value")
                self._held.setdefault(link, {})[code] = value if isinstance(value, str) else ""

    def told(self, code: str) -> str | None:
        """One of Lotsen's own facts, as clean text on one line."""
        return self._draft.line(code, self._held.get(LINK_TYPE, {}).get(code), 500)

    def is_ours(self) -> bool:
        return bool(self.told("source") and self.told("ref"))

    def codes(self, link: str) -> tuple[str, ...]:
        """The codes of a taxonomy, in the order in which they stand."""
        return tuple(self._held.get(link, {}))

    def traits(self) -> Traits:
        told = self._held.get("trait", {})
        known = {name: told[name] == "true" for name in Traits.__struct_fields__ if told.get(name) in ("true", "false")}
        return Traits(**known)

    def words(self, code: str) -> dict[str, str]:
        """A table of short texts that was written as JSON."""
        found = self._decoded(code, dict[str, str]) or {}
        clean = {self._draft.line(code, key, 80): self._draft.line(code, text, 1000) for key, text in found.items()}
        return {key: text for key, text in clean.items() if key and text}

    def meeting(self) -> Meeting | None:
        """A meeting that was written as JSON."""
        found = self._decoded("meeting", Meeting)
        if found is None or (found.rrule and rule_problem(found.rrule)) or found.place < 0:
            return None
        moments = (found.starts, found.ends, *found.exdates, *found.extra)
        if any(moment and moment.tzinfo for moment in moments):
            return None
        return msgspec.structs.replace(found, note=self._draft.line("meeting", found.note))

    def _decoded(self, code: str, kind: type[T]) -> T | None:
        written = self._held.get(LINK_TYPE, {}).get(code)
        if not written:
            return None
        try:
            return msgspec.json.decode(written, type=kind)
        except (msgspec.DecodeError, RecursionError, ValueError):
            self._draft.note(code, "går inte att läsa och är inte med")
            return None


def known_codes(own: Own) -> Mapping[str, tuple[str, ...]]:
    """Fields of the entry and their codes."""
    return {field: own.codes(link) for link, field in CODED.items()}
