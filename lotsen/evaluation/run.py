"""`make evaluate`: measures the trained model on every development set and shows what it found."""

import os
import platform
import warnings
from datetime import datetime
from pathlib import Path

from rich.console import Console

from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from lotsen.evaluation.cost import measure_cost, resident_megabytes
from lotsen.evaluation.danger import measure_alone, measure_danger
from lotsen.evaluation.directory import measure_directory
from lotsen.evaluation.errors import ModelMissing, ModelUnfit, PartUnknown
from lotsen.evaluation.interests import canonical_names
from lotsen.evaluation.kinds import measure_kinds
from lotsen.evaluation.messages import measure_entities, measure_intents
from lotsen.evaluation.output import RESULTS, show, write
from lotsen.evaluation.personal import measure_personal
from lotsen.evaluation.readings import Parse, Readings, read_all
from lotsen.evaluation.report import Report
from lotsen.evaluation.support import measure_support
from lotsen.paths import MODEL, ROOT
from lotsen.training import is_trained, rasa_environment, train, training_seconds

PARTS = {"directory": "katalogen", "personal": "personuppgifter"}


def evaluate(console: Console, *, as_it_is: bool = False, only: str = "") -> Report:
    """Train when needed (not with `as_it_is`), measure everything, show it and write it down.

    `only` names one of PARTS, which need no model; it is measured alone and writes to files of its own.
    """
    if only:
        return evaluate_part(console, only)
    if not as_it_is:
        train(console)
    parse, memory = load(console)
    readings = read_all(parse, console)
    with console.status("Räknar …"):
        report = measure(readings)
        measure_cost(list(readings.all()), memory, training_seconds(), report)
        measure_directory(load_facts(), load_places(), report)
        measure_personal(report)
        write(report, _facts(readings))
    show(report, console)
    folder = RESULTS.relative_to(ROOT)
    console.print(f"{len(report.misses)} missar i sin helhet: {folder / 'evaluation.html'}", highlight=False)
    return report


def evaluate_part(console: Console, part: str) -> Report:
    """One part of the report. Raises PartUnknown."""
    if part not in PARTS:
        raise PartUnknown(f"{part} går inte att mäta för sig; det går med {', '.join(PARTS)}")
    report = Report()
    with console.status("Räknar …"):
        if part == "directory":
            measure_directory(load_facts(), load_places(), report)
        else:
            measure_personal(report)
        write(report, {"Mätt": f"{datetime.now():%Y-%m-%d %H:%M}", "Del": PARTS[part]}, name=f"evaluation-{part}")
    show(report, console, partly=True)
    console.print(
        f"{len(report.misses)} missar: {(RESULTS / f'evaluation-{part}.html').relative_to(ROOT)}", highlight=False
    )
    return report


def load(console: Console) -> tuple[Parse, float]:
    """The trained model as a function, and the MB that this process holds with it. Raises ModelMissing, ModelUnfit."""
    if not MODEL.exists():
        raise ModelMissing(f"{MODEL.relative_to(ROOT)} saknas; make train gör den")
    with console.status("Läser in modellen …"):
        parse = load_quietly(MODEL)
        _try_out(parse)
    return parse, resident_megabytes()


def load_quietly(model: Path) -> Parse:
    """A trained model as a function, without what libraries say about themselves."""
    os.environ.update(rasa_environment())
    with warnings.catch_warnings(record=True):
        from bot.components.parser import load_parser

        return load_parser(model)


def _try_out(parse: Parse) -> None:
    """Raises ModelUnfit when the model was made by other code than that which would now read with it."""
    try:
        parse("hej")
    except Exception as problem:
        if is_trained():
            raise
        raise ModelUnfit("modellen är tränad av en annan version av koden; make train gör en ny") from problem


def measure(readings: Readings) -> Report:
    """Everything about quality."""
    facts, report = load_facts(), Report()
    measure_kinds(readings.kinds, report)
    measure_danger(readings.danger, report)
    measure_support(readings.danger, facts.phones(), report)
    measure_alone(readings, report)
    measure_intents(readings.messages, report)
    measure_entities(readings.messages, canonical_names(facts.interests), report)
    return report


def _facts(readings: Readings) -> dict[str, str]:
    """What was measured, for the head of the page."""
    sizes = (len(readings.kinds), len(readings.danger), len(readings.messages))
    made = datetime.fromtimestamp(MODEL.stat().st_mtime)
    return {
        "Mätt": f"{datetime.now():%Y-%m-%d %H:%M}",
        "Modell": f"tränad {made:%Y-%m-%d %H:%M}" + ("" if is_trained() else ", äldre än källorna"),
        "Meddelanden": f"{sum(sizes)} ({sizes[0]} om slag, {sizes[1]} om fara, {sizes[2]} enstaka)",
        "Maskin": f"{platform.system()}, Python {platform.python_version()}",
    }
