"""Holds the other documents to the code: their paths, the shape of decisions, the words of the glossary."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
DOCUMENTS = sorted(DOCS.rglob("*.md"))
OURS = ("bot/", "chat/", "knowledge/", "lotsen/", "safety/", "widget/", "tests/", "docs/", "benchmarks/")
PARTS = ["Context", "Decision", "Why", "What it costs"]

pytestmark = pytest.mark.content


def by_name(path: Path) -> str:
    return path.stem


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_every_path_in_a_document_exists(document: Path) -> None:
    named = [name for name in quoted(document.read_text(encoding="utf-8")) if name.startswith(OURS) and " " not in name]
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("decision", DECISIONS, ids=by_name)
def test_a_decision_says_context_decision_reason_and_cost_in_forty_lines(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert text.count("\n") <= 40


def test_decisions_are_numbered_without_gaps_and_as_their_titles_say() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]
    assert all(path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]} ") for path in DECISIONS)


def test_every_word_of_the_glossary_stands_in_the_code() -> None:
    rows = [line for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    words = [quoted(row)[0] for row in rows]
    assert len(words) == len(set(words))
    assert not [word for word in words if not stands_in_code(word)]


def stands_in_code(word: str) -> bool:
    """True when git keeps a file of a package that holds the word, or is named for it."""
    kept = subprocess.run(["git", "ls-files", "--", *OURS], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if word in kept.lower():
        return True
    return (
        subprocess.run(["git", "grep", "-qi", "-e", word, "--", "*.py", "*.yml"], cwd=ROOT, check=False).returncode == 0
    )


def test_the_runbook_names_the_files_of_every_line_in_a_crisis_reply() -> None:
    runbook = (DOCS / "runbooks" / "a-number-was-wrong.md").read_text(encoding="utf-8")
    named = {name.removesuffix(".yml") for name in quoted(runbook) if name.endswith(".yml") and "/" not in name}
    assert named == crisis_lines()


def crisis_lines() -> set[str]:
    """Every line that some danger demands."""
    from safety.assess import KINDS, Level, Risk
    from safety.crisis import required_line_ids

    found: set[str] = set()
    for level in (Level.concern, Level.acute):
        for kind in KINDS:
            for minor in (False, True):
                for gender in (None, "man", "woman"):
                    risk = Risk(level, kind, (), minor, False, False, gender, None)
                    found |= set(required_line_ids(risk))
    return found
