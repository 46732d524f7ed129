"""Our side: the whole of Lotsen on ports and in a data folder of its own."""

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.processes import Program
from benchmarks.stock import bench_folder
from lotsen.paths import ROOT, log_folder
from lotsen.training import fingerprint, rasa_environment

MESSAGES = Path(__file__).with_name("messages.txt")
TRAINING_PATIENCE = 900.0
PARTS = ("VISITORS", "STAFF", "RASA", "ACTIONS")
NO_LIMITS = {"LOTSEN_CONVERSATION_LIMITS": "none", "LOTSEN_ADDRESS_LIMITS": "none"}


def our_environment(data: Path, ports: list[int]) -> dict[str, str]:
    """Own ports and data folder; the rate limits are lifted here and nowhere else."""
    own = {f"LOTSEN_{part}_PORT": str(number) for part, number in zip(PARTS, ports, strict=True)}
    return {**os.environ, **own, **NO_LIMITS, "LOTSEN_DATA": str(data)}


def start_ours(environment: dict[str, str], log: Path | None = None) -> Program:
    """All parts under their launcher, as `lotsen run` starts them, except that nothing is trained."""
    command = (sys.executable, "-m", "benchmarks.run_lotsen")
    return Program("Lotsen", command, ROOT, log or log_folder() / "bench-lotsen.log", environment)


@cache
def our_scripts(path: Path = MESSAGES) -> list[list[str]]:
    """The conversations in messages.txt."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    scripts = [[line for line in block.splitlines() if line and not line.startswith("#")] for block in blocks]
    return [script for script in scripts if script]


def measure_training() -> float:
    """Seconds that `rasa train --force` takes for what the sources are now; measured once for each state of them."""
    note = bench_folder() / "lotsen-training.json"
    known = json.loads(note.read_text()) if note.exists() else {}
    if known.get("fingerprint") == fingerprint():
        return float(known["seconds"])
    before = fingerprint()
    seconds = _train()
    note.write_text(json.dumps({"fingerprint": before, "seconds": seconds}))
    return seconds


def count_fallbacks(data: Path) -> int:
    """How many turns the gateway had to answer by itself, from its log."""
    log = data / "logs" / "visitors.log"
    return sum(1 for event in _events(log) if event.get("event") == "message_answered" and _has_reason(event))


def _has_reason(event: dict[str, object]) -> bool:
    return event.get("reason") not in (None, "", "None")


def _events(log: Path) -> Iterator[dict[str, object]]:
    for line in log.read_text(encoding="utf-8").splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _train() -> float:
    with tempfile.TemporaryDirectory(prefix="lotsen-train-") as out:
        command = [sys.executable, "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml"]
        command += ["--data", "bot/data", "--out", out, "--force"]
        started = time.monotonic()
        program = Program("Lotsens träning", command, ROOT, log_folder() / "bench-train.log", rasa_environment())
        try:
            program.wait(TRAINING_PATIENCE)
        finally:
            program.stop()
        program.expect_success()
        return time.monotonic() - started


def search_fingerprint() -> str:
    """Changes with all that decides what a generated directory holds."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "knowledge").rglob("*")):
        if file.suffix in {".py", ".yml", ".csv"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()
