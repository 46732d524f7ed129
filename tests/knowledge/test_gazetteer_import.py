"""GeoNames' files are taken in whole or not at all, and what is left out is told with its line."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import func, select
from typer.testing import CliRunner

from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.errors import GazetteerError
from knowledge.facts_loader import load_facts
from knowledge.gazetteer.gazetteer import FILE, open_gazetteer
from knowledge.gazetteer.geonames import Line, find_dump, read_lines
from knowledge.gazetteer.store import Imported, counts, import_gazetteer
from knowledge.gazetteer.taking import take_places, take_postcodes
from knowledge.models import place
from knowledge.place_table import read_table
from knowledge.settings import KnowledgeSettings
from lotsen.cli import app
from tests.knowledge.geonames_files import PLACES, POSTCODES, place_line, postcode_line, write

TABLE = read_table()


@pytest.fixture
def home(tmp_path: Path) -> KnowledgeSettings:
    return KnowledgeSettings(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'directory.db'}")


def take_in(home: KnowledgeSettings, *files: Path, force: bool = False) -> list[Imported]:
    return import_gazetteer(home, files, TABLE, force=force, ordinary=lambda names, table: {"skogen"} & set(names))


def rows(home: KnowledgeSettings) -> dict[str, dict]:
    engine = make_engine(home.directory_url)
    with engine.connect() as connection:
        found = {row["id"]: dict(row) for row in connection.execute(select(place)).mappings()}
    engine.dispose()
    return found


def reasons(taking: object) -> list[str]:
    return [f"{problem.where}, {problem.field}: {problem.what}" for problem in taking.problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["SE.txt", "SE.zip"])
def test_both_dumps_are_told_apart_by_their_shape_and_taken_in(home, tmp_path, name) -> None:
    places = write(tmp_path / f"orter-{name}", PLACES)
    postcodes = write(tmp_path / f"postnummer-{name}", POSTCODES)
    first, second = take_in(home, postcodes, places)
    assert (first.added, second.added) == (3, len(PLACES) + 1)
    assert counts(home) == {"ort": 14, "tatort": 1, "othername": 1, "postcode": 3}
    assert rows(home)["geonames:2"]["municipality_code"] == "2309"


def test_doing_it_again_changes_nothing(home, tmp_path) -> None:
    files = [write(tmp_path / "a.txt", PLACES), write(tmp_path / "b.txt", POSTCODES)]
    take_in(home, *files)
    before, file = rows(home), (home.data / FILE).read_bytes()
    assert [(each.added, each.gone, each.changed) for each in take_in(home, *files)] == [(0, 0, 0)] * 2
    assert rows(home) == before and (home.data / FILE).read_bytes() == file


def test_a_newer_dump_adds_changes_and_takes_out(home, tmp_path) -> None:
    take_in(home, write(tmp_path / "a.txt", PLACES))
    newer = [*PLACES[1:], place_line(99, "Nybyggarby", 63.4, 14.1, "2309")]
    newer[1] = newer[1].replace("Dubbelvik", "Dubbelviken")
    (done,) = take_in(home, write(tmp_path / "b.txt", newer))
    assert (done.added, done.gone, done.changed) == (1, 1, 1)


def test_postcodes_stay_when_only_places_are_taken_in(home, tmp_path) -> None:
    take_in(home, write(tmp_path / "a.txt", POSTCODES))
    take_in(home, write(tmp_path / "b.txt", PLACES))
    assert counts(home)["postcode"] == 3
    gazetteer = open_gazetteer(home.data)
    assert gazetteer and gazetteer.postcode("83140") and gazetteer.named("kvistabyn")


def test_building_the_directory_keeps_what_was_taken_in(home, tmp_path) -> None:
    take_in(home, write(tmp_path / "a.txt", PLACES))
    build_directory(home.directory_url, load_facts())
    assert counts(home)["ort"] == 14


def test_half_a_file_changes_nothing_unless_forced(home, tmp_path) -> None:
    take_in(home, write(tmp_path / "a.txt", PLACES))
    before, file = rows(home), (home.data / FILE).read_bytes()
    half = write(tmp_path / "b.txt", PLACES[:3])
    with pytest.raises(GazetteerError, match="Är filen hel"):
        take_in(home, half)
    assert rows(home) == before and (home.data / FILE).read_bytes() == file
    take_in(home, half, force=True)
    assert counts(home) == {"ort": 2, "tatort": 1, "othername": 1}


def test_a_good_file_beside_a_bad_one_is_not_taken_in(home, tmp_path) -> None:
    with pytest.raises(GazetteerError):
        take_in(home, write(tmp_path / "a.txt", PLACES), write(tmp_path / "b.txt", ["hej\tdå"]))
    assert counts(home) == {} and not (home.data / FILE).exists()


def test_two_files_of_one_kind_are_refused(home, tmp_path) -> None:
    with pytest.raises(GazetteerError, match="samma sort"):
        take_in(home, write(tmp_path / "a.txt", PLACES), write(tmp_path / "b.txt", PLACES))


def test_what_cannot_be_saved_leaves_the_old_state(home, tmp_path, monkeypatch) -> None:
    take_in(home, write(tmp_path / "a.txt", PLACES))
    before = rows(home)
    monkeypatch.setattr("knowledge.gazetteer.store.file_lines", lambda places: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(GazetteerError, match="kunde inte sparas"):
        take_in(home, write(tmp_path / "b.txt", [*PLACES, place_line(99, "Nybyggarby", 63.4, 14.1, "2309")]))
    assert rows(home) == before and [path.name for path in home.data.glob("*.new")] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (place_line(50, "Felby", "abc", 14.1, "2309"), "rad 2, latitude, longitude: ska vara två tal"),
        (place_line(50, "Felby", 14.1, 63.4, "2309"), "rad 2, latitude, longitude: ligger inte i Sverige"),
        (place_line(50, "Felby", "nan", 14.1, "2309"), "rad 2, latitude, longitude: ligger inte i Sverige"),
        (place_line(50, "Felby", 55.6, 13.0, "2309"), "rad 2, latitude, longitude: ligger långt från Krokom"),
        (place_line(50, "<b>By</b>", 63.4, 14.1, "2309"), "rad 2, name: ”<b>By</b>” är inget namn med svenska bokstäver"),
        (place_line(50, "", 63.4, 14.1, "2309"), "rad 2, name: ”” är inget namn med svenska bokstäver"),
        (place_line(50, "Felby", 63.4, 14.1, "2309", inhabitants="-5"), "rad 2, population: är inget rimligt antal invånare"),
        (place_line(50, "Felby", 63.4, 14.1, "2309", inhabitants="9" * 30),
         "rad 2, population: är inget rimligt antal invånare"),
        (place_line(50, "Felby", 63.4, 14.1, "2309").replace("50", "femtio", 1), "rad 2, geonameid: ska vara ett tal"),
        ("Felby\t63.4", "rad 2, raden: raden har 2 kolumner i stället för 19"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_and_the_others_are_taken(tmp_path, line, said) -> None:
    path = write(tmp_path / "SE.txt", [PLACES[0], line, PLACES[1]])
    taking = take_places(read_lines(find_dump(path)), TABLE.municipalities)
    assert reasons(taking) == [f"SE.txt {said}"]
    assert {"Kvistabyn", "Trollmyra"} <= {row.name for row in taking.rows}


def test_what_is_no_inhabited_place_in_sweden_is_counted_as_left_out(tmp_path) -> None:
    path = write(tmp_path / "SE.txt", [
        PLACES[0],
        place_line(2, "Storsjön", 63.2, 14.3, "2380", group="H", feature="LK"),
        place_line(3, "Ödebyn", 63.4, 14.1, "2309", feature="PPLQ"),
        place_line(4, "Grensen", 63.4, 12.1, country="NO"),
        PLACES[0].replace("1\t", "9\t", 1),
    ])  # fmt: skip
    taking = take_places(read_lines(find_dump(path)), TABLE.municipalities)
    assert len(taking.rows) == 1 and not taking.problems
    assert dict(taking.left_out) == {"annat än orter (sjöar, berg, gårdar)": 1, "övergivna orter": 1,
                                     "orter i andra länder": 1, "samma ort en gång till": 1}  # fmt: skip


def test_a_place_without_municipality_lies_in_that_of_its_neighbour() -> None:
    lines = [PLACES[0], place_line(50, "Grannby", 63.41, 14.11), place_line(51, "Kodby", 63.41, 14.12, "9999")]
    taking = take_places([Line(str(n), tuple(each.split("\t"))) for n, each in enumerate(lines)], TABLE.municipalities)
    assert {row.name: row.code for row in taking.rows} == dict.fromkeys(("Kvistabyn", "Grannby", "Kodby"), "2309")
    assert taking.guessed == 2


def test_a_place_without_municipality_or_neighbour_lies_in_that_of_the_nearest_town() -> None:
    krokom = TABLE.municipalities["2309"]
    line = Line("1", tuple(place_line(50, "Ensamby", krokom.lat, krokom.lon).split("\t")))
    assert [row.code for row in take_places([line], TABLE.municipalities).rows] == ["2309"]


def test_a_place_out_at_sea_without_municipality_is_left_out() -> None:
    taking = take_places([Line("1", tuple(place_line(50, "Havsby", 58.5, 20.6).split("\t")))], TABLE.municipalities)
    assert not taking.rows and taking.left_out["platser utan kommun"] == 1


def test_a_code_without_its_zero_is_the_same_municipality() -> None:
    taking = take_places(
        [Line("1", tuple(place_line(50, "Nolby", 59.45, 18.6, "117").split("\t")))], TABLE.municipalities
    )
    assert [row.code for row in taking.rows] == ["0117"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (postcode_line("831 40", "Östersund", "2380"), "2380"),
        (postcode_line("83140", "Östersund", "", municipality="Östersund"), "2380"),
        (postcode_line("83140", "Östersund", "", 63.1766, 14.6361), "2380"),
        (postcode_line("83140", "Östersund"), None),
        (postcode_line("8314", "Östersund", "2380"), None),
        (postcode_line("83140", "Trondheim", "2380", country="NO"), None),
    ],
)
def test_a_postcode_lies_where_the_file_says_or_its_position_tells(line, code) -> None:
    taking = take_postcodes([Line("1", tuple(line.split("\t")))], TABLE.municipalities)
    assert [row.code for row in taking.rows] == ([code] if code else [])


@pytest.mark.parametrize(
    "content",
    [b"", b"hej", b"a;b;c\n1;2;3\n", b"\x00" * 500, b"PK\x03\x04trasig", ("å\t" * 18 + "å").encode("utf-16"),
     ("\t".join("x" * 19) + "\n").encode() * 5, b"\t" * 10_000_000],
    ids=range(8),
)  # fmt: skip
def test_what_is_no_dump_of_sweden_is_refused_with_a_sentence(home, tmp_path, content) -> None:
    path = tmp_path / "SE.txt"
    path.write_bytes(content)
    with pytest.raises(GazetteerError):
        take_in(home, path)
    assert not home.data.exists() or not (home.data / FILE).exists()


def test_a_file_in_another_encoding_is_refused_and_says_why(home, tmp_path) -> None:
    path = tmp_path / "SE.txt"
    path.write_bytes(
        "\n".join([place_line(each, "Åby", 63.4, 14.1, "2309") for each in range(9)] + PLACES[:1]).encode("latin-1")
    )
    with pytest.raises(GazetteerError, match="UTF-8"):
        take_in(home, path)


def test_a_zip_that_breaks_off_is_refused(home, tmp_path) -> None:
    whole = write(tmp_path / "SE.zip", PLACES * 50)
    broken = tmp_path / "half.zip"
    broken.write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(GazetteerError):
        take_in(home, broken)


def test_a_zip_bomb_is_not_unpacked_to_its_end(home, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("knowledge.gazetteer.geonames.MOST_BYTES", 1_000_000)
    path = tmp_path / "SE.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SE.txt", (PLACES[0] + "\n") * 20 + "x" * 5_000_000)
    with pytest.raises(GazetteerError, match="för stor"):
        take_in(home, path)


def test_a_gazetteer_file_that_is_not_whole_counts_as_none(home, tmp_path) -> None:
    take_in(home, write(tmp_path / "a.txt", PLACES))
    file = home.data / FILE
    file.write_bytes(file.read_bytes()[:-10])
    assert open_gazetteer(home.data) is None
    assert open_gazetteer(tmp_path / "nowhere") is None


def test_the_command_reports_what_it_took_and_whom_to_credit(home, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LOTSEN_DATA", str(home.data))
    monkeypatch.delenv("LOTSEN_DIRECTORY_URL", raising=False)
    broken = place_line(50, "Felby", "abc", 14.1, "2309")
    files = [write(tmp_path / "SE.txt", [*PLACES, broken]), write(tmp_path / "post.txt", POSTCODES)]
    done = CliRunner().invoke(app, ["places", "import", *map(str, files)])
    assert done.exit_code == 0, done.output
    for said in (
        "1 tätorter, 14 byar, 1 andra namn",
        "3 postnummer",
        "rad 16, latitude, longitude",
        "GeoNames",
        "CC BY 4.0",
    ):
        assert said in done.output
    shown = CliRunner().invoke(app, ["places"])
    assert "Inläst: 1 tätorter" in shown.output and "GeoNames" in shown.output


def test_the_command_says_in_a_sentence_what_is_wrong(home, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LOTSEN_DATA", str(home.data))
    done = CliRunner().invoke(app, ["places", "import", str(write(tmp_path / "SE.txt", ["hej"]))])
    assert done.exit_code == 1 and "ingen fil från GeoNames" in done.output and "Traceback" not in done.output


FIELDS = some.text(max_size=12) | some.sampled_from(["SE", "P", "PPL", "63.4", "14.1", "2309", "1e999", "-0", "٣"])
LINES = some.lists(FIELDS, min_size=19, max_size=19).map("\t".join) | some.sampled_from(PLACES) | some.text(max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.binary(max_size=300)
    | some.lists(LINES, max_size=6).map(lambda lines: "\n".join(lines).encode(errors="replace"))
)
def test_whatever_the_bytes_the_import_ends_with_a_report_or_a_sentence(tmp_path, content) -> None:
    path = tmp_path / "SE.txt"
    path.write_bytes(content)
    try:
        dump = find_dump(path)
        taking = (take_postcodes if dump.is_postal else take_places)(read_lines(dump), TABLE.municipalities)
    except GazetteerError as problem:
        assert str(problem).endswith(".")
        return
    assert all(row.code in TABLE.municipalities and row.name.strip() for row in taking.rows)
    assert taking.lines >= len({row.where for row in taking.rows})


def test_a_dump_of_sixty_thousand_lines_is_taken_in_at_once(home, tmp_path) -> None:
    lines = [place_line(n, f"By {'abcdefghij'[n % 10]}{chr(97 + n // 10 % 26)}{chr(97 + n // 260 % 26)}ryd",
                        57 + n % 500 / 250, 14 + n % 300 / 150, "0780", group="P" if n % 6 == 0 else "H")
             for n in range(1, 60_001)]  # fmt: skip
    take_in(home, write(tmp_path / "SE.txt", lines))
    engine = make_engine(home.directory_url)
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(place)).scalar() > 1_000
    engine.dispose()
