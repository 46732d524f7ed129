"""What a measurement leaves behind: figures, tables, matrices, curves, and every miss in full."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lotsen.evaluation.figures import Figure, Numbers
from lotsen.evaluation.scores import Score
from lotsen.evaluation.swedish import named

Cell = str | int | Figure

KINDS = "Ensamhetens slag"
DANGER = "Fara"
INTENTS = "Avsikter"
ENTITIES = "Uppgifter"
CALIBRATION = "Kalibrering"
COST = "Kostnad"
DIRECTORY = "Katalogen"
PERSONAL = "Personuppgifter"
CHAPTERS = (KINDS, DANGER, INTENTS, ENTITIES, CALIBRATION, COST, DIRECTORY, PERSONAL)


@dataclass(frozen=True)
class Table:
    """Rows for people to read; `chapter` is the heading it stands under."""

    chapter: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Matrix:
    """How often each label (row) was read as each label (column)."""

    chapter: str
    title: str
    labels: tuple[str, ...]
    counts: Numbers = field(compare=False)


@dataclass(frozen=True)
class Bin:
    """Messages whose scores lie close: how many, their mean score, and the share for which it was true."""

    count: int
    score: float
    share: float


@dataclass(frozen=True)
class Curve:
    """Scores held against what was true."""

    title: str
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Miss:
    """A message that was read wrong: under which chapter and heading it is listed, and what more is known."""

    chapter: str
    heading: str
    text: str
    note: str = ""


@dataclass
class Report:
    """Everything that one run found."""

    figures: dict[str, Figure] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    matrices: list[Matrix] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def add(self, name: str, figure: Figure) -> Figure:
        self.figures[name] = figure
        return figure

    def add_score(self, name: str, score: Score) -> Score:
        self.figures |= {f"{name}_precision": score.precision, f"{name}_recall": score.recall, f"{name}_f1": score.f1}
        return score

    def grouped_misses(self) -> dict[str, dict[str, list[Miss]]]:
        """By chapter and heading; chapters as they were measured, the fullest heading first."""
        chapters: dict[str, dict[str, list[Miss]]] = {}
        for miss in self.misses:
            chapters.setdefault(miss.chapter, {}).setdefault(miss.heading, []).append(miss)
        return {
            chapter: dict(sorted(headings.items(), key=lambda item: -len(item[1])))
            for chapter, headings in chapters.items()
        }


SCORE_COLUMNS = ("Antal", "Precision", "Täckning", "F1")


def score_table(chapter: str, title: str, first: str, scores: Sequence[tuple[str, Score]], note: str = "") -> Table:
    """Precision, recall and F1, a row each."""
    rows = tuple((named(name), score.wanted, score.precision, score.recall, score.f1) for name, score in scores)
    return Table(chapter, title, (first, *SCORE_COLUMNS), rows, note)
