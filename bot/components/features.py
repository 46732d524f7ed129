"""Turns a message into numbers: words, pieces of words and concepts, weighed by how telling they are."""

import itertools
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer

MAX_TOKENS = 400  # a message of 20,000 characters must still be answered in under a second


@dataclass(frozen=True)
class Reading:
    """A message as the classifiers see it: its words, their lemmas, the concepts in it and the parts of compounds."""

    tokens: tuple[str, ...]
    lemmas: tuple[str, ...]
    concepts: tuple[str, ...]
    parts: tuple[str, ...] = ()


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
    """Concepts, with lemmas and parts of compounds beside them so that an unlisted form still counts."""
    lemmas = (f"lemma:{lemma}" for lemma in reading.lemmas[:MAX_TOKENS])
    return [*reading.concepts, *lemmas, *(f"part:{part}" for part in reading.parts[:MAX_TOKENS])]


class TextFeatures:
    """Three weighed views of a message side by side; one sparse row a message.

    A view named in `leave_out` is not made, to measure what it gives. Raises ValueError when no view has the name.
    """

    def __init__(self, leave_out: Collection[str] = ()) -> None:
        options: dict[str, Any] = {"sublinear_tf": True}
        views = {
            "words": TfidfVectorizer(analyzer=words_of, min_df=2, **options),
            "pieces": TfidfVectorizer(analyzer=pieces_of, min_df=3, max_features=60_000, **options),
            "concepts": TfidfVectorizer(analyzer=concepts_of, min_df=2, **options),
        }
        if unknown := set(leave_out) - set(views):
            raise ValueError(f"no such view to leave out: {', '.join(sorted(unknown))}")
        self.views = [view for name, view in views.items() if name not in leave_out]

    def fit(self, readings: Sequence[Reading]) -> csr_matrix:
        """Learn the weights; returns shape (messages, features), the same numbers in the same order as transform."""
        rows = hstack([learn_view(view, readings) for view in self.views], format="csr")
        for view in self.views:
            forget_rare(view)
        return rows

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """Rows for many messages, shape (messages, features)."""
        return hstack([view.transform(readings) for view in self.views], format="csr")

    def row(self, reading: Reading) -> csr_matrix:
        """The row of one message, shape (1, features); the same numbers as transform, without its checks."""
        return one_row(self.views, [reading] * len(self.views), [1.0] * len(self.views))


def learn_view(view: TfidfVectorizer, readings: Sequence[Reading]) -> csr_matrix:
    """Rows in the order of transform, which fit_transform leaves out: models add in that order, to the last digit."""
    counts = CountVectorizer.fit_transform(view, readings)
    counts.sort_indices()
    weights = TfidfTransformer(sublinear_tf=view.sublinear_tf).fit(counts)
    view.idf_ = weights.idf_
    return weights.transform(counts, copy=False)


def forget_rare(view: TfidfVectorizer) -> None:
    """Drop scikit-learn's list of the terms that were too rare; it is only for looking at, and as large as all else."""
    view.stop_words_ = None


def one_row(views: Sequence[TfidfVectorizer], inputs: Sequence[Any], weights: Sequence[float]) -> csr_matrix:
    """Several weighed views of one message side by side, shape (1, all features)."""
    indices: list[int] = []
    values: list[float] = []
    width = 0
    for view, given, weight in zip(views, inputs, weights, strict=True):
        found, weighed = _weigh(view, view.analyzer(given))
        indices += [width + index for index in found]
        values += [weight * value for value in weighed]
        width += len(view.vocabulary_)
    row = csr_matrix((values, indices, [0, len(indices)]), shape=(1, width))
    row.sort_indices()
    return row


def side_by_side(left: csr_matrix, right: csr_matrix) -> csr_matrix:
    """Two rows as one; scipy's hstack takes ten times as long for single rows."""
    indices = np.concatenate([left.indices, right.indices + left.shape[1]])
    values = np.concatenate([left.data, right.data])
    return csr_matrix((values, indices, [0, len(indices)]), shape=(1, left.shape[1] + right.shape[1]))


def _weigh(view: TfidfVectorizer, terms: Sequence[str]) -> tuple[list[int], list[float]]:
    """Column and weight of each known term: sublinear count times idf, the whole of length one."""
    vocabulary, idf = view.vocabulary_, _idf(view)
    counts = Counter(index for term in terms if (index := vocabulary.get(term)) is not None)
    raw = [(1.0 + log(count)) * idf[index] for index, count in counts.items()]
    length = sqrt(sum(value * value for value in raw)) or 1.0
    return list(counts), [value / length for value in raw]


def _idf(view: TfidfVectorizer) -> list[float]:
    """The inverse document frequencies as a plain list, made once a view."""
    kept: list[float] | None = getattr(view, "lotsen_idf", None)
    if kept is None:
        kept = view.lotsen_idf = view.idf_.tolist()
    return kept
