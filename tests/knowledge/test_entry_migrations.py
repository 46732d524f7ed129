"""The directory's migrations with data in the tables."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.entry_migrating import down_and_up_again


def test_the_migrations_lose_no_row_on_the_way_down_and_up(tmp_path: Path) -> None:
    down_and_up_again(f"sqlite:///{tmp_path / 'directory.db'}")
