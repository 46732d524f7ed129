"""The directory as a file: whole or not at all, and reading it in again changes nothing."""

import csv
import json
import tracemalloc
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.entry import Entry
from knowledge.entry_store import read_entries
from knowledge.errors import ExportError
from knowledge.facts_loader import load_facts
from knowledge.feeds.feed import Feed
from knowledge.feeds.feeding import take_feed
from knowledge.feeds.table_columns import NAMES
from knowledge.out.export import export
from knowledge.places import load_places
from lotsen.cli import app
from tests.knowledge.out.examples import SECRET, make_directory, make_entry

FACTS, PLACES = load_facts(), load_places()
NOW = datetime(2026, 11, 23, 12, 0)
TABLE = """ref;namn;kort_text;arrangor;orgnr;typ;plats_namn;adress;postnr;ort;kommunkod;lat;lon;tid;start;slut;pris;telefon;epost;webb;sprak;alder_fran;alder_till;for_vem;ensamhetstyp;hinder;drop_in;anmalan;medlemskap;forkunskap;vard;tillganglighet;senast_kontrollerad;kontrollerad_av;kalla;licens
1;Torsdagsfika;Vi fikar och pratar.;Exempelföreningen;556036-0793;Öppen mötesplats;Kvarngården;Kvarngatan 1;22350;Lund;1281;55.7047;13.1910;torsdagar 14-16;2026-09-03;2026-12-17;gratis;046-12 34 56, 08-465 004 00;a@exempel.se;https://www.svenskakyrkan.se/x;svenska, arabiska;18;;daglediga, sångare;social, emotionell;pengar, ingen att gå med;ja;nej;nej;nej;ja;rullstol, hörslinga;2026-11-20;föreningens sekreterare;https://www.svenskakyrkan.se/lista;CC0 1.0
1;Torsdagsfika;;;;;Kvarngården;Kvarngatan 1;22350;Lund;1281;55.7047;13.1910;;2026-12-22 18:00;20:00;;;;;;;;;;;;;;;;;;;;
2;Spelkväll;Vi spelar brädspel.;Spelklubben;;Spelkväll;;;;Malmö;1280;;;varannan tisdag kl 18;2026-09-01;;20 kr;;;;;;;;;;vet ej;ja;;;;;2026-11-01;;;
3;Öppet hus;Huset är öppet.;Huset;;;Huset;dold;;;1281;;;Mo-Fr 10:00-15:00;;;;0771-12 34 56;;;;65;;endast pensionärer;;;;;;;;;;;enligt en folder;
4;Nätträff;Vi ses på nätet.;Nätet;;;online;;;;;;;första onsdagen i månaden kl 13;;;0;;;https://www.svenskakyrkan.se/n;;;;;;;;;;;;;;;;
5;På två ställen;Vi går.;Vi;;promenad;A;Storgatan 1;;Lund;1281;;;;2026-12-01 10:00;11:30;;;;;;;;;;;;;;;;;;;;
5;På två ställen;;;;;B;Lillgatan 2;;Malmö;1280;;;måndagar 10;;;;;;;;;;;;;;;;;;;;;
6;Ingen tid;Vi vet inte när.;Någon;;;;;;Lund;;;;lite då och då;;;efter förmåga;;;;;;;;;;;;;;;;;;;
7;"Citat ""och"" semikolon; här";=1+1 är inte en formel.;Vi;;;;;;Lund;;;;torsdagar 22-02;;;;;;;;;;;;;;;;;;;;;
"""


def take(url: str, kind: str, path: Path, source: str = "exempel") -> Any:
    return take_feed(url, Feed(source=source, format=kind, address=str(path)), NOW)


def entries(url: str, source: str = "exempel") -> dict[str, Entry]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {entry.id: entry for entry in read_entries(connection, source=source)}
    engine.dispose()
    return found


def write(url: str, kind: str, path: Path, source: str | None = "exempel") -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        number = export(connection, kind, path, FACTS, PLACES, source)
    engine.dispose()
    return number


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'directory.db'}"


@pytest.mark.parametrize("kind", ["csv", "hsds"])
def test_import_export_import_changes_nothing(tmp_path: Path, url: str, kind: str) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    first = take(url, "csv", tmp_path / "in.csv")
    before = entries(url)
    assert len(before) == first.added.count == 7
    assert write(url, kind, tmp_path / "out") == 7
    again = take(url, kind, tmp_path / "out")
    assert entries(url) == before
    assert (again.added.count, again.changed.count, again.missing.count) == (0, 0, 0)
    write(url, kind, tmp_path / "out2")
    assert (tmp_path / "out2").read_bytes() == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("kind", ["csv", "hsds"])
def test_a_new_directory_made_of_an_export_holds_the_same(tmp_path: Path, url: str, kind: str) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    take(url, "csv", tmp_path / "in.csv")
    write(url, kind, tmp_path / "out")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    take(other, kind, tmp_path / "out")
    assert entries(other) == entries(url)


def test_hsds_keeps_all_of_an_entry_with_exceptions(tmp_path: Path, url: str) -> None:
    make_directory(url, [make_entry(), make_entry("two")]).dispose()
    before = entries(url, "kommun")
    write(url, "hsds", tmp_path / "out", "kommun")
    take(url, "hsds", tmp_path / "out", "kommun")
    assert entries(url, "kommun") == before


