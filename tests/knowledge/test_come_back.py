"""Come-back codes in SQLite: what is kept can be found with the words only, and is gone when it should be."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import insert, inspect, select
from sqlalchemy.engine import Engine

from knowledge.build import build_directory, migrate
from knowledge.come_back import COST, ComeBacks, forget_expired_codes
from knowledge.come_back_code import fold
from knowledge.come_back_key import FILE, VARIABLE, come_back_key, read_key
from knowledge.database import make_engine
from knowledge.errors import ComeBackKeyTooShort, ComeBackUnavailable
from knowledge.facts_loader import load_facts
from knowledge.models import come_back
from tests.knowledge.come_back_store import CODE, KEY, MEMORY, OTHER, Clock, Promises, drawing


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'directory.db'}"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with its tables, made once and copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "directory.db"
    engine = make_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, "head")
    engine.dispose()
    return path


def in_the_files(folder: Path) -> str:
    """All that lies in the database's files, as text."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("directory.db*"))).decode("latin-1").lower()


class TestOnSQLite(Promises):
    @pytest.fixture(autouse=True)
    def cheap_guesses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A guess takes no time, but where its price is what is tested."""
        monkeypatch.setattr("knowledge.come_back.COST", 2)

    @pytest.fixture
    def engine(self, url: str, empty: Path, tmp_path: Path) -> Iterator[Engine]:
        shutil.copy(empty, tmp_path / "directory.db")
        engine = make_engine(url)
        yield engine
        engine.dispose()

    def test_the_words_of_a_code_are_nowhere_in_the_database(self, engine: Engine, tmp_path: Path) -> None:
        codes = ComeBacks(engine, KEY, Clock(), drawing(CODE))
        codes.make(MEMORY)
        codes.find(CODE)
        codes.find(OTHER)
        files = in_the_files(tmp_path)
        assert "1281" in files
        for word in (*CODE, *OTHER):
            assert word.encode().decode("latin-1") not in files and fold(word) not in files

    def test_what_was_forgotten_is_gone_from_the_files(self, codes: ComeBacks, tmp_path: Path) -> None:
        given = codes.make(MEMORY)
        assert given.row in in_the_files(tmp_path)
        codes.forget(given.row)
        assert given.row not in in_the_files(tmp_path) and "kind:church" not in in_the_files(tmp_path)

    def test_what_has_run_out_is_gone_from_the_files(self, codes: ComeBacks, clock: Clock, tmp_path: Path) -> None:
        given = codes.make(MEMORY)
        clock.forward(days=31)
        codes.forget_expired()
        assert given.row not in in_the_files(tmp_path)

    def test_a_row_is_not_a_hash_that_can_be_made_without_the_key(self, engine: Engine) -> None:
        rows = set()
        for key in (b"", b"a" * 32, b"b" * 32):
            codes = ComeBacks(engine, key, Clock(), drawing(CODE))
            rows.add(codes.make(MEMORY).row)
        assert len(rows) == 3

    def test_a_look_up_is_slow_for_a_guesser_and_quick_for_a_visitor(
        self, codes: ComeBacks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("knowledge.come_back.COST", COST)
        given = codes.make(MEMORY)
        began = process_time()
        codes.find(given.words)
        assert 0.01 < process_time() - began < 1.0  # 40 ms

    def test_the_sweep_needs_no_key(self, codes: ComeBacks, engine: Engine, clock: Clock, url: str) -> None:
        codes.make(MEMORY)
        clock.forward(days=31)
        assert forget_expired_codes(url, clock) == 1
        assert self.count(engine) == 0


def test_codes_stay_when_the_directory_is_built_anew(url: str) -> None:
    build_directory(url, load_facts())
    engine = make_engine(url)
    codes = ComeBacks(engine, KEY, Clock())
    given = codes.make(MEMORY)
    with engine.begin() as connection:
        connection.exec_driver_sql("update source set fingerprint = 'other'")
    build_directory(url, load_facts())
    assert codes.find(given.words)
    engine.dispose()


def test_a_directory_of_before_gets_the_tables_and_keeps_its_rows(url: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        migrate(connection, "0001")
        connection.exec_driver_sql("insert into organization (id, name) values ('own', 'Föreningen')")
        migrate(connection, "head")
        row = {"id": "x", "types": "[]", "shown": "[]", "rejected": "[]", "created": Clock()().date()}
        connection.execute(insert(come_back).values(expires=Clock()().date(), **row))
        assert connection.execute(select(come_back.c.id)).scalars().all() == ["x"]
        while "come_back" in inspect(connection).get_table_names():
            migrate(connection, "-1")
    names = inspect(engine).get_table_names()
    assert "organization" in names and not {"come_back", "come_back_miss"} & set(names)
    engine.dispose()


@pytest.mark.parametrize("deed", ["make", "find", "keep", "forget", "forget_expired"])
def test_without_a_database_every_deed_says_so(deed: str, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'nowhere' / 'directory.db'}")
    codes = ComeBacks(engine, KEY, Clock())
    arguments = {"make": (MEMORY,), "find": (CODE,), "keep": ("x", MEMORY), "forget": ("x",), "forget_expired": ()}
    with pytest.raises(ComeBackUnavailable):
        getattr(codes, deed)(*arguments[deed])


def test_what_goes_wrong_names_no_code(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")  # without tables
    with pytest.raises(ComeBackUnavailable) as raised:
        ComeBacks(engine, KEY, Clock()).find(CODE)
    assert str(raised.value) == "OperationalError" and raised.value.__cause__ is None


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = come_back_key({"LOTSEN_DATA": str(tmp_path / "new")})
    assert len(key) == 32
    assert come_back_key({"LOTSEN_DATA": str(tmp_path / "new")}) == key
    assert (tmp_path / "new" / FILE).stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(read_key, [tmp_path / "new"] * 32))
    assert len(keys) == 1 and all(keys)


def test_machines_can_share_a_key_from_the_environment(tmp_path: Path) -> None:
    shared = {VARIABLE: "a long sentence that both machines have been told"}
    first = come_back_key({**shared, "LOTSEN_DATA": str(tmp_path / "a")})
    assert first == come_back_key({**shared, "LOTSEN_DATA": str(tmp_path / "b")})
    assert not (tmp_path / "a").exists()


def test_a_short_key_is_refused_without_being_told(tmp_path: Path) -> None:
    with pytest.raises(ComeBackKeyTooShort) as raised:
        come_back_key({VARIABLE: "hemligt", "LOTSEN_DATA": str(tmp_path)})
    assert VARIABLE in str(raised.value) and "hemligt" not in str(raised.value)
