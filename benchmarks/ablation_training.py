"""Writes training files for variants and trains them with Rasa in a folder of their own."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lotsen.errors import TrainingFailed
from lotsen.paths import ROOT
from lotsen.training import rasa_environment

NLU = ROOT / "bot" / "data" / "nlu"
SEED = 20261122
FEWEST = 2  # of a group, however small the share
EPOCHS = re.compile(r"Epochs:\s*(\d+%)")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Tick = Callable[[str], None]


@dataclass(frozen=True)
class Group:
    """Training messages that share an intent and what is said of them."""

    intent: str
    metadata: Mapping[str, Any]
    texts: tuple[str, ...]


def read_groups(share: float, folder: Path = NLU) -> list[Group]:
    """The training messages, or a share of every group, the same each time."""
    groups = [group for file in sorted(folder.glob("*.yml")) for group in _groups_of(file)]
    return groups if share >= 1 else [_part_of(group, share) for group in groups]


def by_level(groups: Iterable[Group]) -> list[Group]:
    """The same messages with their danger as the label."""
    return [Group(str(group.metadata.get("level", "none")), {}, group.texts) for group in groups]


def by_kind(groups: Iterable[Group], silent: Collection[str]) -> list[Group]:
    """The messages that teach our own classifier the kinds, with the strongest kind as the label.

    `silent` are the intents whose messages speak of no kind.
    """
    labelled = ((_kind_of(group, silent), group) for group in groups)
    return [Group(kind, {}, group.texts) for kind, group in labelled if kind]


def by_intent(groups: Iterable[Group]) -> list[Group]:
    """The same messages with the intent, without its finer part, as the label."""
    return [Group(group.intent.split("/")[0], {}, group.texts) for group in groups]


def write_groups(groups: Sequence[Group], path: Path) -> None:
    """As a training file that Rasa reads."""
    entries = [
        {
            "intent": group.intent,
            **({"metadata": dict(group.metadata)} if group.metadata else {}),
            "examples": [{"text": text} for text in group.texts],
        }
        for group in groups
    ]
    path.write_text(
        yaml.dump({"version": "3.1", "nlu": entries}, Dumper=Dumper, allow_unicode=True, sort_keys=False), "utf-8"
    )


def train(config: Mapping[str, Any], groups: Sequence[Group], folder: Path, tick: Tick) -> tuple[Path, float]:
    """The model's file, made in a folder of its own (its cache too, so that times compare), and the seconds it took."""
    folder.mkdir(parents=True)
    nlu, pipeline, log = folder / "nlu.yml", folder / "config.yml", folder / "train.log"
    write_groups(groups, nlu)
    pipeline.write_text(yaml.dump(dict(config), Dumper=Dumper, allow_unicode=True), "utf-8")
    started = time.monotonic()
    code = _run(_command(pipeline, nlu, folder), folder, log, tick)
    model = folder / "model.tar.gz"
    if code != 0 or not model.exists():
        raise TrainingFailed(f"{folder.name} gick inte att träna: {tail(log)[-600:]}")
    return model, time.monotonic() - started


def _command(pipeline: Path, nlu: Path, out: Path) -> list[str]:
    what = ["--config", str(pipeline), "--nlu", str(nlu), "--out", str(out), "--fixed-model-name", "model"]
    return [sys.executable, "-m", "rasa", "train", "nlu", *what]


def _run(command: Sequence[str], folder: Path, log: Path, tick: Tick) -> int:
    """The program's exit code; it is ended when we are interrupted."""
    environment = {**rasa_environment(), "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    started = time.monotonic()
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            while process.poll() is None:
                time.sleep(0.5)
                tick(f"{time.monotonic() - started:.0f} s {progress(log)}")
        finally:
            process.kill()
    return process.returncode


def progress(log: Path) -> str:
    """How many of the epochs are done, where the training says so."""
    said = EPOCHS.findall(tail(log))
    return f"({said[-1]})" if said else ""


def tail(log: Path, size: int = 4000) -> str:
    """The end of a log."""
    with log.open("rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - size))
        return file.read().decode("utf-8", errors="replace")


def _groups_of(file: Path) -> Iterator[Group]:
    for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)["nlu"]:
        yield Group(entry["intent"], entry.get("metadata") or {}, tuple(_texts_of(entry["examples"])))


def _texts_of(examples: Any) -> Iterator[str]:
    if isinstance(examples, str):
        yield from (line.strip()[1:].strip() for line in examples.splitlines() if line.strip())
    else:
        yield from (str(item["text"]).strip() for item in examples)


def _part_of(group: Group, share: float) -> Group:
    count = min(len(group.texts), max(FEWEST, round(share * len(group.texts))))
    picked = random.Random(SEED).sample(range(len(group.texts)), count)
    return Group(group.intent, group.metadata, tuple(group.texts[index] for index in sorted(picked)))


def _kind_of(group: Group, silent: Collection[str]) -> str:
    """The label of a group; empty when it says nothing about loneliness either way."""
    if "primary" in group.metadata:
        return str(group.metadata["primary"])
    return "none" if group.intent.split("/")[0] in silent else ""
