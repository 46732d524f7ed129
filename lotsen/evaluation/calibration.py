"""Holds scores against what was true: of messages with a score of .7, seven in ten should be so. Pure."""

from collections.abc import Sequence

import numpy as np

from lotsen.evaluation.figures import Figure, Numbers, divide, estimate
from lotsen.evaluation.report import Bin

BINS = 10
Scored = Sequence[tuple[float, bool]]  # (score from 0 to 1, was it so)


def reliability(scored: Scored) -> tuple[Bin, ...]:
    """The bins that hold any message, lowest score first."""
    counts, scores, hits = _rows(scored).sum(axis=0).reshape(3, BINS)
    return tuple(Bin(int(n), s / n, h / n) for n, s, h in zip(counts, scores, hits, strict=True) if n)


def expected_calibration_error(*scored: Scored) -> Figure:
    """Mean distance between score and share over bins, weighed by how many scores each holds.

    Several scores of the same messages, given in the same order, are counted together.
    """
    if not all(scored):
        return Figure(float("nan"), count=0)
    return estimate(np.sum([_rows(each) for each in scored], axis=0), _error)[0]


def _rows(scored: Scored) -> Numbers:
    """A row a message: a one, the score and the outcome, each in the column of its bin."""
    scores = np.array([score for score, _ in scored])
    outcomes = np.array([float(held) for _, held in scored])
    place = np.eye(BINS)[np.clip((scores * BINS).astype(int), 0, BINS - 1)]
    return np.hstack([place, place * scores[:, None], place * outcomes[:, None]])


def _error(sums: Numbers) -> Numbers:
    counts, scores, hits = np.split(sums, 3, axis=1)
    found: Numbers = divide(np.abs(scores - hits).sum(axis=1), counts.sum(axis=1))
    return found
