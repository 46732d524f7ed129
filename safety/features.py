"""The concepts of danger in a message, as features for a classifier that learns beside the rules."""

from __future__ import annotations

from safety.assess import see
from safety.normalise import normalise
from safety.rules import find_hits, load_signals, tag_message


def concepts_in(text: str) -> frozenset[str]:
    """Names of the concepts and combinations that occur, manners of speaking taken away first."""
    return see(text).concepts()


def rules_met(text: str) -> frozenset[str]:
    """Names of the rules that hold, for training and for looking at misses."""
    signals = load_signals()
    return frozenset(hit.rule.name for hit in find_hits(tag_message(normalise(text), signals), signals))
