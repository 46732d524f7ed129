"""Reads every development set once with the trained model; all measures look at what is kept here."""

import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from lotsen.evaluation.errors import SetMissing
from lotsen.paths import ROOT

SETS = ROOT / "tests" / "data"
NAMES = {"kinds": "Ensamhetens slag", "danger": "Fara", "messages": "Enstaka meddelanden"}
WARM_UP = 5  # messages read before the clock counts; the first one builds what the rest use again
Parse = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class Reading:
    """A line of a development set, what the model made of its text, and the milliseconds that it took."""

    line: Mapping[str, Any]
    result: Mapping[str, Any]
    milliseconds: float

    @property
    def text(self) -> str:
        return str(self.line["text"])

    @property
    def level(self) -> str:
        """The danger that the model sees: none, concern or acute."""
        return str(self.result["risk"]["level"])


@dataclass(frozen=True)
class Readings:
    """The three sets as they were read."""

    kinds: tuple[Reading, ...]
    danger: tuple[Reading, ...]
    messages: tuple[Reading, ...]

    def all(self) -> Iterator[Reading]:
        return chain(self.kinds, self.danger, self.messages)


def read_set(name: str, folder: Path = SETS) -> list[dict[str, Any]]:
    """The lines of a development set. Raises SetMissing."""
    path = folder / name
    if not path.exists():
        raise SetMissing(f"{path} saknas")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_all(parse: Parse, console: Console) -> Readings:
    """Every line of every set, one message at a time, with a progress bar for each."""
    sets = {name: read_set(f"{name}_dev.jsonl") for name in NAMES}
    # Rasa warns of every topic of a question, which domain.yml does not list.
    with warnings.catch_warnings(record=True), Progress(console=console, transient=True) as progress:
        for line in sets["kinds"][:WARM_UP]:
            parse(line["text"])
        return Readings(**{name: _read(parse, lines, progress, NAMES[name]) for name, lines in sets.items()})


def _read(parse: Parse, lines: list[dict[str, Any]], progress: Progress, title: str) -> tuple[Reading, ...]:
    return tuple(_timed(parse, line) for line in progress.track(lines, description=title))


def _timed(parse: Parse, line: dict[str, Any]) -> Reading:
    started = time.perf_counter()
    result = parse(line["text"])
    return Reading(line, result, (time.perf_counter() - started) * 1000)
