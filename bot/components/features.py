"""Turns a message into numbers: words, pieces of words and concepts, weighed by how telling they are."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

MAX_TOKENS = 400  # a message of 20,000 characters must still be answered in under a second


@dataclass(frozen=True)
class Reading:
    """A message as the classifiers see it: its words, their lemmas and the concepts in it."""

    tokens: tuple[str, ...]
    lemmas: tuple[str, ...]
    concepts: tuple[str, ...]


def words_of(reading: Reading) -> list[str]:
    """Single words and neighbouring pairs."""
    tokens = reading.tokens[:MAX_TOKENS]
    return [*tokens, *(f"{a} {b}" for a, b in itertools.pairwise(tokens))]


def pieces_of(reading: Reading) -> list[str]:
    """Runs of 3–5 letters inside words, word ends marked; they carry endings, compounds and misspellings."""
    pieces: list[str] = []
    for token in reading.tokens[:MAX_TOKENS]:
        word = f" {token[:40]} "
        for size in (3, 4, 5):
            pieces += [word[i : i + size] for i in range(max(1, len(word) - size + 1))]
    return pieces


def concepts_of(reading: Reading) -> list[str]:
    """Concepts, with lemmas beside them so that an unlisted inflection still counts."""
    return [*reading.concepts, *(f"lemma:{lemma}" for lemma in reading.lemmas[:MAX_TOKENS])]


class TextFeatures:
    """Three weighed views of a message side by side; one sparse row a message."""

    def __init__(self) -> None:
        options: dict[str, Any] = {"sublinear_tf": True, "dtype": "float32"}
        self.views = [
            TfidfVectorizer(analyzer=words_of, min_df=2, **options),
            TfidfVectorizer(analyzer=pieces_of, min_df=3, max_features=60_000, **options),
            TfidfVectorizer(analyzer=concepts_of, min_df=2, **options),
        ]

    def fit(self, readings: Sequence[Reading]) -> csr_matrix:
        """Learn the weights; returns shape (messages, features)."""
        return hstack([view.fit_transform(readings) for view in self.views], format="csr")

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """Rows for new messages, shape (messages, features)."""
        return hstack([view.transform(readings) for view in self.views], format="csr")
