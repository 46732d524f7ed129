"""Within one turn a text is worked out once, and afterwards nothing of it is left."""

import pytest

from safety import normalise as module
from safety.normalise import normalise, spelled_once


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were really worked out."""
    texts: list[str] = []
    whole = module._normalised
    monkeypatch.setattr(module, "_normalised", lambda text: (texts.append(text), whole(text))[1])
    return texts


def test_a_text_is_worked_out_once_in_a_turn(worked_out: list[str]) -> None:
    with spelled_once():
        assert normalise("JAG är ENSAM") == normalise("JAG är ENSAM") == "jag är ensam"
        normalise("Hej")
    assert worked_out == ["JAG är ENSAM", "Hej"]


def test_nothing_outlives_the_turn(worked_out: list[str]) -> None:
    for _ in range(2):
        with spelled_once():
            normalise("hej")
    assert worked_out == ["hej", "hej"]
    assert module._spelled.get() is None


def test_a_turn_within_a_turn_forgets_with_the_outer_one(worked_out: list[str]) -> None:
    with spelled_once():
        normalise("hej")
        with spelled_once():
            normalise("hej")
        normalise("hej")
    assert worked_out == ["hej"]


def test_a_turn_that_fails_forgets_as_well() -> None:
    with pytest.raises(ValueError, match="brott"), spelled_once():
        raise ValueError("brott")
    assert module._spelled.get() is None
