"""What a classifier is given beside the words."""

from safety.assess import see
from safety.features import rules_met


def test_concepts_are_named_without_the_words_themselves() -> None:
    found = see("jag vill dö ikväll").concepts()
    assert {"EGO", "WANT", "DIE", "WISH_DEAD"} <= found
    assert not any(name.startswith("=") for name in found)


def test_a_manner_of_speaking_leaves_no_concept_of_death() -> None:
    assert "DIE" not in see("jag dör av skratt").concepts()


def test_the_rules_that_hold_are_named() -> None:
    assert "will die at a named time" in rules_met("jag ska dö ikväll")
    assert rules_met("hej") == frozenset()
