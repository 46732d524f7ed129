"""Precision, recall and F1 of classes and of sets of values, each with its interval. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from lotsen.evaluation.figures import Figure, Numbers, divide, estimate

Pairs = Sequence[tuple[str, str]]  # (wanted, got)
SetPairs = Sequence[tuple[AbstractSet[str], AbstractSet[str]]]


@dataclass(frozen=True)
class Score:
    """How well one class, or one kind of value, is found; `wanted` is how many there are to find."""

    precision: Figure
    recall: Figure
    f1: Figure
    wanted: int


def confusion(pairs: Pairs, labels: Sequence[str]) -> Numbers:
    """How often each label (row) was read as each label (column)."""
    place = {label: index for index, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)))
    for wanted, got in pairs:
        counts[place[wanted], place[got]] += 1
    return counts


def all_labels(pairs: Pairs, order: Sequence[str] = ()) -> list[str]:
    """Every label that is wanted or got, those of `order` first."""
    seen = {label for pair in pairs for label in pair}
    return [*order, *sorted(seen - set(order))]


def by_class(pairs: Pairs, labels: Sequence[str]) -> dict[str, Score]:
    """The score of each label."""
    return {label: set_score([(_only(wanted, label), _only(got, label)) for wanted, got in pairs]) for label in labels}


def macro_f1(pairs: Pairs) -> Figure:
    """Mean F1 over the labels that are wanted at least once."""
    labels = sorted({wanted for wanted, _ in pairs})
    hits = np.array([[wanted == got == label for label in labels] for wanted, got in pairs], dtype=np.float64)
    asked = np.array([[(wanted == label) + (got == label) for label in labels] for wanted, got in pairs], np.float64)
    size = len(labels)

    def mean(sums: Numbers) -> Numbers:
        found: Numbers = np.nanmean(divide(2 * sums[:, :size], sums[:, size:]), axis=1)
        return found

    return estimate(np.hstack([hits, asked]), mean)[0]


def set_score(pairs: SetPairs) -> Score:
    """Over all values of all messages together (micro)."""
    rows = np.array([(len(w & g), len(g), len(w)) for w, g in pairs], dtype=np.float64).reshape(-1, 3)
    wanted = int(rows[:, 2].sum())
    precision, recall, f1 = estimate(rows, _precision_recall_f1, wanted) or [Figure(float("nan"), count=0)] * 3
    return Score(precision, recall, f1, wanted)


def _precision_recall_f1(sums: Numbers) -> Numbers:
    hit, got, wanted = sums.T
    return np.stack([divide(hit, got), divide(hit, wanted), divide(2 * hit, got + wanted)], axis=1)


def _only(label: str, kept: str) -> set[str]:
    return {label} & {kept}
