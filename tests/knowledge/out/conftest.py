"""The read API over facts and a few entries, without a server."""

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from knowledge.api import create_api
from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from tests.knowledge.out.examples import make_directory


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = make_directory(f"sqlite:///{tmp_path_factory.mktemp('out') / 'directory.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def api(engine: Engine) -> TestClient:
    app = create_api(engine, load_facts(), load_places(), lambda: datetime(2026, 11, 22, 12, tzinfo=timezone.utc))
    return TestClient(app, base_url="https://example.org")


@pytest.fixture
def get(api: TestClient) -> Any:
    """The JSON at an address that must answer with 200."""

    def ask(address: str, **options: Any) -> Any:
        answer = api.get(address, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


@pytest.fixture(scope="session")
def schemas() -> Path:
    folder = Path(__file__).resolve().parents[4] / "shared" / "hsds-3.1"
    if not folder.is_dir():
        pytest.skip("the schemas of HSDS 3.1 are not at hand")
    return folder
