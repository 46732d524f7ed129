"""Each of the twelve points that must hold of the chat has tests, and each test that is named exists."""

import re
from pathlib import Path

import yaml

HERE = Path(__file__).parent
POINTS = yaml.safe_load((HERE / "twelve_points.yml").read_text(encoding="utf-8"))


def test_every_point_is_there():
    numbers = [int(found[0]) for name in POINTS if (found := re.match(r"\d+", name))]
    assert numbers == list(range(1, 13))


def test_every_test_that_is_named_exists():
    missing = [
        f"{file}: {name}"
        for tests in POINTS.values()
        for file, names in tests.items()
        for name in names
        if not re.search(rf"^def {name}\(", (HERE / file).read_text(encoding="utf-8"), re.M)
    ]
    assert missing == []
