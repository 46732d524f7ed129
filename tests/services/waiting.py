"""Waits, without guessing how long, until one process in PostgreSQL is held up by another."""

import time

from sqlalchemy import create_engine

HELD_UP = "select count(*) from pg_locks where not granted"
PATIENCE_SECONDS = 10


def wait_until_somebody_waits(url: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    started = time.monotonic()
    with engine.connect() as connection:
        while not connection.exec_driver_sql(HELD_UP).scalar():
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise AssertionError("nobody waits")
            time.sleep(0.02)
    engine.dispose()
