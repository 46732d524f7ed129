"""`python -m benchmarks.fuzz_api`: schemathesis asks a running gateway all of docs/openapi.yaml."""

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import requests

from benchmarks.ours import NO_LIMITS
from benchmarks.processes import Program, free_ports, wait_until
from benchmarks.streams import quick_bot
from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from lotsen.bootstrap import find_uv
from lotsen.launch import read_health
from lotsen.paths import ROOT

TOOL = "schemathesis==4.32.5"  # apart from Lotsen's pins, as `lotsen sbom` runs its tool
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,unsupported_method"
)
EXAMPLES = 60
LISTENING = "/api/v1/conversations/{id}/events"  # a stream that never ends; tests/fuzz asks it
PATIENCE = 60.0


async def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lotsen-fuzz-api-") as folder:
        port, rasa = free_ports(2)
        build_directory(f"sqlite:///{folder}/directory.db", load_facts())
        program = _start(Path(folder), port, rasa)
        try:
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(quick_bot(rasa))
                return await asyncio.to_thread(_ask_all, program, Path(folder), port)
        finally:
            program.stop()


def _start(data: Path, port: int, rasa: int) -> Program:
    ports = {"LOTSEN_VISITORS_PORT": str(port), "LOTSEN_RASA_PORT": str(rasa), "LOTSEN_ACTIONS_PORT": str(rasa)}
    environment = {**os.environ, **ports, **NO_LIMITS, "LOTSEN_DATA": str(data)}
    return Program("porten", (sys.executable, "-m", "chat.visitors"), ROOT, data / "visitors.log", environment)


def _ask_all(program: Program, folder: Path, port: int) -> int:
    """First with a conversation of its own, then with ids that are none."""
    wait_until(program, lambda: read_health(port)[0] == 200, PATIENCE)
    root = f"http://127.0.0.1:{port}"
    begun = requests.post(f"{root}/api/v1/conversations", json={}, timeout=30).json()
    known = folder / "schemathesis.toml"
    known.write_text(f'[parameters]\n"path.id" = "{begun["id"]}"\n', encoding="utf-8")
    blank = folder / "blank.toml"
    blank.write_text("", encoding="utf-8")
    leave = ("--exclude-path", LISTENING, "--exclude-method", "DELETE")
    found = [_run(known, root, begun["token"], *leave), _run(blank, root, begun["token"], "--exclude-path", LISTENING)]
    return max(found)


def _run(config: Path, root: str, token: str, *options: str) -> int:
    command = [find_uv(), "tool", "run", "--quiet", "--from", TOOL, "schemathesis", "--config-file", str(config)]
    command += ["run", str(ROOT / "docs" / "openapi.yaml"), "--url", root, "--header", f"Authorization: Bearer {token}"]
    command += ["--checks", CHECKS, "--max-examples", str(EXAMPLES), "--seed", "1", "--no-color"]
    return subprocess.run([*command, *options, *sys.argv[1:]], cwd=config.parent, check=False).returncode


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
