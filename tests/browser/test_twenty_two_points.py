"""Each of the twenty-two points that must hold of people who take over has tests, and each that is named exists."""

from pathlib import Path

from tests.browser.points import named_but_missing, numbers, read_points

HERE = Path(__file__).parent
POINTS = read_points(HERE / "twenty_two_points.yml")
FAULTS = read_points(HERE / "faults_and_locks.yml")


def test_every_point_is_there():
    assert numbers(POINTS) == list(range(1, 23))


def test_every_test_that_is_named_exists():
    assert named_but_missing(POINTS, HERE.parent, "(async )?def") == []


def test_every_fault_and_every_lock_has_tests_that_exist():
    assert numbers(FAULTS) == list(range(1, 19))
    assert named_but_missing(FAULTS, HERE.parent, "(async )?def") == []
