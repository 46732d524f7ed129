"""The labelled persons and the invented activities that the directory is measured with."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml
from sqlalchemy.engine import Engine

from bot.dialogue.cues import losses_in
from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.entry import Entry
from knowledge.entry_store import write_entries
from knowledge.fact_types import Facts
from knowledge.feeds.reading import Document, Reading
from knowledge.feeds.registry import reader_for
from knowledge.groups import diagnoses_named
from knowledge.need import Need
from knowledge.places import Places
from lotsen.evaluation.errors import SetMissing
from lotsen.paths import ROOT

FOLDER = ROOT / "tests" / "data" / "directory"
TODAY = date(2026, 11, 22)  # the day on which the activities were invented
SOURCE = "labelled"


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who asks, what a wise helper would offer (1 to 3), and what breaks a hard limit; see the set's README.md."""

    id: str
    story: str
    now: str
    grades: dict[str, int]
    place: str | None = None
    village: str | None = None
    age: int | None = None
    age_group: str | None = None
    gender: str | None = None
    languages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    for_other: bool = False
    access: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """When it is asked, in Swedish time."""
        return datetime.fromisoformat(self.now)

    def need(self, places: Places) -> Need:
        """What the directory is asked with, as a conversation would have told it."""
        village = places.resolve(self.village, expecting=True) if self.village else None
        known = village and village.municipality and village.municipality.code == self.place
        return Need(
            types=self.types,
            municipality=self.place,
            age=self.age,
            age_group=self.age_group,
            barriers=frozenset(self.barriers),
            interests=self.interests,
            life_events=self.life_events,
            for_other=self.for_other,
            rejected=frozenset(each if each.startswith("kind:") else stored(each) for each in self.rejected),
            minor=self.age is not None and self.age < 18,
            language=next((code for code in self.languages if code != "sv"), None),
            position=village.position if village and known else None,
            access=frozenset(self.access),
            gender=self.gender,
            losses=losses_in(self.story),
            diagnoses=diagnoses_named(self.story),
        )


def stored(ref: str) -> str:
    """The id in the directory of what the set calls by its ref; facts keep theirs."""
    return f"{SOURCE}:{ref}" if ref in _refs() else ref


def told(item_id: str) -> str:
    """What the set calls it."""
    return item_id.removeprefix(f"{SOURCE}:")


def persons(folder: Path = FOLDER) -> list[Person]:
    """Every labelled person. Raises SetMissing."""
    files = sorted(folder.glob("persons*.yml"))
    if not files:
        raise SetMissing(f"{folder.name}/persons*.yml saknas")
    found: list[Person] = []
    for file in files:
        found += msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), list[Person], strict=False)
    return found


def activities(facts: Facts, places: Places, folder: Path = FOLDER) -> Iterator[Entry]:
    """The invented activities, read as a feed's table is."""
    path = folder / "activities.csv"
    if not path.exists():
        raise SetMissing(f"{folder.name}/{path.name} saknas")
    reading = Reading(SOURCE, facts, places, TODAY, fetch=_no_more_pages)
    for item in reader_for("csv").read(Document(path.as_uri(), path), reading):
        if item.entry:
            yield item.entry


def build(url: str, facts: Facts, places: Places) -> Engine:
    """A directory with the facts and the invented activities."""
    build_directory(url, facts)
    engine = make_engine(url)
    with engine.begin() as connection:
        now = datetime(TODAY.year, TODAY.month, TODAY.day, 12)
        write_entries(connection, activities(facts, places), by="evaluation", now=now, facts=facts)
    return engine


@lru_cache(maxsize=1)
def _refs() -> frozenset[str]:
    """The refs of the table."""
    with (FOLDER / "activities.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["ref"] for row in csv.DictReader(file))


def _no_more_pages(address: str) -> Document:
    raise SetMissing(f"{address} hör inte till mängden")
