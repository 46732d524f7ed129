"""What Lotsen says of an entry where no editor has: plain Swedish, and nothing that the entry does not tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.entry import Entry, Meeting, Where


@dataclass(frozen=True)
class Wording:
    """`seen` is the place when it may be shown, `place` the place whether or not."""

    entry: Entry
    seen: Where | None
    place: Where | None
    meetings: Sequence[Meeting]

    def plain(self) -> str:
        return self.entry.plain or self.entry.name

    def first_step(self) -> str:
        return self.entry.own_words.get("first_step") or "Ta kontakt och fråga hur man gör."

    def first_step_other(self) -> str:
        return "Berätta att det finns."

    def first_step_written(self) -> str:
        return ""

    def at_the_door(self) -> str:
        return self.entry.own_words.get("at_the_door") or "Vi vet inte hur det går till. Fråga gärna."

    def cost(self) -> str:
        return "Gratis" if self.entry.traits.free else "Fråga vad det kostar."

    def where(self) -> str:
        return (
            ", ".join(part for part in (self.seen.name, self.seen.address, self.seen.city) if part) + "."
            if self.seen
            else "Fråga var det är."
        )

    def when(self) -> str:
        return "Fråga när det är."

    def suits_because(self) -> dict[str, str]:
        return {}
