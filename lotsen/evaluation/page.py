"""Writes a report as one page that needs nothing beside it: no script, no network, no other file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lotsen.evaluation import wording
from lotsen.evaluation.aims import Verdict, judge
from lotsen.evaluation.figures import RESAMPLES, Figure
from lotsen.evaluation.pictures import curves_picture, matrix_picture
from lotsen.evaluation.report import CALIBRATION, CHAPTERS, Report, Table

TEMPLATE = "page.html.jinja"


@dataclass(frozen=True)
class Picture:
    """A picture as a data URI, and what it shows for those who do not see it."""

    title: str
    source: str
    said: str


@dataclass(frozen=True)
class Chapter:
    """What stands under one heading."""

    title: str
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]


def render(report: Report, facts: Mapping[str, str]) -> str:
    """The page as HTML; `facts` say which model was measured and when."""
    judged = judge(report.figures)
    aimed = [row for row in judged if row.verdict is not Verdict.no_aim]
    return _environment().get_template(TEMPLATE).render(
        facts=facts,
        judged=judged,
        met=sum(row.verdict is Verdict.met for row in aimed),
        aimed=len(aimed),
        resamples=RESAMPLES,
        chapters=[_chapter(title, report) for title in _titles(report)],
        misses=report.grouped_misses(),
    )  # fmt: skip


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda content: "" if content is None else content,
    )
    environment.globals.update(cell=wording.cell, value=wording.value, interval=wording.interval)
    environment.tests["figure"] = lambda content: isinstance(content, Figure)
    return environment


def _titles(report: Report) -> list[str]:
    """The chapters that hold anything, in order."""
    written = {table.chapter for table in report.tables}
    return [title for title in CHAPTERS if title in written]


def _chapter(title: str, report: Report) -> Chapter:
    tables = tuple(table for table in report.tables if table.chapter == title)
    return Chapter(title, tuple(_pictures(title, report)), tables)


def _pictures(chapter: str, report: Report) -> Iterable[Picture]:
    for matrix in report.matrices:
        if matrix.chapter == chapter:
            said = f"Förväxlingar: {matrix.title}. Rader är facit, kolumner det som lästes; samma tal står i tabellen."
            yield Picture(matrix.title, matrix_picture(matrix), said)
    if chapter == CALIBRATION and report.curves:
        said = "En punkt på linjen är en poäng som stämmer; större punkt, fler meddelanden. Talen står i tabellerna."
        yield Picture("Poäng mot utfall", curves_picture(report.curves), said)
