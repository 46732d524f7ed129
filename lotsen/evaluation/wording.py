"""Writes figures as Swedish readers expect them."""

from lotsen.evaluation.figures import Figure
from lotsen.evaluation.report import Cell


def decimal(number: float, digits: int = 2) -> str:
    """With a comma."""
    return f"{number:.{digits}f}".replace(".", ",")


def value(figure: Figure, unit: str = "") -> str:
    """A share with three decimals, anything in a unit with one; a dash for what nothing decides."""
    if figure.value != figure.value:
        return "–"
    return f"{decimal(figure.value, 1)} {unit}" if unit else decimal(figure.value, 3)


def interval(figure: Figure) -> str:
    """Low to high, or nothing."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{decimal(figure.low)}–{decimal(figure.high)}"


def cell(content: Cell) -> str:
    """What stands in a cell before its interval."""
    return value(content) if isinstance(content, Figure) else str(content)
