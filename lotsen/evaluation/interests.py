"""Brings interests to the name that the product's vocabulary gives them."""

from collections.abc import Callable, Sequence

from knowledge.fact_types import VocabularyEntry
from safety.normalise import normalise


def canonical_names(entries: Sequence[VocabularyEntry]) -> Callable[[str], str]:
    """A function from any word of an entry to its name; a word that no entry has stays as it is."""
    names = {normalise(entry.name): entry.name for entry in entries}
    for entry in entries:
        for word in entry.words:
            names.setdefault(normalise(word), entry.name)
    return lambda word: names.get(normalise(word), word)
