"""The runbook's own commands for PostgreSQL, also into a newer version: staff and settings come back, no word of a chat does."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from chat import store as store_module
from chat.bus import Bus
from chat.queue.queue import Queue
from chat.settings import Settings, read_settings
from chat.staff.accounts.people import People
from chat.staff.accounts.staff import Role
from chat.store import Store
from chat.visitors.serve import now
from knowledge.build import migrate
from knowledge.database import make_engine
from lotsen.paths import ROOT
from tests.chat.queueing import ANNA, SIV, coming
from tests.services.servers import HOST, USER, program

pytestmark = pytest.mark.services

RUNBOOK = ROOT / "docs" / "runbooks" / "cluster.md"
BEFORE_OUTWARD = "003"


def commands_of(heading: str, about: str) -> str:
    """The block under a heading that speaks of one program."""
    part = RUNBOOK.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return next(block for block in re.findall(r"```\n(.*?)```", part, re.S) if about in block)


def shell(script: str, folder: Path, port: int) -> None:
    """As the runbook has it, against the test's own server and in the test's own folder."""
    for name in ("pg_dump", "pg_restore", "dropdb", "createdb"):
        program(name, "PostgreSQL")
    script = re.sub(r'su postgres -c "([^"]*)"', r"\1", script).replace("/var/backups/lotsen", str(folder / "kopia"))
    environment = {"PATH": f"/usr/lib/postgresql/15/bin:{_path()}", "PGHOST": HOST, "PGPORT": str(port), "PGUSER": USER}
    done = subprocess.run(["sh", "-ec", script], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr


def _path() -> str:
    return f"{Path(str(shutil.which('sh'))).parent}:/usr/bin:/bin"


@pytest.fixture
async def line(postgresql_port: int) -> AsyncIterator[tuple[str, str]]:
    """The addresses of the two databases, with the names and the owner that the runbook gives them."""
    server = f"postgresql://{USER}@{HOST}:{postgresql_port}"
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE ROLE lotsen LOGIN")
        for name in ("lotsen_chat", "lotsen_directory"):
            connection.exec_driver_sql(f"CREATE DATABASE {name} OWNER lotsen")
    theirs = f"postgresql://lotsen@{HOST}:{postgresql_port}"
    yield f"{theirs}/lotsen_chat", f"{theirs}/lotsen_directory"
    with admin.connect() as connection:
        for name in ("lotsen_chat", "lotsen_directory"):
            connection.exec_driver_sql(f"DROP DATABASE {name}")
        connection.exec_driver_sql("DROP ROLE lotsen")
    admin.dispose()


async def fill(url: str) -> None:
    """An account, hours, and a chat with something that is easy to find."""
    store = Store(read_settings({"LOTSEN_CHAT_URL": url}).chat_url)
    await store.prepare()
    queue = Queue(store, Bus(), now, Settings())
    await People(store, now).add("siv", "Siv Säker", "Siv", Role.admin)
    await coming(store, queue)("c1")
    await queue.claim("c1", ANNA)
    await queue.note("c1", ANNA, "apelsinkaka")
    await queue.set_hours(SIV, "Mo-Fr 18:00-21:00")
    await store.close()


def down_to(url: str, version: str) -> None:
    """As the tables were in an earlier Lotsen."""
    config = Config()
    config.set_main_option("script_location", str(Path(store_module.__file__).with_name("migrations")))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
    engine.dispose()


def answer(url: str, question: str) -> list[tuple[object, ...]]:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


@pytest.mark.parametrize("version", ["head", BEFORE_OUTWARD])
async def test_what_the_runbook_copies_comes_back_in_this_version_without_a_word_of_a_chat(
    version: str, line: tuple[str, str], tmp_path: Path, postgresql_port: int
) -> None:
    chat, directory = line
    await fill(chat)
    if version != "head":
        down_to(chat, version)
    engine = make_engine(directory)
    with engine.begin() as connection:
        migrate(connection, "head")
    engine.dispose()
    shell(commands_of("Säkerhetskopiera", "pg_dump"), tmp_path, postgresql_port)
    kept = list((tmp_path / "kopia").iterdir())
    assert {file.name for file in kept} == {"chat.dump", "directory.dump"}
    assert all(file.stat().st_mode & 0o077 == 0 for file in (*kept, kept[0].parent)), "only root may read them"
    shell(commands_of("Återställa", "pg_restore"), tmp_path, postgresql_port)
    store = Store(read_settings({"LOTSEN_CHAT_URL": chat}).chat_url)
    await store.prepare()
    await store.close()
    assert answer(chat, "select name from staff") == [("Siv Säker",)]
    assert answer(chat, "select hours from line_hours") == [("Mo-Fr 18:00-21:00",)]
    assert answer(chat, "select action from audit order by id") == [("staff_added",), ("claim",), ("hours",)]
    for table in ("conversation", "event", "handover", "note", "presence", "staff_session"):
        assert answer(chat, f"select count(*) from {table}") == [(0,)], table
    assert answer(chat, "select count(*) from outward") == [(0,)]  # the newest tables are there
    with pytest.raises(DBAPIError, match="append only"):
        answer(chat, "delete from audit returning id")
    assert answer(directory, "select count(*) from pg_tables where tableowner = 'lotsen'")[0][0]
