"""The other side: the project that `rasa init` makes, as it comes, trained once and kept."""

import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import yaml

from benchmarks.processes import Program
from lotsen.paths import data_folder, log_folder

TRAINING_PATIENCE = 1200.0
SCRIPT_LENGTH = 10
SCRIPTS = 4


def bench_folder() -> Path:
    """Where a run keeps what the next one can use again."""
    folder = data_folder() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stock_environment() -> dict[str, str]:
    """The surroundings Lotsen's own Rasa has too, without anything of Lotsen's in them."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("LOTSEN_")}
    inherited.pop("PYTHONPATH", None)
    quiet = {"PYTHONWARNINGS": "ignore", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return {**inherited, **quiet, "RASA_TELEMETRY_ENABLED": "false", "CUDA_VISIBLE_DEVICES": "-1"}


def make_stock_project() -> tuple[Path, float]:
    """The trained project's folder, and the seconds that `rasa init` took to make and train it (once)."""
    home = bench_folder() / "stock"
    note = home / "made.json"
    made = json.loads(note.read_text()) if note.exists() else {}
    if made.get("fingerprint") == _fingerprint() and any((home / "models").glob("*.tar.gz")):
        return home, float(made["seconds"])
    with tempfile.TemporaryDirectory(prefix="stock-rasa-") as fresh:
        seconds = _init(Path(fresh))
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(fresh, home, ignore=shutil.ignore_patterns(".rasa"))
    note.write_text(json.dumps({"fingerprint": _fingerprint(), "seconds": seconds}))
    return home, seconds


def start_stock(project: Path, port: int) -> Program:
    """`rasa run` with its API; `rasa init` makes no custom action, so there is no action server to start."""
    options = ("--enable-api", "--interface", "127.0.0.1", "--port", str(port))
    command = (sys.executable, "-m", "rasa", "run", *options)
    return Program("Rasas vanliga projekt", command, project, log_folder() / "stock.log", stock_environment())


def stock_scripts(project: Path) -> list[list[str]]:
    """Conversations made of the project's own training messages, one intent after the other."""
    content = yaml.safe_load((project / "data" / "nlu.yml").read_text(encoding="utf-8"))
    groups = [_examples(group["examples"]) for group in content["nlu"]]
    count = SCRIPTS * SCRIPT_LENGTH
    texts = [groups[i % len(groups)][(i // len(groups)) % len(groups[i % len(groups)])] for i in range(count)]
    return [texts[start : start + SCRIPT_LENGTH] for start in range(0, count, SCRIPT_LENGTH)]


def _init(folder: Path) -> float:
    command: Sequence[str] = (sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder))
    started = time.monotonic()
    program = Program("rasa init", command, folder, log_folder() / "stock-init.log", stock_environment())
    try:
        program.wait(TRAINING_PATIENCE)
    finally:
        program.stop()
    program.expect_success()
    return time.monotonic() - started


def _examples(block: str) -> list[str]:
    return [line.strip()[2:] for line in block.splitlines() if line.strip().startswith("- ")]


def _fingerprint() -> str:
    parts = (platform.python_version(), version("rasa"), version("tensorflow"), "rasa init --no-prompt")
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
