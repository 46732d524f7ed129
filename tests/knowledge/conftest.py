"""Which tests of the directory are deep: every reader's, what leaves, and what visits pages or takes in thousands of rows."""

from pathlib import Path

import pytest

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and is_deep(item.path):
            item.add_marker(pytest.mark.deep)


def is_deep(path: Path) -> bool:
    return path.relative_to(HERE).parts[0] in FOLDERS or path.name.startswith(FILES)
