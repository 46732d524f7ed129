"""Whether the machine was ours: how much of the processor other programs took while we measured."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import PROC, descendants

QUIET_SHARE = 0.05


@dataclass(frozen=True)
class Usage:
    """Seconds of processor time since the machine started: by everybody, and by the programs we measure with."""

    everybody: float
    ours: float


def read_usage(pids: Iterable[int]) -> Usage | None:
    """None where the system does not tell (no /proc)."""
    if not (PROC / "stat").exists():
        return None
    user, nice, system, _idle, _wait, *interrupts = map(int, _first_line(PROC / "stat").split()[1:9])
    family = {process for pid in pids for process in descendants(pid)} | {os.getpid()}
    ours = sum(_ticks_of(pid) for pid in family)
    second = os.sysconf("SC_CLK_TCK")
    return Usage((user + nice + system + sum(interrupts)) / second, ours / second)


def share_of_others(before: Usage | None, after: Usage | None, seconds: float, cores: int) -> float | None:
    """The part of all processor time between two readings that went to strangers, 0 to 1."""
    if before is None or after is None or seconds <= 0:
        return None
    strangers = (after.everybody - before.everybody) - (after.ours - before.ours)
    return max(0.0, strangers / (seconds * cores))


def _ticks_of(pid: int) -> int:
    with suppress(OSError):
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


def _first_line(path: Path) -> str:
    return path.read_text().partition("\n")[0]
