"""`lotsen directory import|refresh|sources|template`, as an operator types them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lotsen.cli import app
from tests.knowledge.feeds.tables_at_hand import SHORT, saved, text

BAD = {**SHORT, "ref": "a2", "namn": "", "start": "2026-02-30"}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("LOTSEN_DATA", str(folder))
    monkeypatch.delenv("LOTSEN_DIRECTORY_URL", raising=False)
    monkeypatch.delenv("LOTSEN_FEEDS", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    return folder


def lotsen(*words: str | Path) -> tuple[int, str]:
    """The exit code and all that was said."""
    result = CliRunner().invoke(app, ["directory", *map(str, words)])
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def test_an_import_tells_what_came_in_and_what_did_not_by_row_and_column(tmp_path: Path) -> None:
    code, said = lotsen(
        "import", "csv", saved(tmp_path, text({**SHORT, "pris": "20", "start": "1900-01-01"}, BAD)), "--source", "prov"
    )
    assert code == 0
    assert "1  nya" in said and "1  kom inte med" in said
    assert "rad 3, kolumn namn: namnet saknas, så raden togs inte med" in said
    assert "rad 2, kolumn start: “1900-01-01” ligger år 1900" in said


def test_what_was_wrong_too_with_a_row_that_did_not_come_in_is_not_said_to_be_taken_in(tmp_path: Path) -> None:
    long = {**SHORT, "ref": "a3", "namn": "", "telefon": "inget nummer", "lat": "abc", "lon": "1"}
    said = lotsen("import", "csv", saved(tmp_path, text(SHORT, long)), "--source", "prov")[1]
    assert "Kom inte med:" in said and "Togs in, men" not in said


def test_a_feed_that_did_not_change_is_told_without_counts_of_nothing(tmp_path: Path) -> None:
    from rich.console import Console

    from knowledge.feeds.report import Report
    from lotsen.feed_pages import show

    console = Console(record=True, width=100)
    show(console, Report("prov", "csv", "https://exempel.se/a", datetime(2026, 11, 23), not_modified=True))
    said = console.export_text()
    assert "Oförändrad sedan sist" in said and "0  " not in said


def test_the_sources_are_those_of_activities(tmp_path: Path) -> None:
    lotsen("build")
    lotsen("import", "csv", saved(tmp_path, text(SHORT)), "--source", "prov")
    said = lotsen("sources")[1]
    assert "prov" in said and "lotsen-" not in said


def test_the_same_import_again_says_that_nothing_changed(tmp_path: Path) -> None:
    path = saved(tmp_path, text(SHORT))
    lotsen("import", "csv", path, "--source", "prov")
    assert "1  oförändrade" in lotsen("import", "csv", path, "--source", "prov")[1]


def test_without_a_name_for_the_source_the_one_it_got_is_told(tmp_path: Path) -> None:
    assert "Skriv --source lista-fil nästa gång" in lotsen("import", "csv", saved(tmp_path, text(SHORT)))[1]


def test_a_dry_run_writes_nothing(tmp_path: Path, data: Path) -> None:
    code, said = lotsen("import", "csv", saved(tmp_path, text(SHORT)), "--dry-run")
    assert code == 0 and "ingenting har skrivits" in said and not data.exists()


def test_the_report_can_be_had_as_a_file(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    lotsen("import", "csv", saved(tmp_path, text(SHORT, BAD)), "--source", "prov", "--report", report)
    content = json.loads(report.read_text(encoding="utf-8"))
    assert content["added"] == {"count": 1, "first": ["prov:a1"]}
    assert content["problems"][0] == {
        "where": "rad 3",
        "field": "namn",
        "what": "namnet saknas, så raden togs inte med",
        "dropped": True,
    }


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("import", "csv", "nothing.csv"), "Filen finns inte"),
        (("import", "pdf", "x"), "formatet pdf finns inte"),
        (("import", "csv", "x", "--source", "Å"), "källans namn"),
        (("import", "csv", "ftp://exempel.se/a"), "Bara adresser"),
        (("import", "csv", "http://localhost/a"), "leder till en dator i ett eget nät"),
        (("import", "ical", "http://127.0.0.1:1/a"), "eget nät"),
        (("refresh",), "sätt LOTSEN_FEEDS"),
        (("template", "mall.pdf"), ".csv eller .xlsx"),
    ],
)
def test_what_goes_wrong_is_one_plain_sentence(words: tuple[str, ...], why: str) -> None:
    code, said = lotsen(*words)
    assert code == 1 and why in said and said.count("\n") <= 2


def test_a_list_of_feeds_is_refreshed_and_the_exit_code_tells_of_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path, text(SHORT))
    good, bad = "{source: prov, format: csv, address: lista.csv}", "{source: borta, format: csv, address: none.csv}"
    monkeypatch.setenv("LOTSEN_FEEDS", str(saved(tmp_path, f"feeds: [{bad}, {good}]", "feeds.yml")))
    report = tmp_path / "report.json"
    code, said = lotsen("refresh", "--report", report)
    assert (
        code == 1
        and "1  nya" in said
        and "borta: Filen finns inte" in said
        and "1 av 2 flöden gick inte: borta" in said
    )
    assert [bool(one["report"]) for one in json.loads(report.read_text())] == [False, True]
    saved(tmp_path, f"feeds: [{good}]", "feeds.yml")
    code, said = lotsen("refresh")
    assert code == 0 and "på tur" in said
    code, said = lotsen("refresh", "--all")
    assert code == 0 and "1  oförändrade" in said


def test_the_sources_are_listed(tmp_path: Path) -> None:
    assert "inga källor än" in lotsen("sources")[1]
    lotsen(
        "import",
        "csv",
        saved(tmp_path, text(SHORT)),
        "--source",
        "prov",
        "--name",
        "Provkällan",
        "--licence",
        "CC0 1.0",
    )
    said = lotsen("sources")[1]
    assert all(word in said for word in ("prov", "Provkällan", "CC0 1.0", "lista.csv"))


@pytest.mark.parametrize("name", ["mall.csv", "mall.xlsx"])
def test_a_template_is_written_once(tmp_path: Path, name: str) -> None:
    assert lotsen("template", tmp_path / name)[0] == 0
    assert (tmp_path / name).stat().st_size > 1000
    assert "finns redan" in lotsen("template", tmp_path / name)[1]
