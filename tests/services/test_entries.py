"""Entries on PostgreSQL: every test of tests/knowledge/test_entry_store.py, and the migrations with data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from tests.knowledge.entry_migrating import down_and_up_again
from tests.knowledge.test_entry_store import *  # noqa: F403

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def url(new_database: Callable[[], str]) -> str:
    made = new_database()
    build_directory(made, load_facts())
    return made


@pytest.fixture
def empty(new_database: Callable[[], str]) -> str:
    return new_database()


def test_the_migrations_lose_no_row_on_the_way_down_and_up(empty: str) -> None:
    down_and_up_again(empty)
