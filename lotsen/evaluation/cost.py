"""Measures what understanding costs: milliseconds a message, memory, training time."""

import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lotsen.evaluation.figures import Figure
from lotsen.evaluation.readings import Reading
from lotsen.evaluation.report import COST, Report, Table
from lotsen.evaluation.wording import decimal

STATUS = Path("/proc/self/status")


def resident_megabytes() -> float:
    """Memory that this process holds now (its greatest so far where the system does not say)."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024
    greatest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return greatest / (1024**2 if sys.platform == "darwin" else 1024)


def measure_cost(readings: Sequence[Reading], memory: float, training: float | None, report: Report) -> None:
    """`memory` in MB with the model loaded; `training` in seconds, None when nobody wrote it down."""
    times = [reading.milliseconds for reading in readings]
    for name, share in (("p50", 50), ("p95", 95), ("p99", 99)):
        report.add(f"parse_ms_{name}", Figure(float(np.percentile(times, share)), count=len(times)))
    report.add("memory_mb", Figure(memory))
    report.add("training_seconds", Figure(float("nan") if training is None else training))
    spread = " / ".join(decimal(float(np.percentile(times, share)), 1) for share in (50, 95, 99))
    longest = max(readings, key=lambda reading: reading.milliseconds)
    rows = (
        ("p50, p95 och p99 för ett meddelande", spread, "ms"),
        (f"Det långsammaste meddelandet ({len(longest.text)} tecken)", decimal(longest.milliseconds, 1), "ms"),
        ("Minne när modellen är inläst", f"{memory:.0f}", "MB"),
        ("Träning", "inte uppmätt" if training is None else f"{training:.0f}", "" if training is None else "s"),
    )
    report.tables.append(Table(COST, "Tid och minne", ("Vad", "Värde", "Enhet"), rows))
