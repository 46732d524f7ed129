"""Bars of a small drawing: where each lies and how high it is. The template draws them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.staff.figures.counted import Count

WIDTH, HEIGHT, FOOT = 720, 180, 24  # units of the drawing
GAP = 0.2  # of a bar's place
WIDEST = 48  # of a bar, when there are few


@dataclass(frozen=True)
class Bar:
    """`x`, `width` and the three heights in units of the drawing; `y_*` are the tops of the stacked parts."""

    label: str
    x: float
    width: float
    answered: float
    y_answered: float
    given_up: float
    y_given_up: float
    told: str


@dataclass(frozen=True)
class Plot:
    bars: tuple[Bar, ...]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


def draw(named: Sequence[tuple[str, Count]]) -> Plot:
    """One bar for each name: answered below, given up on top."""
    highest = max((count.answered + count.given_up for _, count in named), default=0)
    place = WIDTH / max(1, len(named))
    bars = (_bar(name, count, place * index, place, highest) for index, (name, count) in enumerate(named))
    return Plot(tuple(bars), highest)


def _bar(name: str, count: Count, x: float, place: float, highest: int) -> Bar:
    unit = HEIGHT / highest if highest else 0.0
    answered, given_up = count.answered * unit, count.given_up * unit
    width = min(place * (1 - GAP), WIDEST)
    told = f"{name}: {count.answered} besvarade, {count.given_up} gav upp"
    return Bar(
        label=name,
        x=round(x + (place - width) / 2, 1),
        width=round(width, 1),
        answered=round(answered, 1),
        y_answered=round(HEIGHT - answered, 1),
        given_up=round(given_up, 1),
        y_given_up=round(HEIGHT - answered - given_up, 1),
        told=told,
    )
