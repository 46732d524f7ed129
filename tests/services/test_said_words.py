"""Words of no vocabulary on PostgreSQL: every test of tests/knowledge/search/test_said_words.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.knowledge.search.test_said_words import *  # noqa: F403

pytestmark = pytest.mark.services


@pytest.fixture
def new_url(new_database: Callable[[], str]) -> Callable[[], str]:
    return new_database
