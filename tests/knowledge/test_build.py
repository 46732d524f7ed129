"""The directory database: built from facts, all or nothing, the same every time."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, inspect, select

from knowledge import models
from knowledge.assurance import Trust, recheck_list, trust
from knowledge.build import build_directory, migrate
from knowledge.database import make_engine
from knowledge.demo import PREFIX, add_examples, examples
from knowledge.errors import DirectoryBuildError
from knowledge.facts_loader import load_facts
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.search import Directory
from knowledge.settings import knowledge_settings

facts = load_facts()
NOW = datetime(2026, 11, 23, 14, 0)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new' / 'directory.db'}"


def counts(url: str) -> dict[str, int]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in models.metadata.tables.items()
        }
    engine.dispose()
    return found


def test_every_showable_fact_becomes_a_service_with_a_source(url: str) -> None:
    build_directory(url, facts)
    found = counts(url)
    assert found["service"] == len(facts.programmes) + len(facts.lines)
    assert found["source_record"] >= found["service"]
    assert found["assurance_event"] == found["service"]
    assert found["need_rule"] > 50


def test_building_twice_changes_nothing(url: str) -> None:
    build_directory(url, facts)
    first = counts(url)
    steps: list[tuple[int, int]] = []
    build_directory(url, facts, lambda done, total: steps.append((done, total)))
    assert counts(url) == first
    assert len(steps) == 1 and steps[0][0] == steps[0][1]


def test_progress_ends_at_the_total(url: str) -> None:
    steps: list[tuple[int, int]] = []
    build_directory(url, facts, lambda done, total: steps.append((done, total)))
    assert steps and steps[-1][0] == steps[-1][1]
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_a_rebuild_leaves_what_an_editor_added(url: str) -> None:
    build_directory(url, facts)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(models.organization), [{"id": "own", "name": "Föreningen"}])
        row = {
            "id": "own-service",
            "organization_id": "own",
            "name": "Kafé",
            "kind": "meeting_place",
            "status": "active",
        }
        connection.execute(insert(models.service), [row])
    engine.dispose()
    add_examples(url)
    build_directory(url, facts)
    assert counts(url)["service"] == len(facts.programmes) + len(facts.lines) + 1


def test_a_build_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    build_directory(url, facts)
    before = counts(url)

    def stop(done: int, total: int) -> None:
        raise OSError("the disk is full")

    with pytest.raises(DirectoryBuildError):
        build_directory(url, facts, stop, extra=examples(date(2026, 11, 22)))
    assert counts(url) == before


def test_a_first_build_that_fails_leaves_no_tables(url: str) -> None:
    def stop(done: int, total: int) -> None:
        raise OSError("the disk is full")

    with pytest.raises(DirectoryBuildError):
        build_directory(url, facts, stop)
    engine = make_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_migrations_run_up_and_down(url: str) -> None:
    build_directory(url, facts)
    engine = make_engine(url)
    with engine.begin() as connection:
        migrate(connection, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    with engine.begin() as connection:
        migrate(connection, "head")
    names = {name for name in inspect(engine).get_table_names() if not name.startswith("service_text")}
    assert names == set(models.metadata.tables) | {"alembic_version"}
    engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_models(url: str) -> None:
    build_directory(url, facts)
    engine = make_engine(url)
    found = inspect(engine)
    for name, table in models.metadata.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys()), name
    engine.dispose()


def test_the_database_gives_the_same_offer_as_the_facts_alone(url: str) -> None:
    build_directory(url, facts)
    places = load_places()
    need = Need(types=("emotional",), municipality="2309", age=72, life_events=("bereavement",))
    stored, built_in = Directory(make_engine(url), facts, places), Directory(None, facts, places)
    for barriers in (frozenset(), frozenset({"money"})):
        wanted = Need(**{**need.__dict__, "barriers": barriers})
        assert stored.suggest(wanted, NOW) == built_in.suggest(wanted, NOW)


def test_an_empty_or_missing_database_falls_back_to_the_facts(url: str, tmp_path: Path) -> None:
    directory = Directory(make_engine(f"sqlite:///{tmp_path / 'none.db'}"), facts, load_places())
    assert len(directory.suggest(Need(types=("social",)), NOW).suggestions) == 3


def test_examples_come_only_with_the_demo_are_near_and_call_themselves_examples(url: str) -> None:
    places = load_places()
    need = Need(types=("social",), municipality="1281", interests=("brädspel",), age=30)
    add_examples(url)
    offer = Directory(make_engine(url), facts, places).suggest(need, datetime.now())
    example = next(item for item in offer.suggestions if item.example)
    assert example.name.startswith(PREFIX) and PREFIX.startswith("Exempel")
    assert example.reach == "near"
    far = Need(types=("social",), municipality="2584", interests=("brädspel",), age=30)
    assert not any(item.example for item in Directory(make_engine(url), facts, places).suggest(far, NOW).suggestions)
    build_directory(url, facts)
    assert not any(item.example for item in Directory(make_engine(url), facts, places).suggest(need, NOW).suggestions)


def test_trust_in_a_fact_runs_out() -> None:
    checked = date(2026, 11, 21)
    assert trust(checked, 90, date(2027, 2, 19)) is Trust.current
    assert trust(checked, 90, date(2027, 2, 20)) is Trust.overdue
    assert trust(checked, 90, date(2027, 11, 22)) is Trust.expired


def test_the_editor_sees_what_must_be_checked_again_and_why() -> None:
    rows = recheck_list(facts, date(2026, 11, 22))
    assert {"aldrelinjen", "folkbibliotek"} <= {row.id for row in rows}
    assert all(row.reason for row in rows)
    assert [row.due for row in rows] == sorted(row.due for row in rows)


def test_settings_follow_the_environment(tmp_path: Path) -> None:
    assert knowledge_settings({"LOTSEN_DATA": str(tmp_path)}).directory_url == f"sqlite:///{tmp_path / 'directory.db'}"
    assert knowledge_settings({"LOTSEN_DIRECTORY_URL": "postgresql://x/y"}).directory_url == "postgresql://x/y"
