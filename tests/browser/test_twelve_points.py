"""Each of the twelve points that must hold of the chat has tests, and each test that is named exists."""

from pathlib import Path

from tests.browser.points import named_but_missing, numbers, read_points

HERE = Path(__file__).parent
POINTS = read_points(HERE / "twelve_points.yml")


def test_every_point_is_there():
    assert numbers(POINTS) == list(range(1, 13))


def test_every_test_that_is_named_exists():
    assert named_but_missing(POINTS, HERE) == []
