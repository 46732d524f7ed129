"""Reads the files that editors write, as plain values: wordings, rules, training messages, facts."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
RESPONSES = ROOT / "bot" / "data" / "responses"
RULES = ROOT / "bot" / "data" / "rules"
NLU = ROOT / "bot" / "data" / "nlu"
FACTS = ROOT / "knowledge" / "facts"
SETS = ROOT / "tests" / "data"
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Wording:
    """One sentence or bubble that Lotsen can say, and where it stands."""

    file: str
    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.text}"


@dataclass(frozen=True)
class Example:
    """One training message."""

    file: str
    intent: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.intent}: {self.text}"


@cache
def read(path: Path) -> Any:
    """What a YAML file holds; read once, so nobody may change it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)


def repeated_keys(path: Path) -> list[str]:
    """Keys that stand twice in one mapping of a file; YAML itself lets the last one win in silence."""
    found: list[str] = []

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            found.extend(sorted({key for key in keys if keys.count(key) > 1}))
            for _, value in node.value:
                walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                walk(item)

    walk(yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader))
    return found


@cache
def domain() -> dict[str, Any]:
    return dict(read(ROOT / "domain.yml"))


def intents() -> set[str]:
    """The intents that the domain names."""
    return {next(iter(entry)) if isinstance(entry, dict) else entry for entry in domain()["intents"]}


@cache
def wordings() -> tuple[Wording, ...]:
    """Every wording in bot/data/responses."""
    return tuple(
        Wording(file.name, key, variant["text"])
        for file in sorted(RESPONSES.glob("*.yml"))
        for key, variants in read(file)["responses"].items()
        for variant in variants
    )


def keys() -> set[str]:
    """The names of all responses."""
    return {wording.key for wording in wordings()}


@cache
def rules() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """(file, name, intents, actions) of every rule."""
    return tuple(
        (
            file.name,
            rule["rule"],
            tuple(step["intent"] for step in rule["steps"] if "intent" in step),
            tuple(step["action"] for step in rule["steps"] if "action" in step),
        )
        for file in sorted(RULES.glob("*.yml"))
        for rule in read(file)["rules"]
    )


@cache
def examples() -> tuple[Example, ...]:
    """Every training message."""
    return tuple(
        Example(file.name, entry["intent"], text)
        for file in sorted(NLU.glob("*.yml"))
        for entry in read(file)["nlu"]
        for text in _messages(entry["examples"])
    )


def _messages(examples: Any) -> Iterator[str]:
    if isinstance(examples, str):
        yield from (line.strip()[1:].strip() for line in examples.splitlines() if line.strip())
    else:
        yield from (item["text"].strip() for item in examples)


def read_lines(name: str) -> list[dict[str, Any]]:
    """The lines of a development set."""
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def development_lines() -> tuple[tuple[str, str], ...]:
    """(file, message) of the sets that understanding is measured on."""
    single = [(file.name, line["text"]) for file in sorted(SETS.glob("*.jsonl")) for line in read_lines(file.name)]
    talks = [
        ("conversations_dev.yml", turn["user"])
        for talk in read(SETS / "conversations_dev.yml")
        for turn in talk["turns"]
    ]
    return (*single, *talks)


@cache
def names(vocabulary: str) -> tuple[str, ...]:
    """The names of a vocabulary (barriers, life_events)."""
    return tuple(entry["name"] for entry in read(FACTS / "vocabulary" / f"{vocabulary}.yml"))


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())
