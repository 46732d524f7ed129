"""What Lotsen is built of: a bill of materials, the licences, and known weaknesses where they can be asked for."""

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from lotsen.bootstrap import find_uv
from lotsen.errors import LotsenError
from lotsen.paths import ROOT

SBOM_TOOL, AUDIT_TOOL = "cyclonedx-bom==7.5.0", "pip-audit==2.10.1"
SBOM = ROOT / "results" / "sbom.json"
LICENCES = ROOT / "docs" / "licences.md"
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
HEAD = """# Licences

Of everything in `requirements.lock` that is installed on Linux, as each package declares it. Written by `lotsen sbom`,
which also writes the bill of materials (CycloneDX) to `results/sbom.json`.

| package | version | licence |
|---|---|---|
"""


class ToolFailed(LotsenError):
    """A tool did not do what it was asked."""


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str


def write_sbom(console: Console) -> None:
    """results/sbom.json and docs/licences.md. Raises ToolFailed."""
    SBOM.parent.mkdir(exist_ok=True)
    python = ROOT / ".venv" / "bin" / "python"
    _run(console, SBOM_TOOL, "cyclonedx-py", "environment", str(python), "--output-format", "JSON", "-o", str(SBOM))
    packages = read_packages(json.loads(SBOM.read_text(encoding="utf-8")))
    LICENCES.write_text(HEAD + "".join(map(_line, packages)), encoding="utf-8")
    console.print(f"{len(packages)} paket: {SBOM.relative_to(ROOT)} och {LICENCES.relative_to(ROOT)}.")


def audit(console: Console) -> None:
    """Asks a list of known weaknesses about every pinned version. Raises ToolFailed where it cannot be reached."""
    pins = ROOT / "results" / "pins.txt"
    pins.parent.mkdir(exist_ok=True)
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins.write_text("".join(f"{name}=={version}\n" for name, version in PINNED.findall(text)), encoding="utf-8")
    said = _run(console, AUDIT_TOOL, "pip-audit", "--no-deps", "--disable-pip", "-r", str(pins), may_find=True)
    if said.count("could not be audited") > len(PINNED.findall(text)) // 2:  # it then says that nothing is known
        raise ToolFailed("Listan över kända svagheter går inte att nå härifrån. Läs docs/supply-chain.md i stället.")
    console.print(said, highlight=False, markup=False)


def read_packages(bill: dict[str, Any]) -> tuple[Package, ...]:
    """The parts of a CycloneDX bill, by name; Lotsen itself is left out."""
    found = (
        Package(
            _plain_name(part["name"]),
            part["version"],
            " / ".join(_licences(part.get("licenses", ()))) or "not declared",
        )
        for part in bill["components"]
    )
    return tuple(sorted((each for each in found if each.name != "lotsen"), key=lambda each: each.name))


def pinned() -> dict[str, str]:
    """Name and version of all that the lock names."""
    return dict(PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))


def _licences(declared: Iterable[dict[str, Any]]) -> list[str]:
    names: dict[str, None] = {}
    for each in declared:
        licence = each.get("license", {})
        name = each.get("expression") or licence.get("id") or licence.get("name") or ""
        name = name.removeprefix(CLASSIFIER).replace("|", "/").splitlines()[0][:60] if name else ""
        if name and name != "License :: OSI Approved":
            names[name] = None
    return list(names)


def _line(package: Package) -> str:
    return f"| {package.name} | {package.version} | {package.licence} |\n"


def _plain_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _run(console: Console, tool: str, *command: str, may_find: bool = False) -> str:
    """Runs a tool in an environment of its own, apart from Lotsen's pins."""
    with console.status(f"{command[0]} …"):
        done = subprocess.run(
            [find_uv(), "tool", "run", "--quiet", "--from", tool, *command],
            cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
    if done.returncode and not (may_find and done.returncode == 1):
        raise ToolFailed(f"{command[0]} gick inte att köra: {done.stderr.strip()[-300:]}")
    return done.stdout + done.stderr