def test_a_hidden_address_stays_when_an_export_without_it_is_read_in(tmp_path: Path, url: str) -> None:
    make_directory(url).dispose()
    before = entries(url, "kommun")
    assert before["kommun:hidden"].places[0].address == SECRET
    write(url, "hsds", tmp_path / "out", "kommun")
    again = take(url, "hsds", tmp_path / "out", "kommun")
    assert entries(url, "kommun") == before
    assert (again.added.count, again.changed.count) == (0, 0)


def test_the_table_keeps_rules_exceptions_and_notes(tmp_path: Path, url: str) -> None:
    make_directory(url, [make_entry()]).dispose()
    before = entries(url, "kommun")["kommun:1"]
    write(url, "csv", tmp_path / "out", "kommun")
    take(f"sqlite:///{tmp_path / 'other.db'}", "csv", tmp_path / "out", "kommun")
    after = entries(f"sqlite:///{tmp_path / 'other.db'}", "kommun")["kommun:1"]
    assert (after.meetings, after.places, after.phones[0].number) == (
        before.meetings, before.places, before.phones[0].number,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "hsds"])
def test_a_hidden_address_is_in_no_file(tmp_path: Path, engine: Engine, kind: str) -> None:
    for source in (None, "kommun"):
        with engine.connect() as connection:
            export(connection, kind, tmp_path / "out", FACTS, PLACES, source)
        text = (tmp_path / "out").read_text(encoding="utf-8")
        assert SECRET not in text and "55.71" not in text and "Exempel: väntar" not in text
        assert "Exempel: skyddat" in text


def test_all_sources_together_hold_the_facts_too(tmp_path: Path, engine: Engine) -> None:
    with engine.connect() as connection:
        number = export(connection, "csv", tmp_path / "out", FACTS, PLACES)
    with (tmp_path / "out").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert set(rows[0]) == set(NAMES)
    assert len({row["ref"] for row in rows}) == number
    assert {"folkbibliotek", "kommun:1"} <= {row["ref"] for row in rows}


def test_no_value_begins_like_a_formula(tmp_path: Path, url: str) -> None:
    make_directory(url, [make_entry(name="=HYPERLINK(1)", plain="@SUMMA(A1)", link=None)]).dispose()
    write(url, "csv", tmp_path / "out", "kommun")
    text = (tmp_path / "out").read_text(encoding="utf-8-sig")
    assert not any(cell.strip('"').startswith(("=", "@")) for line in text.splitlines() for cell in line.split(";"))


@pytest.mark.parametrize("kind", ["csv", "hsds"])
def test_what_breaks_off_leaves_the_older_file(tmp_path: Path, engine: Engine, kind: str) -> None:
    path = tmp_path / "out"
    path.write_text("äldre")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with engine.connect() as connection, pytest.raises(KeyboardInterrupt):
        export(connection, kind, path, FACTS, PLACES, progress=stop)
    assert path.read_text() == "äldre"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("kind", "name", "source", "said"),
    [("xml", "out", None, "finns inte"), ("csv", "out", "ingen", "De som finns: kommun"),
     ("hsds", "no/such/out", None, "gick inte att skriva")],
)  # fmt: skip
def test_what_cannot_be_written_is_said(
    tmp_path: Path, engine: Engine, kind: str, name: str, source: str | None, said: str
) -> None:
    with engine.connect() as connection, pytest.raises(ExportError, match=said):
        export(connection, kind, tmp_path / name, FACTS, PLACES, source)
    assert list(tmp_path.iterdir()) == []


def test_memory_stays_flat(tmp_path: Path, url: str) -> None:
    make_directory(url, [make_entry(str(number)) for number in range(1500)]).dispose()
    peaks = []
    for kind in ("hsds", "csv", "hsds"):
        tracemalloc.start()
        write(url, kind, tmp_path / "out", "kommun")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (tmp_path / "out").stat().st_size > peaks[2] / 2
    assert peaks[2] < 12_000_000
    assert len({thing["id"] for thing in json.loads((tmp_path / "out").read_text(encoding="utf-8"))}) == 1500
    assert (tmp_path / "out").read_bytes().count(b"\n") == 1502  # each once


def test_the_command_writes_a_file(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSEN_DIRECTORY_URL", str(engine.url))
    path = tmp_path / "ut.json"
    done = CliRunner().invoke(app, ["directory", "export", "hsds", str(path), "--source", "kommun"])
    assert done.exit_code == 0, done.output
    assert len(json.loads(path.read_text())) == 5
    assert "5 aktiviteter" in done.output
    assert CliRunner().invoke(app, ["directory", "export", "pdf", str(path)]).exit_code == 1


@pytest.mark.parametrize("kind", ["csv", "hsds"])
def test_the_whole_directory_goes_out_and_in_again_without_change(tmp_path: Path, url: str, kind: str) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    build_directory(url, FACTS)
    take(url, "csv", tmp_path / "in.csv")
    before = entries(url)
    assert write(url, kind, tmp_path / "out", None) > len(before)
    again = take(url, kind, tmp_path / "out")
    assert entries(url) == before
    assert (again.added.count, again.changed.count, again.missing.count, again.dropped) == (0, 0, 0, 0)
    assert "hör till Lotsens egna faktafiler" in again.problems[-1].what
