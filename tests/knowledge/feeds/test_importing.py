"""Taking a feed into the directory: all of it or nothing, the same again and again, and nothing lost in silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from knowledge.database import make_engine
from knowledge.editing import let_go, put_back, save, set_review, take_out_by_hand
from knowledge.entry import Checked, Entry, Meeting, Phone
from knowledge.entry_store import history, write_entries
from knowledge.errors import FeedError
from knowledge.feeds import importing
from knowledge.feeds.fetching import Seen
from knowledge.feeds.known import last_seen, sources
from knowledge.feeds.reading import Item
from knowledge.feeds.report import Report
from knowledge.models import metadata as tables
from tests.knowledge.feeds.importing_at_hand import Importer, broken, entries, entry, gone


@pytest.fixture
def run(url: str) -> Iterator[Importer]:
    engine = make_engine(url)
    yield Importer(engine)
    engine.dispose()


def counts(report: Report) -> tuple[int, ...]:
    """Added, changed, unchanged, missing, taken out, dropped."""
    return (report.added.count, report.changed.count, report.unchanged, report.missing.count, report.taken_out.count,
            report.dropped)  # fmt: skip


def test_what_is_new_is_added_and_the_second_time_nothing_changes(run: Importer) -> None:
    assert counts(run(entries("a", "b"))) == (2, 0, 0, 0, 0, 0)
    before = run.rows()
    assert counts(run(entries("a", "b"))) == (0, 0, 2, 0, 0, 0)
    after = run.rows()
    assert [name for name in before if before[name] != after[name]] == ["source"]  # when it was fetched


def test_what_differs_is_changed_with_its_history(run: Importer) -> None:
    run(entries("a", "b"))
    report = run([*entries("a"), Item("b", entry("b", link="https://exempel.se/ny"))])
    assert counts(report) == (0, 1, 1, 0, 0, 0) and report.changed.first == ("exempel:b",)
    with run.engine.connect() as connection:
        change = history(connection, "exempel:b")[0]
    assert (change.field, change.by) == ("link", "feed:exempel")


def test_one_bad_item_never_spoils_the_rest_and_is_named(run: Importer) -> None:
    report = run([*entries("a"), broken("7"), *entries("c")])
    assert counts(report) == (2, 0, 0, 0, 0, 1)
    assert report.problems[0].where == "rad 7"


def test_an_item_that_breaks_keeps_its_earlier_version_and_does_not_count_as_gone(run: Importer) -> None:
    run(entries("a", "b"))
    assert counts(run([*entries("a"), broken("b")])) == (0, 0, 1, 0, 0, 1)
    assert counts(run([*entries("a"), broken("b")])) == (0, 0, 1, 0, 0, 1)
    assert run.status() == {"a": "active", "b": "active"}


def test_of_two_items_with_one_ref_the_first_counts_and_the_second_is_named(run: Importer) -> None:
    report = run([*entries("a", "b"), Item("a", entry("a", name="Exempel: en till"))])
    assert counts(report) == (2, 0, 0, 0, 0, 1)
    assert "“a” har post 1 redan; den första gäller" in report.problems[0].what
    assert run.get("a").name == "Exempel: a"


def test_what_is_gone_once_stays_and_what_is_gone_twice_is_taken_out(run: Importer) -> None:
    run(entries("a", "b", "c"))
    assert counts(run(entries("a", "b"))) == (0, 0, 2, 1, 0, 0)
    assert run.status()["c"] == "active"
    assert counts(run(entries("a", "b"))) == (0, 0, 2, 0, 1, 0)
    assert run.status() == {"a": "active", "b": "active", "c": "defunct"}
    assert counts(run(entries("a", "b"))) == (0, 0, 2, 0, 0, 0)


def test_what_comes_back_counts_from_nothing_again(run: Importer) -> None:
    run(entries("a", "b", "c"))
    run(entries("a", "b"))
    run(entries("a", "b", "c"))
    assert counts(run(entries("a", "b"))) == (0, 0, 2, 1, 0, 0)
    run(entries("a", "b"))
    report = run(entries("a", "b", "c"))
    assert report.changed.first == ("exempel:c",) and run.status()["c"] == "active"


def test_when_the_server_says_that_nothing_changed_what_lacked_lacks_again(run: Importer) -> None:
    run(entries("a", "b", "c"))
    run(entries("a", "b"))
    report = run(None)
    assert report.not_modified and report.taken_out.first == ("exempel:c",)
    assert counts(run(None)) == (0, 0, 0, 0, 0, 0)


def test_what_the_feed_says_is_gone_is_taken_out_at_once(run: Importer) -> None:
    run(entries("a", "b", "c"))
    assert counts(run([*entries("a", "b"), gone("c")])) == (0, 0, 2, 0, 1, 0)
    assert run.status()["c"] == "defunct"


@pytest.mark.parametrize("feed", [entries("a"), [*entries("a"), gone("b"), gone("c")], entries("new", "newer")])
def test_a_feed_that_lost_more_than_half_is_not_taken_in_until_somebody_says_so(
    run: Importer, feed: list[Item]
) -> None:
    run(entries("a", "b", "c"))
    before = run.rows()
    with pytest.raises(FeedError, match=r"av 3 aktiviteter som fanns förut saknas nu i exempel.*--accept-loss"):
        run(feed)
    assert run.rows() == before
    run(feed, accept_loss=True)


def test_what_lacked_already_is_not_lost_once_more(run: Importer) -> None:
    run(entries("a", "b", "c", "d", "e"))
    run(entries("a", "b", "c"))
    assert counts(run(entries("a", "b"))) == (0, 0, 2, 1, 2, 0)


def test_what_comes_back_does_not_make_up_for_what_is_lost(run: Importer) -> None:
    run(entries("a", "b", "c", "d", "e"))
    run(entries("a", "b", "c"))
    with pytest.raises(FeedError, match="3 av 3"):
        run(entries("d", "e"))


def test_a_feed_whose_events_are_over_has_lost_nothing(run: Importer) -> None:
    past = (Meeting(starts=datetime(2026, 10, 1, 14)),)
    run([*entries("a"), *entries("b", "c", meetings=past)])
    assert run(entries("a")).missing.count == 2


@pytest.mark.parametrize("feed", [[], [FeedError("Flödet är tomt.")]])
def test_an_empty_or_unreadable_feed_changes_nothing(run: Importer, feed: list[Item]) -> None:
    run(entries("a"))
    before = run.rows()
    with pytest.raises(FeedError):
        run(feed, accept_loss=True)
    assert run.rows() == before


@pytest.mark.parametrize("fault", [FeedError("Sidan 3 kom inte."), RuntimeError("x"), RecursionError()])
def test_a_feed_that_breaks_off_in_the_middle_changes_nothing(run: Importer, fault: Exception) -> None:
    run(entries("a"))
    before = run.rows()
    with pytest.raises(FeedError):
        run([*entries("a", "b"), fault])
    assert run.rows() == before


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RuntimeError("x")])
def test_whoever_stops_an_import_while_it_writes_leaves_the_old_state(
    run: Importer, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    run(entries("a"))
    before = run.rows()

    def stop(*args: object) -> None:
        raise fault

    monkeypatch.setattr(importing, "note_missing", stop)
    with pytest.raises(type(fault)):
        run(entries("a", "b", "c"))
    assert run.rows() == before


def test_a_dry_run_tells_the_same_and_writes_nothing_at_all(run: Importer, url: str) -> None:
    run(entries("a", "b", "c", "d"))
    run(entries("a", "b", "c"))
    feed = [Item("a", entry("a", name="Exempel: ändrad")), *entries("b", "e"), broken("7")]
    run.engine.dispose()
    path = Path(url.removeprefix("sqlite:///"))
    before = path.read_bytes()
    told = counts(run(feed, dry_run=True))
    run.engine.dispose()
    assert path.read_bytes() == before
    assert told == counts(run(feed)) == (1, 1, 1, 1, 1, 1)


def test_a_dry_run_needs_no_directory(tmp_path: Path) -> None:
    assert counts(Importer(None)(entries("a"), dry_run=True)) == (1, 0, 0, 0, 0, 0)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_the_first_import_builds_the_directory(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'deep' / 'new.db'}")
    assert counts(Importer(engine)(entries("a"))) == (1, 0, 0, 0, 0, 0)
    engine.dispose()


def test_with_review_only_what_is_new_waits_for_an_editor(run: Importer) -> None:
    run(entries("a"))
    run(entries("a", "b"), review=True)
    assert (run.get("a").review, run.get("b").review) == ("approved", "waiting")
    with run.engine.begin() as connection:
        set_review(connection, "exempel:b", "approved", by="anna", now=run.now)
    run([*entries("a"), Item("b", entry("b", link="https://exempel.se/"))], review=True)
    assert (run.get("b").review, run.get("b").link) == ("approved", "https://exempel.se/")


def test_without_review_what_waits_goes_on_waiting(run: Importer) -> None:
    run(entries("a"), review=True)
    run(entries("a"))
    assert run.get("a").review == "waiting"


def test_what_an_editor_changed_by_hand_stands_until_it_is_let_go(run: Importer) -> None:
    wrong, right = (Phone(number="08-465 004 00"),), (Phone(number="08-465 004 01"),)
    run([Item("a", entry("a", phones=wrong))])
    with run.engine.begin() as connection:
        save(connection, msgspec.structs.replace(run.get("a"), phones=right), by="anna", now=run.now)
    run([Item("a", entry("a", phones=wrong, link="https://exempel.se/"))])
    assert (run.get("a").phones, run.get("a").link) == (right, "https://exempel.se/")
    with run.engine.begin() as connection:
        let_go(connection, "exempel:a", ("phones",), by="anna", now=run.now)
    run([Item("a", entry("a", phones=wrong, link="https://exempel.se/"))])
    assert run.get("a").phones == wrong


def test_a_check_by_an_editor_is_not_made_older_by_a_feed(run: Importer) -> None:
    old, new = datetime(2026, 5, 1).date(), datetime(2026, 11, 20).date()
    run(entries("a", checked=Checked(on=old)))
    with run.engine.begin() as connection:
        checked = msgspec.structs.replace(run.get("a"), checked=Checked(on=new, by="anna"))
        write_entries(connection, [checked], by="anna", now=run.now)
    run(entries("a", checked=Checked(on=old)))
    assert run.get("a").checked == Checked(on=new, by="anna")


def test_what_an_editor_took_out_no_feed_brings_back(run: Importer) -> None:
    run(entries("a", "b"))
    with run.engine.begin() as connection:
        take_out_by_hand(connection, "exempel:a", by="anna", now=run.now)
    run([Item("a", entry("a", name="Exempel: nytt namn")), *entries("b")])
    assert run.status() == {"a": "defunct", "b": "active"}


def test_what_an_editor_put_back_no_feed_takes_out(run: Importer) -> None:
    run(entries("a", "b", "c"))
    run(entries("a", "b"))
    run(entries("a", "b"))
    with run.engine.begin() as connection:
        put_back(connection, "exempel:c", by="anna", now=run.now)
    reports = [run(entries("a", "b")), run([*entries("a", "b"), gone("c")])]
    assert run.status()["c"] == "active" and [one.taken_out.count for one in reports] == [0, 0]


def test_sources_do_not_touch_each_other(run: Importer) -> None:
    run(entries("a"))
    with run.engine.begin() as connection:
        whence = msgspec.structs.replace(entry("x").provenance, source="annan")
        write_entries(connection, [entry("x", id="annan:x", provenance=whence)], by="feed:annan", now=run.now)
    run(entries("a"))
    run(entries("a"))
    assert run.status() == {"a": "active", "x": "active"}


def test_what_the_server_marked_is_remembered_for_the_same_recipe_only(run: Importer) -> None:
    run(entries("a"), seen=Seen('"7"', "Sun"), recipe="one")
    assert last_seen(run.engine, "exempel", "one") == Seen('"7"', "Sun")
    assert last_seen(run.engine, "exempel", "two") == Seen()
    assert last_seen(run.engine, "annan", "one") == Seen()


def test_an_import_that_fails_remembers_nothing_of_the_version(run: Importer) -> None:
    with pytest.raises(FeedError):
        run([], seen=Seen('"7"'), recipe="one")
    assert last_seen(run.engine, "exempel", "one") == Seen()


def test_the_sources_are_listed_without_what_may_be_a_key(run: Importer) -> None:
    run(entries("a", "b"), name="Exempelkällan")
    found = {one.id: one for one in sources(run.engine)}["exempel"]
    assert (found.name, found.url, found.count) == ("Exempelkällan", "https://exempel.se/flode", 2)
    assert found.fetched == run.now


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_values_that_no_database_can_hold_are_dropped_and_named(run: Importer, name: str) -> None:
    report = run([Item("a", entry("a", name=name)), *entries("b")])
    assert counts(report) == (1, 0, 0, 0, 0, 1) and "inte går att spara" in report.problems[0].what


def test_an_item_of_the_wrong_shape_is_dropped_and_named(run: Importer) -> None:
    wrong: Entry = msgspec.structs.replace(entry("a"), age_min="åtta")
    assert counts(run([Item("a", wrong), *entries("b")])) == (1, 0, 0, 0, 0, 1)


def test_ids_that_do_not_fit_the_tables_are_dropped_and_named(run: Importer) -> None:
    assert counts(run([Item("a", entry("a", id="x" * 200)), *entries("b")])) == (1, 0, 0, 0, 0, 1)


def test_progress_is_told_to_the_end(run: Importer) -> None:
    run(entries(*(f"{number}" for number in range(250))))
    assert ("Läser", 200, None) in run.seen and run.seen[-1] == ("Skriver", 250, 250)


def test_the_facts_are_left_alone(run: Importer) -> None:
    names = [table for table in tables.tables if table not in ("metadata", "source")]
    ours = {name: [row for row in run.rows()[name] if "exempel" not in repr(row).casefold()] for name in names}
    run(entries("a"))
    run([*entries("b")], accept_loss=True)
    after = run.rows()
    assert all(set(map(repr, ours[name])) <= set(map(repr, after[name])) for name in names)


KILLED = """
import sys, time
from knowledge.database import make_engine
from knowledge.feeds import importing
from tests.knowledge.feeds.importing_at_hand import Importer, entries
def wait(*args):
    print("writing", flush=True)
    time.sleep(30)
importing.note_missing = wait
Importer(make_engine(sys.argv[1]))(entries("a", "b", "c"))
"""


def test_an_import_that_is_killed_while_it_writes_leaves_the_old_state(run: Importer, url: str) -> None:
    run(entries("a"))
    before = run.rows()
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", KILLED, url]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)
    assert run.rows() == before
    began = time.monotonic()
    assert counts(run(entries("a", "b"))) == (1, 0, 1, 0, 0, 0)
    assert time.monotonic() - began < 30
