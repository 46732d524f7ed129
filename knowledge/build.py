"""Makes the directory database from the fact files: migrations first, then every fact as rows, all or nothing."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import msgspec
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from knowledge import models
from knowledge.build_rows import Rows, fact_rows
from knowledge.candidate import Candidate
from knowledge.database import make_engine, take_turns
from knowledge.errors import DirectoryBuildError
from knowledge.fact_types import Facts

MIGRATIONS = Path(__file__).parent / "migrations"
FACTS_SOURCE = "lotsen-facts"
BATCH = 500
SHARED = ("taxonomy", "taxonomy_term")
Progress = Callable[[int, int], None]


def build_directory(
    url: str, facts: Facts, progress: Progress | None = None, extra: tuple[Candidate, ...] = ()
) -> None:
    """Brings the database up to date with the facts; doing it again changes nothing.

    `progress` is called with rows done and rows in all. `extra` are further candidates (the demo's).
    Raises DirectoryBuildError; the database is then as it was before.
    """
    make_folder(url)
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            take_turns(connection)
            migrate(connection, "head")
            _write(connection, facts, extra, progress or (lambda done, total: None))
    except (SQLAlchemyError, OSError) as problem:
        raise DirectoryBuildError(f"the directory could not be built: {type(problem).__name__}") from problem
    finally:
        engine.dispose()


def migrate(connection: Connection, revision: str) -> None:
    """Moves the tables up or down to a revision ("head", "base")."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    down = revision == "base" or revision.startswith("-")
    (command.downgrade if down else command.upgrade)(config, revision)


def make_folder(url: str) -> None:
    """Makes the folder of a database in a file."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


def _write(connection: Connection, facts: Facts, extra: tuple[Candidate, ...], progress: Progress) -> None:
    rows = fact_rows(facts, extra, FACTS_SOURCE)
    fingerprint = _fingerprint(rows)
    known = select(models.source.c.fingerprint).where(models.source.c.id == FACTS_SOURCE)
    total = sum(len(found) for found in rows.values())
    if connection.execute(known).scalar() == fingerprint:
        progress(total, total)
        return
    reports = _reports(connection)
    _remove_facts(connection)
    source = {"id": FACTS_SOURCE, "name": "Lotsens faktafiler", "fingerprint": fingerprint,
              "fetched": datetime.now(timezone.utc).replace(tzinfo=None)}  # fmt: skip
    connection.execute(insert(models.source), [source])
    done = 0
    for table in SHARED:
        rows[table] = _missing(connection, table, rows.get(table, []))
    for table, batch in _batches(rows):
        connection.execute(insert(models.metadata.tables[table]), batch)
        done += len(batch)
        progress(done, total)
    still_there = {row["id"] for row in rows["service"]}
    if kept := [row for row in reports if row["service_id"] in still_there]:
        connection.execute(insert(models.feedback), kept)


def _reports(connection: Connection) -> list[dict[str, Any]]:
    """What visitors reported of facts: it must not go with the rows that are written anew."""
    table, record = models.feedback, models.source_record
    ours = select(record.c.service_id).where(record.c.source_id == FACTS_SOURCE)
    return [dict(row._mapping) for row in connection.execute(select(table).where(table.c.service_id.in_(ours)))]


def _batches(rows: Rows) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """In the order that foreign keys ask for."""
    for table in models.metadata.sorted_tables:
        found = rows.get(table.name, [])
        for start in range(0, len(found), BATCH):
            yield table.name, found[start : start + BATCH]


def _remove_facts(connection: Connection) -> None:
    """Takes out what an earlier build wrote, and nothing that came from a feed or an editor."""
    ours = select(models.source_record.c.service_id).where(models.source_record.c.source_id == FACTS_SOURCE)
    ids = [found for found in connection.execute(ours).scalars() if found]
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        connection.execute(delete(models.attribute).where(models.attribute.c.link_id.in_(part)))
        connection.execute(delete(models.service).where(models.service.c.id.in_(part)))
    connection.execute(delete(models.organization).where(models.organization.c.id.like("facts:%")))
    connection.execute(delete(models.need_rule))
    connection.execute(delete(models.source).where(models.source.c.id == FACTS_SOURCE))


def _missing(connection: Connection, table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that are not there yet, of a table to which entries point as well."""
    there = set(connection.execute(select(models.metadata.tables[table].c.id)).scalars())
    return [row for row in rows if row["id"] not in there]


def _fingerprint(rows: Rows) -> str:
    return hashlib.sha256(msgspec.json.encode(rows, order="deterministic")).hexdigest()
