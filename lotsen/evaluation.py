"""Measures understanding and safety on the development sets in tests/data and writes results/evaluation.json."""

import json
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from lotsen.errors import LotsenError
from lotsen.paths import MODEL, ROOT
from lotsen.training import train

SETS = ROOT / "tests" / "data"
RESULTS = ROOT / "results"
KINDS = ("social", "emotional", "existential", "none")
LEVELS = ("none", "concern", "acute")
Parse = Callable[[str], dict[str, Any]]


class SetMissing(LotsenError):
    """A development set is not where it should be."""


@dataclass
class Report:
    """Figures by name, and every miss in full."""

    figures: dict[str, float] = field(default_factory=dict)
    misses: dict[str, list[str]] = field(default_factory=dict)

    def miss(self, kind: str, line: str) -> None:
        self.misses.setdefault(kind, []).append(line)


def read_set(name: str) -> list[dict[str, Any]]:
    """The lines of a development set."""
    path = SETS / name
    if not path.exists():
        raise SetMissing(f"{path} saknas")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scores_by_label(pairs: Sequence[tuple[str, str]], labels: Iterable[str]) -> dict[str, tuple[float, float, float]]:
    """(precision, recall, F1) of each label over (wanted, got) pairs."""
    found = {}
    for label in labels:
        hit = sum(wanted == got == label for wanted, got in pairs)
        precision = hit / max(1, sum(got == label for _, got in pairs))
        recall = hit / max(1, sum(wanted == label for wanted, _ in pairs))
        found[label] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return found


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the labels that are wanted at least once."""
    labels = sorted({wanted for wanted, _ in pairs})
    return statistics.mean(scores[2] for scores in scores_by_label(pairs, labels).values())


def set_f1(pairs: Sequence[tuple[set[str], set[str]]]) -> float:
    """Micro F1 over sets of values."""
    hit = sum(len(wanted & got) for wanted, got in pairs)
    total = sum(len(wanted) for wanted, _ in pairs) + sum(len(got) for _, got in pairs)
    return 2 * hit / max(1, total)


def measure_kinds(parse: Parse, report: Report) -> None:
    """The strongest kind, on the clear cases and on all."""
    pairs, clear = [], []
    for line in track(read_set("kinds_dev.jsonl"), "Ensamhetens slag"):
        got = parse(line["text"])["loneliness"]["primary"] or "none"
        pairs.append((line["primary"], got))
        if line.get("clear", True):
            clear.append(pairs[-1])
        if got != line["primary"]:
            report.miss("kind", f"{line['primary']} -> {got}: {line['text']}")
    report.figures["kind_macro_f1_clear"] = macro_f1(clear)
    report.figures["kind_macro_f1_all"] = macro_f1(pairs)
    for kind, (precision, recall, f1) in scores_by_label(clear, KINDS).items():
        report.figures.update(
            {f"kind_{kind}_precision": precision, f"kind_{kind}_recall": recall, f"kind_{kind}_f1": f1}
        )


def measure_danger(parse: Parse, report: Report) -> None:
    """What is found of danger, and what is wrongly taken for it."""
    found: dict[str, list[bool]] = {}
    for line in track(read_set("danger_dev.jsonl"), "Fara"):
        got = LEVELS.index(parse(line["text"])["risk"]["level"])
        wanted = LEVELS.index(line["level"])
        right = got >= wanted if wanted else got == 0
        name = line["level"] if wanted else line["group"]
        found.setdefault(name, []).append(right)
        if wanted == 2:
            found.setdefault("acute_seen", []).append(got > 0)
        if not right:
            report.miss("danger", f"{name} -> {LEVELS[got]} ({line['kind']}, {line['style']}): {line['text']}")
    for name, values in found.items():
        report.figures[f"danger_{name}"] = statistics.mean(values)


def measure_messages(parse: Parse, report: Report) -> None:
    """Intents and entities of single messages."""
    intents: list[tuple[str, str]] = []
    entities: dict[str, list[tuple[set[str], set[str]]]] = {}
    for line in track(read_set("messages_dev.jsonl"), "Enstaka meddelanden"):
        result = parse(line["text"])
        got = result["intent"]["name"].split("/")[0]
        intents.append((line["intent"], got))
        if got != line["intent"]:
            report.miss("intent", f"{line['intent']} -> {got}: {line['text']}")
        for name in ("place", "interest", "barrier", "age_group", "life_event"):
            wanted = _wanted(line.get(name))
            seen = {e["value"] for e in result["entities"] if e["entity"] == name}
            entities.setdefault(name, []).append((wanted, seen))
            if wanted != seen:
                report.miss(name, f"{sorted(wanted)} -> {sorted(seen)}: {line['text']}")
    report.figures["intent_macro_f1"] = macro_f1(intents)
    for name, pairs in entities.items():
        report.figures[f"{name}_f1"] = set_f1(pairs)


def _wanted(value: Any) -> set[str]:
    return set(value) if isinstance(value, list) else {value} if value else set()


def measure_speed(parse: Parse, report: Report) -> None:
    """Milliseconds a message, one at a time."""
    texts = [line["text"] for line in read_set("kinds_dev.jsonl")]
    times = []
    for text in texts:
        started = time.perf_counter()
        parse(text)
        times.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(times, n=20)
    report.figures.update({"parse_ms_p50": statistics.median(times), "parse_ms_p95": cuts[18]})


def write(report: Report, folder: Path = RESULTS) -> None:
    """The figures as JSON and the misses as text."""
    folder.mkdir(exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(report.figures, indent=1, sort_keys=True))
    parts = [f"# {kind}: {len(lines)}\n" + "\n".join(lines) for kind, lines in report.misses.items()]
    (folder / "misses.txt").write_text("\n\n".join(parts), encoding="utf-8")


def show(figures: Mapping[str, float], console: Console) -> None:
    """One table."""
    table = Table("Mått", "Värde", title="Utvecklingsmängderna")
    for name, value in figures.items():
        table.add_row(name, f"{value:.3f}")
    console.print(table)


def evaluate(console: Console) -> Report:
    """Train when needed, measure everything, print one table."""
    from bot.components.parser import load_parser

    train(console)
    parse = load_parser(MODEL)
    report = Report()
    for measure in (measure_kinds, measure_danger, measure_messages, measure_speed):
        measure(parse, report)
    write(report)
    show(report.figures, console)
    console.print(f"Varje miss i sin helhet: {RESULTS / 'misses.txt'}")
    return report
