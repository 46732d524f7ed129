"""Draws confusion matrices and reliability diagrams as pictures that lie inside the page."""

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from lotsen.evaluation.report import Curve, Matrix
from lotsen.evaluation.swedish import named

INK, TEAL, RED, PALE = "#1c2126", "#0b6e6e", "#a4161a", "#d5d8dc"
DARK = 0.5  # a cell with a greater share of its row is dark enough for white figures
TICKS, TICK_NAMES = (0, 0.25, 0.5, 0.75, 1), ("0", "", "0,5", "", "1")


def matrix_picture(matrix: Matrix) -> str:
    """A data URI: the cells coloured by their share of the row, right readings in green, wrong ones in red."""
    size = len(matrix.labels)
    side = 2.4 + 0.34 * size if size > 8 else 2.2 + 0.55 * size
    figure = _figure(side, side * 0.94)
    axes = figure.subplots()
    axes.imshow(_colours(matrix), aspect="auto")
    _name_axes(axes, matrix.labels, crowded=size > 8)
    shares = matrix.counts / np.maximum(matrix.counts.sum(axis=1, keepdims=True), 1)
    for row, column in np.argwhere(matrix.counts > 0):
        ink = "white" if shares[row, column] > DARK else INK
        text = f"{matrix.counts[row, column]:.0f}"
        axes.text(column, row, text, ha="center", va="center", color=ink, fontsize=7 if size > 8 else 10)
    return _data_uri(figure)


def curves_picture(curves: Sequence[Curve]) -> str:
    """A data URI: one small diagram a curve; a dot on the line is a score that can be trusted."""
    figure = _figure(2.5 * len(curves), 2.9)
    for axes, curve in zip(np.atleast_1d(figure.subplots(1, len(curves), sharey=True)), curves, strict=True):
        _draw_curve(axes, curve)
    figure.axes[0].set_ylabel("andel där det stämde")
    return _data_uri(figure)


def _draw_curve(axes: Any, curve: Curve) -> None:
    scores, shares = [b.score for b in curve.bins], [b.share for b in curve.bins]
    most = max((b.count for b in curve.bins), default=1)
    axes.plot((0, 1), (0, 1), color=PALE, linewidth=1)
    axes.plot(scores, shares, color=TEAL, linewidth=1, alpha=0.6)
    axes.scatter(scores, shares, s=[12 + 120 * b.count / most for b in curve.bins], color=TEAL, zorder=3)
    axes.set(title=curve.title, xlabel="poäng", xlim=(-0.05, 1.05), ylim=(-0.05, 1.05))
    axes.set(xticks=TICKS, yticks=TICKS, xticklabels=TICK_NAMES, yticklabels=TICK_NAMES)
    axes.spines[["top", "right"]].set_visible(False)


def _colours(matrix: Matrix) -> Any:
    """RGB by cell: white to green on the diagonal, white to red beside it."""
    from matplotlib.colors import to_rgb  # type: ignore[import-untyped]

    shares = matrix.counts / np.maximum(matrix.counts.sum(axis=1, keepdims=True), 1)
    depth = np.where(shares > 0, 0.08 + 0.92 * shares, 0)[:, :, None]
    hue = np.where(np.eye(len(matrix.labels), dtype=bool)[:, :, None], to_rgb(TEAL), to_rgb(RED))
    return 1 - depth * (1 - hue)


def _name_axes(axes: Any, labels: Sequence[str], *, crowded: bool) -> None:
    places, size = range(len(labels)), 7 if crowded else 9
    axes.set_xticks(places)
    axes.set_yticks(places)
    names = [named(label) for label in labels]
    axes.set_xticklabels(names, rotation=90 if crowded else 30, ha="center" if crowded else "right", fontsize=size)
    axes.set_yticklabels(names, fontsize=size)
    axes.set_xticks([place + 0.5 for place in places][:-1], minor=True)
    axes.set_yticks([place + 0.5 for place in places][:-1], minor=True)
    axes.grid(which="minor", color="#eceef0", linewidth=0.7)
    axes.tick_params(which="both", length=0)
    axes.set_xlabel("läst som")
    axes.set_ylabel("facit")
    for spine in axes.spines.values():
        spine.set_color(PALE)


def _figure(width: float, height: float) -> Any:
    """A figure that no screen needs."""
    from matplotlib.figure import Figure  # type: ignore[import-untyped]

    return Figure(figsize=(width, height), tight_layout=True)


def _data_uri(figure: Any) -> str:
    drawn = io.BytesIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"
