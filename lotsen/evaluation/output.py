"""Puts a report where people look for it: results/evaluation.json, evaluation.html, misses.txt and the terminal."""

import json
from collections.abc import Mapping
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from lotsen.evaluation import wording
from lotsen.evaluation.aims import Verdict, judge, judge_measured
from lotsen.evaluation.page import render
from lotsen.evaluation.report import Report
from lotsen.paths import ROOT

RESULTS = ROOT / "results"
STYLES = {Verdict.met: "green", Verdict.near: "yellow", Verdict.missed: "bold red"}


def write(report: Report, facts: Mapping[str, str], folder: Path = RESULTS, name: str = "evaluation") -> None:
    """The figures as JSON, the misses as text (of a whole measurement only), all of it as a page."""
    folder.mkdir(exist_ok=True)
    figures = {name: figure.as_json() for name, figure in sorted(report.figures.items())}
    (folder / f"{name}.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    if name == "evaluation":
        (folder / "misses.txt").write_text(misses_as_text(report), encoding="utf-8")
    (folder / f"{name}.html").write_text(render(report, facts), encoding="utf-8")


def misses_as_text(report: Report) -> str:
    """Every miss in full, under its heading."""
    parts = []
    for chapter, headings in report.grouped_misses().items():
        for heading, misses in headings.items():
            lines = [f"{miss.text}   [{miss.note}]" if miss.note else miss.text for miss in misses]
            parts.append("\n".join([f"# {chapter}: {heading}: {len(misses)}", *lines]))
    return "\n\n".join(parts) + "\n"


def show(report: Report, console: Console, *, partly: bool = False) -> None:
    """One table: each figure beside its aim, in 80 columns; `partly` leaves out what was not measured."""
    table = Table(
        "Mått", "Värde", "95 %", "Mål", "", title="Utvecklingsmängderna mot målen", box=SIMPLE, pad_edge=False
    )
    for row in (judge_measured if partly else judge)(report.figures):
        value, interval = wording.value(row.figure, row.aim.unit), wording.interval(row.figure)
        limit = row.aim.limit.replace(".", ",")
        table.add_row(row.aim.title, value, interval, limit, row.verdict.short, style=STYLES.get(row.verdict))
    console.print(table)
