"""Resolves the dependencies with uv and writes requirements.lock: names, versions and hashes, no addresses."""

import subprocess
from pathlib import Path

from rich.console import Console

from lotsen.bootstrap import find_uv
from lotsen.errors import LotsenError
from lotsen.paths import ROOT

OPTIONS = (
    "--universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet"
)
ADDRESS = "://"


class LockFailed(LotsenError):
    """uv could not resolve the dependencies, or the result holds an address."""


def lock(console: Console, target: Path = ROOT / "requirements.lock") -> None:
    """Write the lock; everything that is asked for in pyproject.toml, tests and checks included."""
    command = [
        find_uv(),
        "pip",
        "compile",
        "pyproject.toml",
        "--group",
        "test",
        "--group",
        "check",
        *OPTIONS.split(),
    ]
    with console.status("Löser beroendena …"):
        done = subprocess.run([*command, "-o", str(target)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise LockFailed(f"uv kunde inte lösa beroendena: {done.stderr.strip()[-600:]}")
    if ADDRESS in target.read_text():
        raise LockFailed("requirements.lock innehåller en adress; den ska bara ha namn, versioner och hashar")
    console.print("requirements.lock är skriven.")
