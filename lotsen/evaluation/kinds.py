"""Measures how well the three kinds of loneliness are told apart, and how far their scores can be trusted."""

from collections.abc import Iterable, Sequence

from lotsen.evaluation.calibration import expected_calibration_error, reliability
from lotsen.evaluation.readings import Reading
from lotsen.evaluation.report import CALIBRATION, KINDS, Curve, Matrix, Miss, Report, Table, score_table
from lotsen.evaluation.scores import Pairs, all_labels, by_class, confusion, macro_f1, set_score
from lotsen.evaluation.swedish import named
from lotsen.evaluation.wording import decimal

TYPES = ("social", "emotional", "existential")
LABELS = (*TYPES, "none")


def measure_kinds(readings: Sequence[Reading], report: Report) -> None:
    """The strongest kind, on clear cases and on all; all kinds that a message speaks of; calibration."""
    clear = [reading for reading in readings if reading.line.get("clear", True)]
    for name, title, chosen in (("clear", "Tydliga fall", clear), ("all", "Alla fall", readings)):
        _measure_primary(name, title, _pairs(chosen), report)
    types = set_score([(set(r.line["types"]), set(r.result["loneliness"].get("types", ()))) for r in readings])
    report.add_score("kind_types", types)
    _measure_calibration(readings, report)
    report.misses += _misses(readings)


def primary(reading: Reading) -> str:
    """The strongest kind that the model hears, or none."""
    return reading.result["loneliness"]["primary"] or "none"


def _pairs(readings: Iterable[Reading]) -> Pairs:
    return [(str(reading.line["primary"]), primary(reading)) for reading in readings]


def _measure_primary(name: str, title: str, pairs: Pairs, report: Report) -> None:
    prefix = "kind" if name == "clear" else f"kind_{name}"
    scores = by_class(pairs, LABELS)
    for label, score in scores.items():
        report.add_score(f"{prefix}_{label}", score)
    report.add(f"kind_macro_f1_{name}", macro_f1(pairs))
    report.tables.append(score_table(KINDS, title, "Slag", list(scores.items())))
    labels = tuple(all_labels(pairs, LABELS))
    report.matrices.append(Matrix(KINDS, title, labels, confusion(pairs, labels)))


def _measure_calibration(readings: Sequence[Reading], report: Report) -> None:
    scored = {
        kind: [(float(r.result["loneliness"]["scores"][kind]), kind in r.line["types"]) for r in readings]
        for kind in TYPES
        if all(kind in r.result["loneliness"].get("scores", {}) for r in readings)
    }
    for kind, pairs in scored.items():
        report.add(f"kind_{kind}_calibration_error", expected_calibration_error(pairs))
        report.curves.append(Curve(named(kind), reliability(pairs)))
    together = [pair for pairs in scored.values() for pair in pairs]
    if together:
        report.add("kind_calibration_error", expected_calibration_error(*scored.values()))
        report.tables.append(reliability_table("Slag, alla tre poäng tillsammans", Curve("", reliability(together))))


def reliability_table(title: str, curve: Curve) -> Table:
    """A curve as numbers."""
    rows = tuple((b.count, decimal(b.score), decimal(b.share)) for b in curve.bins)
    return Table(CALIBRATION, title, ("Antal", "Poäng i medeltal", "Andel där det stämde"), rows)


def _misses(readings: Iterable[Reading]) -> Iterable[Miss]:
    for reading in readings:
        wanted, got = str(reading.line["primary"]), primary(reading)
        if wanted != got:
            scores = reading.result["loneliness"].get("scores", {})
            note = ", ".join(f"{named(kind)} {decimal(score)}" for kind, score in scores.items())
            unclear = "" if reading.line.get("clear", True) else "otydligt fall; "
            yield Miss(KINDS, f"{named(wanted)} → {named(got)}", reading.text, unclear + note)
