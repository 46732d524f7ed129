"""Holds README.md to the code: its paths, commands, settings and the table "to change X, edit Y"."""

import re
import subprocess
from pathlib import Path

import pytest

from chat.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MADE_BY_RUNNING = {".venv", ".tools", ".lotsen", "models", "results"}
CODE = (
    "bot",
    "chat",
    "knowledge",
    "lotsen",
    "safety",
    "benchmarks",
    "Makefile",
    ".ci",
    "endpoints.yml",
    "credentials.yml",
)
VARIABLE = re.compile(r"\bLOTSEN_[A-Z]+(?:_[A-Z]+)*\b")
PATH = re.compile(r"\.?[A-Za-z][\w.-]*(?:/[\w.-]+)*/?")

pytestmark = pytest.mark.content


def section(title: str) -> str:
    """The text under one heading."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The rows of a table, without its head."""
    found = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in found[2:]]


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def top_level() -> set[str]:
    """Every folder and file at the root that git keeps."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {line.split("/")[0] for line in listed.splitlines()}


def paths_in(text: str) -> list[str]:
    """What is quoted and names a file or folder of ours: its first part lies at the root."""
    known = top_level() | MADE_BY_RUNNING | {path.name for path in ROOT.iterdir()}
    candidates = [name for name in quoted(text) if PATH.fullmatch(name) and not name.isdecimal()]
    return [
        name
        for name in candidates
        if "/" in name or name in known or Path(name).suffix in {".yml", ".md", ".toml", ".lock"}
    ]


def targets() -> set[str]:
    """The targets that `make help` shows: those with a description."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def code_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *CODE], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / line for line in listed.splitlines() if Path(line).suffix in {"", ".py", ".yml", ".sh"}]


def variables_in_code() -> set[str]:
    return {
        name for path in code_files() if path.exists() for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }


def test_every_path_in_the_readme_exists() -> None:
    missing = [
        name for name in paths_in(README) if name.split("/")[0] not in MADE_BY_RUNNING and not (ROOT / name).exists()
    ]
    assert not missing


def test_what_running_makes_is_not_kept_in_git() -> None:
    assert not MADE_BY_RUNNING & top_level()
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not MADE_BY_RUNNING - {line.strip("/") for line in ignored}


def test_everything_at_the_root_is_in_the_map() -> None:
    mapped = {name.strip("/") for row in rows(section("The map")) for name in quoted(row[0])}
    assert not top_level() - mapped


def test_every_row_of_the_map_says_what_lives_there() -> None:
    assert all(len(row) == 2 and row[1] for row in rows(section("The map")))


def test_every_make_target_in_the_readme_exists() -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)\b", README, re.MULTILINE)) <= targets()


def test_every_make_target_is_in_the_readme() -> None:
    assert targets() <= {name.removeprefix("make ") for row in rows(section("Start")) for name in quoted(row[0])}


def test_every_row_of_what_to_edit_points_at_something_that_exists() -> None:
    for subject, where in rows(section("To change X, edit Y")):
        named = paths_in(where)
        assert named, f"{subject}: no path"
        assert not [name for name in named if not (ROOT / name).exists()], subject


@pytest.mark.parametrize("subject", [
    "a support line", "a programme", "a topic's answer", "wording", "buttons", "labels on cards", "an intent", "a training message",
    "an interest", "a barrier", "a life event", "crisis words", "what is said in danger", "a place", "the order of steps",
    "a dialogue rule", "the gateway's own sentences", "a setting", "what is kept", "the look of the page", "a threshold",
    "a dependency", "a slot",
])  # fmt: skip
def test_the_readme_says_where_to_change(subject: str) -> None:
    assert any(row[0].startswith(subject) for row in rows(section("To change X, edit Y")))


def test_every_setting_that_is_told_of_is_read_in_the_code() -> None:
    assert not set(VARIABLE.findall(README + SETTINGS)) - variables_in_code()


def test_every_setting_that_the_code_reads_is_told_of() -> None:
    described = {name for row in rows(SETTINGS) for name in quoted(row[0])}
    assert not variables_in_code() - described


def test_the_defaults_that_are_told_are_those_of_the_gateway() -> None:
    settings = read_settings({})
    for variable, default, _ in rows(SETTINGS):
        name = quoted(variable)[0].removeprefix("LOTSEN_").lower()
        if name in ("data", "chat_url") or not hasattr(settings, name):
            continue
        assert default.strip("`") == as_written(getattr(settings, name)), name


def as_written(value: object) -> str:
    """A setting as one writes it in the environment."""
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, int | float) else str(value) or "empty"


def test_the_readme_fits_in_250_lines() -> None:
    assert README.count("\n") < 250
