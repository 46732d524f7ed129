"""JSON read piece by piece gives what JSON read at once would give."""

import json
from pathlib import Path

import pytest

from knowledge.feeds.json_stream import CHUNK, read_pieces


@pytest.mark.parametrize("cut", range(8))
def test_a_number_that_is_cut_in_two_by_the_reading_stays_one_number(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "flode.json"
    path.write_text(" " * (CHUNK - 1 - cut) + "[123456, 7]")
    assert [piece.value for piece in read_pieces(path)] == [123456, 7]


def test_the_parts_of_an_object_come_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "flode.json"
    path.write_text(json.dumps({"a": [1, {"x": 2}], "b": [], "c": {"d": [3]}}))
    assert [(one.key, one.value, one.number) for one in read_pieces(path)] == [
        ("a", 1, 1), ("a", {"x": 2}, 2), ("b", [], None), ("c", {"d": [3]}, None),
    ]  # fmt: skip
