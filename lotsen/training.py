"""Trains the Rasa model when something that it depends on has changed."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from lotsen.errors import TrainingFailed
from lotsen.model_file import forget_training_graph
from lotsen.paths import MODEL, MODEL_FINGERPRINT, MODELS, ROOT, log_folder

SOURCES = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "bot/data",
    "bot/lexicon",
    "bot/*.yml",
    "bot/components",
    "safety",
    "knowledge/facts/vocabulary",
)
LOCK_SECONDS = "5"  # of a Rasa that died in the middle of an answer; the gateway waits longer than that
ENDING_SECONDS = 5.0  # in which Rasa and the processes that help it end by themselves after Ctrl-C
SUFFIXES = {".yml", ".yaml", ".py", ".csv", ".lock"}


def source_files(root: Path = ROOT) -> Iterator[Path]:
    """All files that decide what the model becomes, in a fixed order."""
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            found = [path] if path.is_file() else sorted(path.rglob("*"))
            yield from (file for file in found if file.is_file() and file.suffix in SUFFIXES)


def fingerprint(root: Path = ROOT) -> str:
    """A digest over names and contents of the sources."""
    digest = hashlib.sha256()
    for file in source_files(root):
        digest.update(str(file.relative_to(root)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_trained() -> bool:
    """True when the model on disk was made from the sources as they are now."""
    return MODEL.exists() and MODEL_FINGERPRINT.exists() and MODEL_FINGERPRINT.read_text() == fingerprint()


def train(console: Console, *, force: bool = False) -> float:
    """Train unless the model is fresh; returns the seconds it took (0.0 when skipped)."""
    if is_trained() and not force:
        console.print("Modellen är redan tränad på det som gäller nu.")
        return 0.0
    started = time.monotonic()
    with console.status("Tränar modellen (en till tre minuter) …") as status:
        _run_rasa_train(lambda seconds: status.update(f"Tränar modellen … {seconds:.0f} s"))
    MODEL_FINGERPRINT.write_text(fingerprint())
    seconds = time.monotonic() - started
    record_file().write_text(json.dumps({"training_seconds": round(seconds, 1)}))
    console.print(f"Modellen är tränad ({seconds:.0f} s).")
    return seconds


def record_file() -> Path:
    """Where it is written down, beside the fingerprint, how long the training took."""
    return MODEL_FINGERPRINT.with_suffix(".json")


def training_seconds() -> float | None:
    """How long the model on disk took to train; None when nobody wrote it down."""
    if not record_file().exists():
        return None
    record: dict[str, float] = json.loads(record_file().read_text())
    return record.get("training_seconds")


def rasa_environment() -> dict[str, str]:
    """The environment that Rasa's processes run in: quiet, on the processor, nothing reported to anyone."""
    actions = f"http://127.0.0.1:{os.environ.get('LOTSEN_ACTIONS_PORT') or 5055}"
    return {
        "TICKET_LOCK_LIFETIME": LOCK_SECONDS,
        **os.environ,
        "LOTSEN_ACTIONS_URL": (os.environ.get("LOTSEN_ACTIONS_URL") or actions).rstrip("/"),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
    }


def _run_rasa_train(tick: Callable[[float], None]) -> None:
    MODELS.mkdir(exist_ok=True)
    log = log_folder() / "train.log"
    command = [sys.executable, "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml"]
    command += ["--data", "bot/data", "--out", str(MODELS), "--fixed-model-name", "lotsen", "--quiet"]
    # validation reads all files once more, and tests/content checks more than it does; Rasa's cache does not
    # notice when a module that a component uses has changed
    command += ["--skip-validation", "--force"]
    started = time.monotonic()
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=rasa_environment(), stdout=out, stderr=out)
        try:
            while process.poll() is None:
                time.sleep(0.5)
                tick(time.monotonic() - started)
        except BaseException:
            _end(process)
            raise
    if process.returncode != 0 or not MODEL.exists():
        raise TrainingFailed(f"Modellen gick inte att träna; se {log}")
    forget_training_graph(MODEL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C reaches Rasa too, which then ends its own processes; an interrupt sent to us alone does not."""
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        process.wait()
