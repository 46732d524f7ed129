"""The trained assistant in this process, with a directory of its own that is built anew."""

import os
from unittest.mock import patch

import pytest

from bot.actions import sources
from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from knowledge.settings import knowledge_settings
from lotsen.paths import MODEL


@pytest.fixture(scope="session")
def own_data(tmp_path_factory):
    """A data folder with a built directory; nothing of what other runs left is read or written."""
    data = tmp_path_factory.mktemp("lotsen")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LOTSEN_")}
    with patch.dict(os.environ, {**clean, "LOTSEN_DATA": str(data)}, clear=True):
        build_directory(knowledge_settings().directory_url, load_facts())
        _forget_sources()
        yield data
    _forget_sources()


def _forget_sources():
    sources.directory.cache_clear()
    sources.come_backs.cache_clear()


@pytest.fixture(scope="session")
def door(own_data):
    """Opens a chat with the trained assistant."""
    if not MODEL.exists():
        missing = "there is no trained model; `make train` makes one"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    from tests.conversations.inside import Inside

    return Inside
