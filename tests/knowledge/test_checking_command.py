"""The two commands, as an editor sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from knowledge.checks.checking import Checked, Checker
from knowledge.entry import Owner, Phone
from knowledge.entry_store import read_entries, write_entries
from lotsen.cli import app
from tests.knowledge.checking_pages import NUMBER, Site, served
from tests.knowledge.out.examples import make_directory, make_entry


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def url(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A directory with two activities whose pages are on the site, one right and one wrong."""
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    engine = make_directory(url)
    told = {"phones": (Phone(number=NUMBER),), "owner": Owner(name="Föreningen Exempel"), "meetings": ()}
    entries = [
        make_entry("ratt", name="Exempel rätt", link=f"{site.root}/lista", **told),
        make_entry("fel", name="Exempel fel [/]", link=f"{site.root}/fel", **told),
    ]
    with engine.begin() as connection:
        write_entries(connection, entries, by="prov", now=datetime(2026, 11, 22))
    engine.dispose()
    return url


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["directory", *words])


def checked(*more: str) -> Result:
    return run("check", "--id", "kommun:ratt", "--id", "kommun:fel", "--allow-private", *more)


def stored(url: str) -> list[object]:
    from knowledge.database import make_engine

    engine = make_engine(url)
    with engine.connect() as connection:
        return list(read_entries(connection))


def test_a_check_says_what_to_look_at_and_changes_nothing(url: str, tmp_path: Path) -> None:
    before = stored(url)
    result = checked("--json", str(tmp_path / "rapport.json"))
    assert result.exit_code == 0, result.output
    assert "Exempel fel [/]" in result.output and "020-99 88 77" in result.output
    assert "Exempel rätt" not in result.output
    assert "Sedda: 2. Att se på för hand: 1." in result.output and "Inget har ändrats" in result.output
    assert [row["id"] for row in json.loads((tmp_path / "rapport.json").read_text())["rader"]] == [
        "kommun:fel",
        "kommun:ratt",
    ]
    assert stored(url) == before


def test_whoever_stops_a_check_keeps_what_was_found(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Checker.check

    def stop_at_the_second(self: Checker, asked: object) -> Checked:
        if (tmp_path / "one").exists():
            raise KeyboardInterrupt
        (tmp_path / "one").touch()
        return whole(self, asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "check", stop_at_the_second)
    result = checked("--json", str(tmp_path / "rapport.json"))
    assert result.exit_code == 130
    assert "hanns med: 1 av 2" in result.output
    content = json.loads((tmp_path / "rapport.json").read_text())
    assert (content["hela"], len(content["rader"])) == (False, 1)


def test_a_choice_that_holds_nothing_is_said(url: str) -> None:
    result = run("check", "--id", "finns-inte")
    assert (result.exit_code, "inget att kontrollera" in result.output) == (0, True)


def test_the_list_can_be_had_as_tasks_also_before_the_directory_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSEN_DATA", str(tmp_path / "tom"))
    monkeypatch.setenv("COLUMNS", "200")
    result = run("due", "--limit", "2", "--ics", str(tmp_path / "att-gora.ics"))
    assert result.exit_code == 0, result.output
    assert "Visa alla: --limit 0" in result.output
    assert len(Calendar.from_ical((tmp_path / "att-gora.ics").read_bytes()).walk("VTODO")) > 50
    assert not (tmp_path / "tom" / "directory.db").exists()
