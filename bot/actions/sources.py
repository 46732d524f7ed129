"""What the actions draw on, opened once in the action server: facts, places, the directory, the clock."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from knowledge.come_back import ComeBacks
from knowledge.come_back_key import come_back_key
from knowledge.database import make_engine
from knowledge.errors import ComeBackUnavailable
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from knowledge.places import Places, load_places
from knowledge.search import Directory
from knowledge.settings import knowledge_settings

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The time where the visitors are."""
    return datetime.now(STOCKHOLM)


@lru_cache(maxsize=1)
def facts() -> Facts:
    return load_facts()


def places() -> Places:
    return load_places()


@lru_cache(maxsize=1)
def come_backs() -> ComeBacks:
    """The rows of come-back codes, in the directory's database."""
    engine = directory().engine
    if engine is None:
        raise ComeBackUnavailable("there is no database")
    return ComeBacks(engine, come_back_key(), now)


@lru_cache(maxsize=1)
def directory() -> Directory:
    return Directory(make_engine(knowledge_settings().directory_url), facts(), places())
