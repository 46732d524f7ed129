"""What an entry tells at one of its places: the questions that the sentences about it are chosen by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.entries.times import time_to_come
from knowledge.entry import Entry, Meeting, Where

SENTENCES = Path(__file__).with_name("wording.yml")
LONGEST_NAME = 60  # characters of an organiser's name that a sentence can carry


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, Any]:
    """wording.yml, read once."""
    loaded: Mapping[str, Any] = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True)
class Told:
    """An entry without its hidden addresses, the place in question if any, and the meetings there."""

    entry: Entry
    place: Where | None
    meetings: Sequence[Meeting]
    today: date

    @property
    def who(self) -> str:
        name = self.entry.owner.name
        return name if len(name) <= LONGEST_NAME else "dem som ordnar det"

    @property
    def is_free(self) -> bool:
        return self.entry.traits.free is True or bool(self.entry.price and self.entry.price.amount == 0)

    @property
    def is_online(self) -> bool:
        return bool(self.place and self.place.virtual)

    @property
    def is_open_place(self) -> bool:
        """A place that one can find and may know."""
        place = self.place
        return bool(place and not place.virtual and not place.hidden and (place.address or place.name))

    @property
    def hours(self) -> str:
        return (self.entry.opening_hours or "").strip()

    @cached_property
    def time(self) -> str:
        """When to come: "en torsdag kl. 14"; empty when that is not known."""
        return time_to_come(self.meetings, self.hours, self.today, sentences()["times"])

    @property
    def true_traits(self) -> tuple[str, ...]:
        """What the entry says yes to; of what is done from home nobody asks who stands at the door."""
        traits = self.entry.traits
        told = (name for name in traits.__struct_fields__ if getattr(traits, name) is True)
        return tuple(name for name in told if not (name == "host_meets_you" and self.belongs_to("at_home")))

    def belongs_to(self, family: str) -> bool:
        """Is its kind of service one of this family?"""
        return self.entry.kind in sentences()["kinds"][family]
