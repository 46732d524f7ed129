"""Figures with their 95 % intervals, found by drawing the messages anew a thousand times. Pure.

Every figure here is a function of sums over messages. So the messages are a matrix (a row each, with what is
counted), the draws are a matrix of weights (how many times each message was drawn), and one product gives the
sums of all draws at once. The first row of weights is all ones: the set as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers], Numbers]

RESAMPLES = 1000
SEED = 20261122
TAILS = (2.5, 97.5)  # percent outside on each side


@dataclass(frozen=True)
class Figure:
    """A value, its interval, and how many messages it rests on; `nan` is a value that nothing decides."""

    value: float
    low: float | None = None
    high: float | None = None
    count: int | None = None
    draws: Numbers | None = field(default=None, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Plain numbers, without what is not known."""
        known = {"value": self.value, "low": self.low, "high": self.high}
        numbers: dict[str, Any] = {key: round(x, 4) for key, x in known.items() if x is not None and x == x}
        return {"value": None, **numbers, **({"count": self.count} if self.count is not None else {})}


@lru_cache(maxsize=256)
def weights(count: int) -> Numbers:
    """How often each of `count` messages counts: shape (1 + RESAMPLES, count), the same for the same count."""
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return np.vstack([np.ones(count), drawn]).astype(np.float64)


def estimate(rows: Numbers, statistic: Statistic, count: int | None = None) -> list[Figure]:
    """The figures that `statistic` makes of sums (shape (draws, counted things) to (draws, figures)), in order.

    `rows` has the shape (messages, counted things); `count` is what the figures rest on when not every message.
    """
    if not len(rows):
        return []
    found = statistic(weights(len(rows)) @ rows)
    found = found[:, None] if found.ndim == 1 else found
    return [_figure(column, len(rows) if count is None else count) for column in found.T]


def rate(held: Sequence[bool]) -> Figure:
    """The share of messages for which something holds; without messages nothing decides it."""
    if not held:
        return Figure(float("nan"), count=0)
    return estimate(np.array(held, dtype=np.float64)[:, None], lambda sums: sums[:, 0] / len(held))[0]


def divide(above: Numbers, below: Numbers) -> Numbers:
    """Element by element; `nan` where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Numbers = np.where(below > 0, above / np.where(below > 0, below, 1), np.nan)
    return quotient


def _figure(column: Numbers, count: int) -> Figure:
    value, draws = float(column[0]), column[1:]
    if np.isnan(draws).all():
        return Figure(value, count=count, draws=draws)
    low, high = np.nanpercentile(draws, TAILS)
    return Figure(value, float(low), float(high), count, draws)
