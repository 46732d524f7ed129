"""Feeds into a directory on PostgreSQL: the same rows and the same reports as on SQLite, and whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.errors import FeedError
from knowledge.feeds import importing
from knowledge.feeds.reading import Item
from knowledge.feeds.report import Report
from tests.knowledge.feeds.importing_at_hand import Importer, broken, entries, entry, gone
from tests.knowledge.feeds.reading_at_hand import FACTS

pytestmark = pytest.mark.services
MADE = ("metadata", "source", "service")  # hold ids by chance, or the moment of the build


@pytest.fixture
def run(url: str) -> Iterator[Importer]:
    build_directory(url, FACTS)
    engine = make_engine(url)
    yield Importer(engine)
    engine.dispose()


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Importer]:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    build_directory(url, FACTS)
    engine = make_engine(url)
    yield Importer(engine)
    engine.dispose()


def story(run: Importer) -> list[Report]:
    """Added, changed, dropped, gone once, gone twice, said to be gone, and back."""
    changed = [Item("a", entry("a", link="https://exempel.se/")), *entries("b", "c"), broken("7")]
    feeds: list[list[Item]] = [
        entries("a", "b", "c", "d", "e"), [*changed, *entries("d", "e")], changed, [*changed, gone("b")],
        [*entries("a", "c", "d"), *entries("c")],
    ]  # fmt: skip
    return [run(feed) for feed in feeds]


def rows(run: Importer) -> dict[str, list[tuple[Any, ...]]]:
    return {name: found for name, found in run.rows().items() if name not in MADE}


def test_a_whole_story_leaves_the_same_rows_and_reports_as_on_sqlite(run: Importer, on_sqlite: Importer) -> None:
    assert story(run) == story(on_sqlite)
    assert run.status() == on_sqlite.status() == {
        "a": "active", "b": "defunct", "c": "active", "d": "active", "e": "defunct"
    }  # fmt: skip
    found = rows(run)
    assert found["source_record"] and found == rows(on_sqlite)


def test_a_dry_run_tells_the_same_and_writes_nothing(run: Importer) -> None:
    run(entries("a", "b", "c"))
    before, feed = run.rows(), [Item("a", entry("a", name="Exempel: ändrad")), *entries("b", "d")]
    told = run(feed, dry_run=True)
    assert run.rows() == before
    done = run(feed)
    assert (told.added, told.changed, told.missing) == (done.added, done.changed, done.missing)


def test_a_feed_that_lost_more_than_half_changes_nothing(run: Importer) -> None:
    run(entries("a", "b", "c"))
    before = run.rows()
    with pytest.raises(FeedError, match="--accept-loss"):
        run(entries("a"))
    assert run.rows() == before


def test_an_import_that_is_stopped_while_it_writes_leaves_the_old_state(
    run: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(entries("a"))
    before = run.rows()

    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "note_missing", stop)
    with pytest.raises(KeyboardInterrupt):
        run(entries("a", "b", "c"))
    assert run.rows() == before


def test_two_imports_at_once_take_turns(run: Importer) -> None:
    feed = entries(*(f"{number}" for number in range(200)))
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: run(feed), range(2)))
    assert sorted((report.added.count, report.unchanged) for report in reports) == [(0, 200), (200, 0)]
