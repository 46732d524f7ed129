"""What goes out, on PostgreSQL: every test of tests/knowledge/out that reads the directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from knowledge.api import create_api
from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from tests.knowledge.out.conftest import get, schemas  # noqa: F401
from tests.knowledge.out.examples import make_directory
from tests.knowledge.out.test_api import *  # noqa: F403
from tests.knowledge.out.test_api_schema import *  # noqa: F403
from tests.knowledge.out.test_export import *  # noqa: F403

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def engine(new_database: Callable[[], str]) -> Iterator[Engine]:
    engine = make_directory(new_database())
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def api(engine: Engine) -> Any:
    app = create_api(engine, load_facts(), load_places(), lambda: datetime(2026, 11, 22, 12, tzinfo=timezone.utc))
    return TestClient(app, base_url="https://example.org")


@pytest.fixture
def url(new_database: Callable[[], str]) -> str:
    return new_database()
