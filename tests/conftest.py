"""Makes `tests` importable, so that tests can share what they read and start; what a tier leaves out whole is not read."""

from __future__ import annotations

import gc
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

pytest_plugins = ["tests.stack", "tests.browser.driver"]
OF_THE_MODULE = re.compile(r"^pytestmark = (?:\[\n(?:    .*\n)*\]|.*)$", re.MULTILINE)
MARK = re.compile(r"pytest\.mark\.(\w+)")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """True for a file that is marked as a whole with what `-m` leaves out: its imports take longer than many tests."""
    if collection_path.suffix != ".py" or not collection_path.name.startswith("test_"):
        return None
    return is_left_out(collection_path.read_text(encoding="utf-8"), config.option.markexpr) or None


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector walks through all of Rasa and spaCy no more."""
    gc.freeze()


def is_left_out(source: str, expression: str) -> bool:
    """Whether a module of this source has a mark of its own that the expression says "not" of, beside nothing but "and"."""
    terms = [] if " or " in expression else expression.split(" and ")
    unwanted = {term.removeprefix("not ").strip() for term in terms if term.startswith("not ")}
    marked = {mark for line in OF_THE_MODULE.findall(source) for mark in MARK.findall(line)}
    return bool(marked & unwanted)
