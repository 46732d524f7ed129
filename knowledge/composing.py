"""Composes what searching reads anew when a release changed how, and lets the database count its rows."""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy import delete, insert, select, text
from sqlalchemy.engine import Connection, Engine

from knowledge import models
from knowledge.database import take_turns
from knowledge.entry_store import count_entries, refresh_search
from knowledge.fact_types import Facts

PACKAGE = Path(__file__).parent
# Of knowledge/, what decides a row.
DECIDING = ("*.py", "entries/*.py", "entries/*.yml", "facts/need_rules.yml", "facts/vocabulary/**/*.yml")
COMPOSED = "lotsen-composed"  # the source whose fingerprint tells how the rows were composed
WORTH_COUNTING = 1_000  # rows written at a time, from which the database counts again
Progress = Callable[[int, int], None]


def keep_composed(engine: Engine, facts: Facts, today: date, progress: Progress | None = None) -> int | None:
    """Composes everything anew where that is needed; how many may then be suggested, None when nothing was to do."""
    with engine.begin() as connection:
        take_turns(connection)
        if _is_up_to_date(connection):
            return None
        found = compose(connection, facts, today, progress)
    analyse(engine)
    return found


def compose(connection: Connection, facts: Facts, today: date, progress: Progress | None = None) -> int:
    """Composes every entry's rows anew and remembers by which version; how many may be suggested."""
    everything, tell = count_entries(connection), progress or (lambda done, total: None)
    found = refresh_search(connection, today=today, facts=facts, progress=lambda done: tell(done, everything))
    connection.execute(delete(models.source).where(models.source.c.id == COMPOSED))
    row = {"id": COMPOSED, "name": "Hur aktiviteterna är skrivna", "fingerprint": version()}
    connection.execute(insert(models.source), [row])
    return found


def analyse(engine: Engine) -> None:
    """Lets the database count its rows, so that it chooses its indexes well."""
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))


@lru_cache(maxsize=1)
def version() -> str:
    """Changes with all that decides what searching reads of an entry."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in DECIDING for file in PACKAGE.glob(pattern)}):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_up_to_date(connection: Connection) -> bool:
    known = select(models.source.c.fingerprint).where(models.source.c.id == COMPOSED)
    return bool(connection.execute(known).scalar() == version())
