"""An empty directory in memory, and which tests of the directory are deep: every reader's, what leaves, what visits pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from knowledge.database import make_engine
from knowledge.models import metadata

HERE = Path(__file__).resolve().parent
FOLDERS = ("feeds", "out", "search")
FILES = (
    "test_checking",
    "test_duplicates",
    "test_editing",
    "test_entry_store",
    "test_entry_migrations",
    "test_gazetteer",
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty directory with its tables, gone with the test."""
    engine = make_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and is_deep(item.path):
            item.add_marker(pytest.mark.deep)


def is_deep(path: Path) -> bool:
    return path.relative_to(HERE).parts[0] in FOLDERS or path.name.startswith(FILES)
