"""Points that must hold, each with the tests that show it; a file of points is held to the tests that there are."""

import re
from pathlib import Path
from typing import Any

import yaml

Points = dict[str, dict[str, list[str]]]


def read_points(path: Path) -> Points:
    found: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def numbers(points: Points) -> list[int]:
    return [int(found[0]) for name in points if (found := re.match(r"\d+", name))]


def named_but_missing(points: Points, folder: Path, begins: str = "def") -> list[str]:
    """Tests that are named, in files of the folder, and are not there."""
    return [
        f"{file}: {name}"
        for tests in points.values()
        for file, names in tests.items()
        for name in names
        if not re.search(rf"^{begins} {name}\(", (folder / file).read_text(encoding="utf-8"), re.M)
    ]
