"""What the command's tests share: a console that can be read."""

import io

import pytest
from rich.console import Console


@pytest.fixture
def console():
    """A wide console; `console.file.getvalue()` is what it printed."""
    return Console(file=io.StringIO(), width=300)
