"""What the actions draw on, opened once in the action server: facts, places, the directory, the clock."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from knowledge.database import make_engine
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from knowledge.search import Directory
from knowledge.settings import directory_url

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The time where the visitors are."""
    return datetime.now(STOCKHOLM)


@lru_cache(maxsize=1)
def facts() -> Facts:
    return load_facts()


@lru_cache(maxsize=1)
def directory() -> Directory:
    return Directory(make_engine(directory_url()), facts(), load_places())
