"""The concepts of danger as features. No Rasa: the processes that share this work out need not load it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from safety.assess import see_normalised

MOST_CONCEPTS = 18


def concepts_in(normalised: Sequence[str]) -> list[frozenset[str]]:
    """The concepts of danger in each of many normalised messages."""
    return [see_normalised(text).concepts() for text in normalised]


def concept_pairs(concepts: Collection[str]) -> list[str]:
    """The concepts of danger in a message, each alone and each with each: who, what, when, by what means."""
    found = sorted(concepts)
    few = found[:MOST_CONCEPTS]
    return [*found, *(f"{a}&{b}" for i, a in enumerate(few) for b in few[i + 1 :])]
