"""A real PostgreSQL and a real Redis for the whole session, and an empty database for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from sqlalchemy import create_engine

from tests.services.servers import HOST, USER, running_postgresql, running_redis

numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_port() -> Iterator[int]:
    with running_postgresql() as port:
        yield port


@pytest.fixture(scope="session")
def redis_port() -> Iterator[int]:
    with running_redis() as port:
        yield port


@pytest.fixture(scope="session")
def new_database(postgresql_port: int) -> Iterator[Callable[[], str]]:
    """Makes an empty database and gives its address, written as an operator writes it."""
    server = f"postgresql://{USER}@{HOST}:{postgresql_port}"
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"lotsen{next(numbers)}"
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return f"{server}/{name}"

    yield make
    admin.dispose()


@pytest.fixture
def url(new_database: Callable[[], str]) -> str:
    return new_database()
