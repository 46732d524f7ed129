"""The fast tier reads no file that it leaves out whole, and leaves out no other."""

import pytest

from tests.conftest import is_left_out

FAST = "not browser and not services and not deep"


@pytest.mark.parametrize(
    "marks",
    [
        "pytest.mark.deep",
        "[pytest.mark.stack, pytest.mark.browser]",
        "[\n    pytest.mark.services,\n    pytest.mark.timeout(9),\n]",
    ],
)
def test_a_file_that_is_marked_as_a_whole_is_left_out(marks):
    assert is_left_out(f"import pytest\n\npytestmark = {marks}\nX = 1\n", FAST)


@pytest.mark.parametrize(
    ("source", "expression"),
    [
        ("pytestmark = pytest.mark.content\n\n\n@pytest.mark.deep\ndef test_a(): ...\n", FAST),
        ("pytestmark = pytest.mark.deep\n", "deep and not services"),
        ("pytestmark = pytest.mark.deep\n", "(stack or services) and not deep"),
        ("pytestmark = pytest.mark.deep\n", ""),
    ],
)
def test_no_other_file_is_left_out(source, expression):
    assert not is_left_out(source, expression)
