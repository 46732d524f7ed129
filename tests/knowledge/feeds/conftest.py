"""A directory of its own for each test, copied from one that is built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.build import build_directory
from tests.knowledge.feeds.loopback import Site, serving
from tests.knowledge.feeds.reading_at_hand import FACTS


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A directory with the facts and nothing else."""
    path = tmp_path_factory.mktemp("directory") / "directory.db"
    build_directory(f"sqlite:///{path}", FACTS)
    return path.read_bytes()


@pytest.fixture
def url(tmp_path: Path, built_once: bytes) -> str:
    """The address of a directory with the facts."""
    path = tmp_path / "directory.db"
    path.write_bytes(built_once)
    return f"sqlite:///{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found
