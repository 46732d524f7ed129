"""Holds the variants against config.yml as it is: differences with intervals, one JSON file, one Markdown table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lotsen.evaluation.aims import AIMS
from lotsen.evaluation.figures import TAILS, Figure

COLUMNS = {
    "intent_macro_f1": "intents",
    "kind_macro_f1_clear": "kinds",
    "danger_acute_seen": "acute seen",
    "danger_acute": "acute as acute",
    "danger_concern": "concern seen",
    "danger_hard_negative": "hard negatives alone",
    "alone_lonely": "lonely alone",
    "alone_messages": "messages alone",
    "place_f1": "place",
    "barrier_f1": "barrier",
}
NOTE = (
    "Macro-F1, F1 or share on the development sets; in brackets the difference to config.yml as it is, "
    "with * where its 95 % interval (paired, 1,000 draws) leaves out zero."
)


@dataclass(frozen=True)
class Result:
    """What one variant reached and what it costs; `unlike` are figures that it has no component for."""

    name: str
    figures: Mapping[str, Figure]
    milliseconds: float
    training_seconds: float
    unlike: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Difference:
    """A variant's figure less that of config.yml as it is, on the same draws of the same messages."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """True when the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def difference(variant: Figure, base: Figure) -> Difference | None:
    """None where there is nothing to compare."""
    if variant.draws is None or base.draws is None or np.isnan(variant.draws - base.draws).all():
        return None
    low, high = np.nanpercentile(variant.draws - base.draws, TAILS)
    return Difference(variant.value - base.value, float(low), float(high))


def as_json(results: Sequence[Result], run: Mapping[str, Any]) -> str:
    """The figures that have an aim, of every variant; a difference is its value, low and high."""
    base = results[0]
    variants = {result.name: _variant_as_json(result, base) for result in results}
    return json.dumps({"run": dict(run), "variants": variants}, indent=1, ensure_ascii=False)


def write_json(results: Sequence[Result], run: Mapping[str, Any], path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(as_json(results, run), encoding="utf-8")


def markdown(results: Sequence[Result]) -> str:
    """One table; the first result is what the others are held against."""
    head = ["variant", *COLUMNS.values(), "p50 ms", "training s"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cells(result, results[0])) + " |" for result in results]
    return "\n".join([*lines, "", NOTE])


def _cells(result: Result, base: Result) -> list[str]:
    figures = [_cell(name, result, base) for name in COLUMNS]
    return [result.name, *figures, f"{result.milliseconds:.1f}", f"{result.training_seconds:.0f}"]


def _cell(name: str, result: Result, base: Result) -> str:
    if name in result.unlike or name not in result.figures:
        return "–"
    figure = result.figures[name]
    found = difference(figure, base.figures[name]) if result is not base else None
    if found is None or found.value == 0:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} ({found.value:+.3f}{'*' if found.is_clear else ''})"


def _variant_as_json(result: Result, base: Result) -> dict[str, Any]:
    figures = {}
    for name in (aim.figure for aim in AIMS if aim.figure in result.figures and aim.figure not in result.unlike):
        figures[name] = result.figures[name].as_json()
        found = difference(result.figures[name], base.figures[name]) if result is not base else None
        if found:
            figures[name]["difference"] = [round(x, 4) for x in (found.value, found.low, found.high)]
    return {"parse_ms_p50": result.milliseconds, "training_seconds": result.training_seconds, "figures": figures}
