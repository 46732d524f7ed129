"""`lotsen directory compose` on a directory with an activity in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from knowledge import models
from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.entry_store import write_entries
from knowledge.facts_loader import load_facts
from lotsen.directory_cli import directory_app
from tests.knowledge.entry_making import NOW, an_entry


def test_what_is_said_of_every_activity_is_composed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    build_directory(url, load_facts())
    engine, table = make_engine(url), models.service_search
    with engine.begin() as connection:
        write_entries(connection, [an_entry(), an_entry("2", plain=None)], by="test", now=NOW)
        connection.execute(update(table).where(table.c.service_id == "list:1").values(document="{}"))
    monkeypatch.setenv("LOTSEN_DIRECTORY_URL", url)
    found = CliRunner().invoke(directory_app, ["compose"])
    assert found.exit_code == 0
    with engine.begin() as connection:
        said = connection.execute(table.select().where(table.c.service_id == "list:1")).one().document
    assert "Kom dit en torsdag" in said
    engine.dispose()
