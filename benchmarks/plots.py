"""The comparison as one HTML page with its plots inside."""

import io
from collections.abc import Callable, Sequence
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.figures import Row
from benchmarks.outcome import MEGABYTE, Outcome, Side
from benchmarks.report import COLUMNS, cells

COLOURS = {"Vanlig Rasa": "#8a8f98", "Lotsen": "#0b6e6e"}
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2126 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd }
.nej { color: #a4161a; font-weight: 700 } svg { max-width: 100%; height: auto } figure { margin: 2rem 0 }
"""
Draw = Callable[[Any, Outcome], None]


def write_page(rows: Sequence[Row], outcome: Outcome, path: Path) -> None:
    figures = "".join(f"<figure>{_svg(draw, outcome)}</figure>" for draw in (_times, _rates, _turns, _memory))
    gaps = "".join(f"<li>{escape(gap)}</li>" for gap in outcome.gaps)
    machine = ", ".join(f"{escape(name)}: {escape(value)}" for name, value in outcome.machine.items())
    path.write_text(
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Lotsen mot vanlig Rasa</title>'
        f"<style>{STYLE}</style><h1>Lotsen mot ett vanligt rasa init-projekt</h1><p>{machine}</p>"
        f"{_table(rows)}{figures}<h2>Inte mätt</h2><ul>{gaps}</ul></html>",
        encoding="utf-8",
    )


def _table(rows: Sequence[Row]) -> str:
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    body = "".join(
        f"<tr{' class=nej' if row.holds is False else ''}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _svg(draw: Draw, outcome: Outcome) -> str:
    """A plot as SVG whose words stay words."""
    from matplotlib import rc_context  # type: ignore[import-untyped]
    from matplotlib.figure import Figure  # type: ignore[import-untyped]

    drawn = io.StringIO()
    with rc_context({"svg.fonttype": "none", "font.family": "sans-serif"}):
        figure = Figure(figsize=(8, 3.4), tight_layout=True)
        axes = figure.subplots()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes, outcome)
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    text = drawn.getvalue()
    return text[text.index("<svg") :]


def _sides(outcome: Outcome) -> tuple[tuple[str, Side], ...]:
    return ("Vanlig Rasa", outcome.stock), ("Lotsen", outcome.lotsen)


def _times(axes: Any, outcome: Outcome) -> None:
    for name, side in _sides(outcome):
        times = sorted(side.message_ms)
        shares = [100 * (place + 1) / len(times) for place in range(len(times))]
        axes.plot(times, shares, color=COLOURS[name], label=name)
    axes.set(title="Ett meddelande, hela vägen", xlabel="ms", ylabel="% som är klara", xlim=(0, None))
    axes.legend(frameon=False)


def _rates(axes: Any, outcome: Outcome) -> None:
    clients = list(outcome.lotsen.per_second)
    for shift, (name, side) in zip((-0.2, 0.2), _sides(outcome), strict=True):
        places = [place + shift for place in range(len(clients))]
        bars = axes.bar(places, [side.per_second[count] for count in clients], 0.38, color=COLOURS[name], label=name)
        axes.bar_label(bars, fmt="%.0f")
    axes.set(title="Meddelanden per sekund", xlabel="samtidigt", xticks=range(len(clients)), xticklabels=clients)
    axes.margins(y=0.3)
    axes.legend(frameon=False, loc="upper left", ncol=2)


def _turns(axes: Any, outcome: Outcome) -> None:
    for name, side in _sides(outcome):
        for number, times in enumerate(side.turns_ms):
            label = name if number == 0 else None
            axes.plot(range(1, len(times) + 1), times, color=COLOURS[name], linewidth=0.8, label=label)
    axes.set(title="När samtalet blir långt", xlabel="tur", ylabel="ms", yscale="log")
    axes.legend(frameon=False)


def _memory(axes: Any, outcome: Outcome) -> None:
    for place, (_, side) in enumerate(_sides(outcome)):
        sizes = [process.rss / MEGABYTE for process in side.processes]
        starts = [0.0, *accumulate(sizes)]
        for process, size, start in zip(side.processes, sizes, starts, strict=False):
            axes.barh(place, size, left=start, edgecolor="white", color=list(COLOURS.values())[place])
            if size > 150:  # a narrower piece has no room for its name
                axes.text(
                    start + size / 2, place, f"{process.name}\n{size:.0f}", ha="center", va="center", color="white"
                )
    axes.set(title="Minne (RSS) efter mätningen", xlabel="MB", yticks=(0, 1), yticklabels=list(COLOURS))
