"""The directory on PostgreSQL: the same tables, the same rows and the same offers as on SQLite."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, inspect, select

from knowledge import models
from knowledge.build import build_directory, migrate
from knowledge.database import make_engine, take_turns
from knowledge.demo import add_examples, examples
from knowledge.errors import DirectoryBuildError
from knowledge.facts_loader import load_facts
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.search import Directory
from tests.services.waiting import wait_until_somebody_waits

pytestmark = pytest.mark.services
facts = load_facts()
places = load_places()
DAY = datetime(2026, 11, 23, 14, 0)
NIGHT = datetime(2026, 11, 24, 2, 0)
NEEDS = {
    "a widow in Krokom": Need(types=("emotional",), municipality="2309", age=72, life_events=("bereavement",)),
    "a student in Lund": Need(
        types=("social",),
        municipality="1281",
        age_group="young_adult",
        life_events=("studies", "move"),
        interests=("brädspel", "klättring"),
        barriers=frozenset({"money"}),
    ),
    "someone ill": Need(types=("existential",), life_events=("illness",)),
    "a teenager in Sala": Need(types=("social",), municipality="1981", age=14, age_group="teen", minor=True),
    "a newcomer in Malmö": Need(types=("social",), municipality="1280", barriers=frozenset({"language"})),
    "someone afraid": Need(types=("social",), municipality="0180", barriers=frozenset({"anxiety"})),
    "someone who says nothing": Need(),
    "someone asking for a parent": Need(types=("emotional",), municipality="2584", age=84, for_other=True),
    "a caregiver in Kiruna": Need(
        types=("emotional",), age=58, barriers=frozenset({"caregiving"}), municipality="2584"
    ),
    "a parent on Gotland": Need(types=("social",), municipality="0980", life_events=("parenthood",)),
    "someone who can not travel": Need(
        types=("social",), municipality="2583", barriers=frozenset({"distance", "disability_access"})
    ),
    "a Finnish speaker": Need(types=("emotional",), age=70, language="fi", municipality="1480"),
    "a knitter who has turned something down": Need(
        types=("social",), municipality="1480", interests=("stickning",), rejected=frozenset({"studiecirkel"})
    ),
}


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the directory, but for the moment at which it was built."""
    engine = make_engine(url)
    found = {}
    with engine.connect() as connection:
        for name, table in models.metadata.tables.items():
            columns = [column for column in table.columns if column.name != "fetched"]
            found[name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def built(new_database: Callable[[], str]) -> str:
    url = new_database()
    build_directory(url, facts)
    return url


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'directory.db'}"
    build_directory(url, facts)
    return url


@pytest.fixture
def directories(built: str, on_sqlite: str) -> Iterator[tuple[Directory, Directory]]:
    engines = [make_engine(built), make_engine(on_sqlite)]
    yield tuple(Directory(engine, facts, places) for engine in engines)  # type: ignore[misc]
    for engine in engines:
        engine.dispose()


def test_the_migrations_run_up_and_down_over_a_full_directory(url: str) -> None:
    build_directory(url, facts)
    before, engine = rows(url), make_engine(url)
    with engine.begin() as connection:
        migrate(connection, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    with engine.begin() as connection:
        migrate(connection, "head")
    assert set(inspect(engine).get_table_names()) == {*models.metadata.tables, "alembic_version"}
    engine.dispose()
    build_directory(url, facts)
    assert rows(url) == before


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrations_make_exactly_the_tables_of_the_models(built: str) -> None:
    engine = create_engine(built)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.metadata) == []
    engine.dispose()


def test_every_fact_arrives_as_the_same_rows_as_on_sqlite(built: str, on_sqlite: str) -> None:
    found = rows(built)
    assert len(found["service"]) == len(facts.programmes) + len(facts.lines)
    assert found == rows(on_sqlite)


def test_building_twice_changes_nothing(url: str) -> None:
    build_directory(url, facts)
    first, steps = rows(url), []
    build_directory(url, facts, lambda done, total: steps.append((done, total)))
    assert rows(url) == first
    assert len(steps) == 1 and steps[0][0] == steps[0][1]


def test_a_build_that_fails_leaves_the_directory_as_it_was(url: str) -> None:
    def stop(done: int, total: int) -> None:
        raise OSError("the disk is full")

    with pytest.raises(DirectoryBuildError):
        build_directory(url, facts, stop)
    engine = make_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    build_directory(url, facts)
    before = rows(url)
    with pytest.raises(DirectoryBuildError):
        build_directory(url, facts, stop, extra=examples(date(2026, 11, 22)))
    assert rows(url) == before


def test_two_machines_that_build_at_the_same_time_both_succeed(url: str, built: str) -> None:
    engine = make_engine(url)
    with ThreadPoolExecutor(1) as pool:
        with engine.begin() as first:
            take_turns(first)
            migrate(first, "head")
            second = pool.submit(build_directory, url, facts)
            wait_until_somebody_waits(url)
        second.result(20)
    engine.dispose()
    assert rows(url) == rows(built)


@pytest.mark.parametrize("who", NEEDS)
def test_the_same_need_gets_the_same_offer_as_on_sqlite(directories: tuple[Directory, Directory], who: str) -> None:
    need = NEEDS[who]
    for now in (DAY, NIGHT):
        here, there = (directory.suggest(need, now) for directory in directories)
        assert [item.id for item in here.suggestions] == [item.id for item in there.suggestions]
        assert here == there
        assert here.suggestions


def test_the_offer_comes_out_of_the_database_and_not_out_of_the_facts_in_memory(url: str) -> None:
    """An example activity has a position and is in no fact file: only a search in the database can find it."""
    add_examples(url)
    engine = make_engine(url)
    need = Need(types=("social",), municipality="1281", interests=("brädspel",), age=30)
    offer = Directory(engine, facts, places).suggest(need, datetime.now())
    example = next(item for item in offer.suggestions if item.example)
    assert example.reach == "near"
    engine.dispose()


def test_a_connection_that_the_server_has_cut_is_made_anew(built: str) -> None:
    engine, admin = make_engine(built), create_engine(built, isolation_level="AUTOCOMMIT")
    directory = Directory(engine, facts, places)
    directory.suggest(NEEDS["a widow in Krokom"], DAY)
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    with admin.connect() as connection:
        assert connection.exec_driver_sql(cut).rowcount >= 1
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(models.service)).scalar_one() > 0
    for each in (engine, admin):
        each.dispose()
