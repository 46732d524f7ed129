"""Each of the twenty-two points that must hold of people who take over has tests, and each that is named exists."""

import re
from pathlib import Path

import yaml

TESTS = Path(__file__).parent.parent
POINTS = yaml.safe_load((TESTS / "browser" / "twenty_two_points.yml").read_text(encoding="utf-8"))


def test_every_point_is_there():
    numbers = [int(found[0]) for name in POINTS if (found := re.match(r"\d+", name))]
    assert numbers == list(range(1, 23))


def test_every_test_that_is_named_exists():
    missing = [
        f"{file}: {name}"
        for tests in POINTS.values()
        for file, names in tests.items()
        for name in names
        if not re.search(rf"^(async )?def {name}\(", (TESTS / file).read_text(encoding="utf-8"), re.M)
    ]
    assert missing == []
