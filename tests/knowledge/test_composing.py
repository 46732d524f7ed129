"""After a new release what searching reads is composed anew by itself, once; big imports let the database count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.engine import Engine

from knowledge import composing, models
from knowledge.build import build_directory
from knowledge.composing import analyse, keep_composed
from knowledge.database import make_engine
from knowledge.facts_loader import load_facts
from tests.knowledge.search.invented import entry, put

facts = load_facts()
TODAY = date(2026, 11, 23)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    build_directory(url, facts)
    return make_engine(url)


def test_a_directory_that_nothing_was_composed_in_is_composed_once(engine: Engine) -> None:
    assert keep_composed(engine, facts, TODAY) == 0
    assert keep_composed(engine, facts, TODAY) is None


def test_a_new_version_composes_the_rows_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, entry())
    keep_composed(engine, facts, TODAY)
    search = models.service_search
    with engine.begin() as connection:
        connection.execute(update(search).where(search.c.is_entry.is_(True)).values(search_text="gammalt"))
    monkeypatch.setattr(composing, "version", lambda: "another")
    assert keep_composed(engine, facts, TODAY) == 1
    with engine.connect() as connection:
        texts = connection.execute(select(search.c.search_text).where(search.c.is_entry.is_(True))).scalars().all()
    assert texts and "gammalt" not in texts


def test_the_database_has_counted_its_rows(engine: Engine) -> None:
    analyse(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'service'")).scalar()
