"""Makes `.venv` from requirements.lock with uv; runs on any Python from 3.8 with nothing but its standard library."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
STAMP = VENV / "lotsen.stamp"
PYTHON = "3.10"


class SetupFailed(Exception):
    """Says in one sentence what is missing and what to do about it."""


def wanted_stamp() -> str:
    """The fingerprint of all that decides what the environment holds."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def works(command: list[str]) -> bool:
    """True when the program starts and answers its version; a dangling shim does not."""
    try:
        done = subprocess.run(command + ["--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def attempt(command: list[str]) -> bool:
    """Run one way of getting something; False when it did not work."""
    try:
        return subprocess.run(command, capture_output=True, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_uv() -> str:
    """Put uv into .tools by the first way that this machine allows, and return its path."""
    print("Hämtar uv till .tools (en gång) …", flush=True)
    home = TOOLS / "uv"
    binary = home / "bin" / "uv"
    with_venv = [sys.executable, "-m", "venv", str(home)]
    if (
        attempt(with_venv)
        and attempt([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"])
        and works([str(binary)])
    ):
        return str(binary)
    shutil.rmtree(str(home), ignore_errors=True)
    if attempt([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), "uv"]) and works(
        [str(binary)]
    ):
        return str(binary)
    raise SetupFailed(
        "uv kunde inte hämtas: den här Python saknar både venv och pip, eller nätet är stängt. "
        "På Debian och Ubuntu: sudo apt install python3-venv. På macOS: brew install uv. Kör sedan samma kommando igen."
    )


def find_uv() -> str:
    """Where uv is: on the path, or in our own folder."""
    for candidate in (str(TOOLS / "uv" / "bin" / "uv"), "uv"):
        if works([candidate]):
            return candidate
    return install_uv()


def known_pythons() -> list[str]:
    """Interpreters that version managers keep and whose shims may hide them from uv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))) / "versions"
    return sorted(str(path) for path in pyenv.glob(PYTHON + ".*/bin/python"))


def make_venv(uv: str) -> None:
    """Create .venv with Python 3.10, one that is here or one that uv fetches."""
    tries = [[uv, "venv", "--quiet", "--python", python, str(VENV)] for python in known_pythons() + [PYTHON]]
    tries.append([uv, "venv", "--quiet", "--managed-python", "--python", PYTHON, str(VENV)])
    shutil.rmtree(str(VENV), ignore_errors=True)
    print("Skapar .venv med Python " + PYTHON + " …", flush=True)
    if not any(attempt(command) for command in tries):
        raise SetupFailed(
            "Python 3.10 fanns inte och uv kunde inte hämta den. "
            "Pröva: " + uv + " python install 3.10, och kör sedan igen."
        )


def install_lock(uv: str) -> None:
    """Install the locked packages, each checked against its hash, and the project itself."""
    python = str(VENV / "bin" / "python")
    print("Installerar paketen i requirements.lock (första gången några minuter) …", flush=True)
    steps = [
        [
            uv,
            "pip",
            "sync",
            "--python",
            python,
            "--require-hashes",
            "--compile-bytecode",
            str(ROOT / "requirements.lock"),
        ],
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            python,
            "--no-deps",
            "--no-build-isolation",
            "-e",
            str(ROOT),
        ],
    ]
    for step in steps:
        if subprocess.run(step, env={**os.environ, "UV_HTTP_TIMEOUT": "120"}).returncode != 0:
            raise SetupFailed(
                "Paketen gick inte att installera; uv säger varför här ovanför. "
                "Ett nytt försök tar vid där det slutade."
            )


def main() -> None:
    if not sys.version_info[:2] >= (3, 8):
        raise SetupFailed("Det behövs Python 3.8 eller nyare för att komma igång.")
    if STAMP.exists() and STAMP.read_text() == wanted_stamp():
        return
    uv = find_uv()
    if not works([str(VENV / "bin" / "python")]):
        make_venv(uv)
    install_lock(uv)
    STAMP.write_text(wanted_stamp())


if __name__ == "__main__":
    try:
        main()
    except SetupFailed as problem:
        sys.exit("lotsen: " + str(problem))
    except KeyboardInterrupt:
        sys.exit("lotsen: avbrutet.")
