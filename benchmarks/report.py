"""Shows a comparison: one table, one JSON file."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Row, Rule, spread
from benchmarks.outcome import Outcome, Side

COLUMNS = ("Mått", "Vanlig Rasa", "Lotsen", "Kvot", "Budget", "Håller")
VERDICTS = {True: "ja", False: "NEJ", None: "–"}


def cells(row: Row) -> tuple[str, str, str, str, str, str]:
    """A row as people read it."""
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}x"
    return (
        row.what,
        _value(row.stock, row.unit),
        _value(row.lotsen, row.unit),
        ratio,
        budget(row),
        VERDICTS[row.holds],
    )


def budget(row: Row) -> str:
    if row.rule is Rule.none:
        return "–"
    sign = "≥" if row.rule is Rule.ratio_at_least else "≤"
    unit = f" {row.unit}" if row.rule is Rule.at_most and row.unit != "x" else "x"
    return f"{sign} {row.limit:g}{unit}"


def show(rows: Sequence[Row], outcome: Outcome, console: Console) -> None:
    table = Table(*COLUMNS, title="Lotsen mot ett vanligt rasa init-projekt, samma maskin, samma körning")
    for row in rows:
        table.add_row(*cells(row), style="bold red" if row.holds is False else "")
    console.print(table)
    for gap in outcome.gaps:
        console.print(f"Inte mätt: {gap}", highlight=False)


def write_json(rows: Sequence[Row], outcome: Outcome, path: Path) -> None:
    """Every figure, the single times too."""
    lines = [{**asdict(row), "rule": row.rule.value, "ratio": row.ratio, "holds": row.holds} for row in rows]
    content = {
        "rows": lines,
        "stock": _side(outcome.stock),
        "lotsen": _side(outcome.lotsen),
        "search": {str(size): asdict(spread(times)) for size, times in outcome.search_ms.items()},
        "page_bytes": outcome.page_bytes,
        "machine": outcome.machine,
        "gaps": outcome.gaps,
        "seconds": round(outcome.seconds, 1),
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


def _side(side: Side) -> dict[str, object]:
    whole = asdict(side)
    whole["message_ms"] = [round(ms, 2) for ms in side.message_ms]
    whole["turns_ms"] = [[round(ms, 2) for ms in turns] for turns in side.turns_ms]
    return whole


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"
