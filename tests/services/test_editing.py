"""What editors do on PostgreSQL: every test of tests/knowledge about hand edits, reports, the list and duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import Connection, Engine

from knowledge.build import migrate
from knowledge.database import make_engine
from tests.knowledge.test_duplicates import *  # noqa: F403
from tests.knowledge.test_editing import *  # noqa: F403
from tests.knowledge.test_feedback import *  # noqa: F403

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def engine(new_database: Callable[[], str]) -> Iterator[Engine]:
    engine = make_engine(new_database())
    with engine.begin() as connection:
        migrate(connection, "head")
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Nothing of a test is kept."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()
