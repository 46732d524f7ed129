"""The arithmetic of a comparison: spreads, ratios, and whether a budget holds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import fmean

Turns = Sequence[Sequence[float]]  # ms by turn, one sequence a conversation


@dataclass(frozen=True)
class Spread:
    """What a set of times looks like, in the unit of the times."""

    count: int
    mean: float
    p50: float
    p95: float
    p99: float


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) lies, interpolated between neighbours. Raises ValueError if empty."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def spread(values: Sequence[float]) -> Spread:
    return Spread(len(values), fmean(values), *(percentile(values, share) for share in (0.50, 0.95, 0.99)))


def around(conversations: Turns, turn: int, reach: int = 4) -> float:
    """The mean time of the turns from `turn - reach` to `turn + reach` (the first turn is 1) over conversations."""
    times = [ms for conversation in conversations for ms in conversation[max(0, turn - 1 - reach) : turn + reach]]
    if not times:
        raise ValueError(f"no conversation reached turn {turn}")
    return fmean(times)


def growth(conversations: Turns, early: int, late: int) -> float:
    """How many times as long a late turn takes as an early one."""
    return around(conversations, late) / around(conversations, early)


class Rule(str, Enum):
    """What a budget bounds: Lotsen's own figure or its ratio to the stock project."""

    none = "none"
    at_most = "at_most"
    ratio_at_most = "ratio_at_most"
    ratio_at_least = "ratio_at_least"


@dataclass(frozen=True)
class Row:
    """One line of the comparison; None is not measured."""

    what: str
    unit: str
    stock: float | None
    lotsen: float | None
    rule: Rule = Rule.none
    limit: float = 0.0

    @property
    def ratio(self) -> float | None:
        """Lotsen over stock."""
        if self.stock is None or self.lotsen is None or self.stock == 0:
            return None
        return self.lotsen / self.stock

    @property
    def holds(self) -> bool | None:
        """None without a budget or without a figure to hold against it."""
        value = self.lotsen if self.rule is Rule.at_most else self.ratio
        if self.rule is Rule.none or value is None:
            return None
        return value >= self.limit if self.rule is Rule.ratio_at_least else value <= self.limit
