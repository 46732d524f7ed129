"""Measures intents and entities of single messages."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lotsen.evaluation.calibration import expected_calibration_error, reliability
from lotsen.evaluation.kinds import reliability_table
from lotsen.evaluation.readings import Reading
from lotsen.evaluation.report import ENTITIES, INTENTS, Curve, Matrix, Miss, Report, score_table
from lotsen.evaluation.scores import SetPairs, all_labels, by_class, confusion, macro_f1, set_score
from lotsen.evaluation.swedish import named
from lotsen.evaluation.wording import decimal

NAMES = ("place", "interest", "barrier", "age_group", "life_event")
BY_VALUE = ("barrier", "life_event", "age_group")
SAME_INTEREST = (
    "Intressen jämförs med produktens egen ordlista: båda sidor översätts till ordlistans namn, så en synonym "
    "i samma rad räknas som samma intresse."
)
Canonical = Callable[[str], str]


def measure_intents(readings: Sequence[Reading], report: Report) -> None:
    """Precision, recall and F1 of each intent, what is taken for what, and how far the confidence can be trusted."""
    pairs = [(str(r.line["intent"]), intent(r)) for r in readings]
    labels = tuple(all_labels(pairs))
    scores = by_class(pairs, labels)
    for name, score in scores.items():
        report.add_score(f"intent_{name}", score)
    report.add("intent_macro_f1", macro_f1(pairs))
    report.tables.append(score_table(INTENTS, "Varje avsikt", "Avsikt", list(scores.items())))
    report.matrices.append(Matrix(INTENTS, "Avsikter", labels, confusion(pairs, labels)))
    report.misses += (
        Miss(
            INTENTS,
            f"{r.line['intent']} → {intent(r)}",
            r.text,
            f"säkerhet {decimal(r.result['intent']['confidence'])}",
        )
        for r in readings
        if intent(r) != r.line["intent"]
    )
    scored = [(min(1.0, float(r.result["intent"]["confidence"])), intent(r) == r.line["intent"]) for r in readings]
    report.add("intent_calibration_error", expected_calibration_error(scored))
    report.curves.append(Curve("avsikt", reliability(scored)))
    report.tables.append(reliability_table("Avsikt", report.curves[-1]))


def measure_entities(readings: Sequence[Reading], canonical: Canonical, report: Report) -> None:
    """All entities, and each value of those that have a fixed list of values."""
    found = {name: [_values(r, name, canonical) for r in readings] for name in NAMES}
    scores = {name: set_score(pairs) for name, pairs in found.items()}
    for name, score in scores.items():
        report.add_score(name, score)
        report.misses += _misses(name, readings, found[name])
    report.tables.append(score_table(ENTITIES, "Alla uppgifter", "Uppgift", list(scores.items()), SAME_INTEREST))
    for name in BY_VALUE:
        _measure_values(name, found[name], report)


def intent(reading: Reading) -> str:
    """The intent without its finer part."""
    return str(reading.result["intent"]["name"]).split("/")[0]


def _measure_values(name: str, pairs: SetPairs, report: Report) -> None:
    values = sorted({value for wanted, got in pairs for value in wanted | got})
    scores = [(value, set_score([(w & {value}, g & {value}) for w, g in pairs])) for value in values]
    for value, score in scores:
        report.add_score(f"{name}_{value}", score)
    report.tables.append(score_table(ENTITIES, f"{named(name).capitalize()}, varje värde", "Värde", scores))


def _values(reading: Reading, name: str, canonical: Canonical) -> tuple[set[str], set[str]]:
    """(wanted, got), interests under their canonical names."""
    got = {str(e["value"]) for e in reading.result["entities"] if e["entity"] == name}
    wanted = as_set(reading.line.get(name))
    return ({canonical(v) for v in wanted}, {canonical(v) for v in got}) if name == "interest" else (wanted, got)


def as_set(value: Any) -> set[str]:
    """A list, one value or nothing, as a set."""
    return {str(v) for v in value} if isinstance(value, list) else {str(value)} if value else set()


def _misses(name: str, readings: Sequence[Reading], pairs: SetPairs) -> Iterable[Miss]:
    for reading, (wanted, got) in zip(readings, pairs, strict=True):
        if wanted != got:
            missed, extra = (", ".join(sorted(part)) or "–" for part in (wanted - got, got - wanted))
            yield Miss(ENTITIES, named(name), reading.text, f"saknas: {missed}; för mycket: {extra}")
