"""The whole stack on ports and in a data folder of its own, for as long as a measurement takes."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from benchmarks.ours import our_environment, start_ours
from benchmarks.processes import Program, free_ports, wait_until
from benchmarks.vitals import parts_of
from lotsen.launch import read_health

PATIENCE = 240.0
SETTLE_SECONDS = 30.0
TRACEBACK = "Traceback (most recent call last)"
LEFT = "CancelledError"  # a visitor who goes away while the database is being read for them
ERRORS = frozenset({"unforeseen_error", "guard_dropped_reply"})  # events that should never be


@dataclass(frozen=True)
class Whole:
    """A running stack; `parts` are its processes by name, as they were when it was ready."""

    port: int
    data: Path
    program: Program
    parts: Mapping[int, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def dead(self) -> list[str]:
        """Which of the processes that were ready at the start are gone now, also if another took their place."""
        now = parts_of(self.program.pid)
        return sorted(name for pid, name in self.parts.items() if now.get(pid) != name)

    def is_healthy(self) -> bool:
        """Whether it can do its main job, once what was under way is over."""
        end = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < end:
            if read_health(self.port)[0] == 200:
                return True
            time.sleep(1)
        return False


@dataclass(frozen=True)
class Logged:
    """What the logs hold: planted words, tracebacks, events of error, and turns the gateway answered by itself."""

    bytes_read: int
    planted: int
    tracebacks: int
    errors: Mapping[str, int]
    fallbacks: Mapping[str, int]


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Whole]:
    """Ready when its health says so; ended, whatever happens. `settings` are variables of the environment."""
    ports = free_ports(4)
    environment = {**our_environment(data, ports), **settings}
    (data / "logs").mkdir(parents=True, exist_ok=True)
    program = start_ours(environment, data / "logs" / "start.log")
    try:
        wait_until(program, lambda: _answers(ports[0]), PATIENCE)
        yield Whole(ports[0], data, program, parts_of(program.pid))
    finally:
        program.stop()


def _answers(port: int) -> bool:
    if read_health(port)[0] != 200:
        return False
    root = f"http://127.0.0.1:{port}/api/v1/conversations"
    begun = requests.post(root, json={}, timeout=30).json()
    headers = {"Authorization": f"Bearer {begun['token']}"}
    said = requests.post(f"{root}/{begun['id']}/messages", json={"text": "hej"}, headers=headers, timeout=30)
    return said.status_code == 200 and bool(said.json()["replies"])


def read_logs(folder: Path, mark: str) -> Logged:
    """Every line of every log."""
    size = planted = tracebacks = 0
    errors: dict[str, int] = {}
    fallbacks: dict[str, int] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                size += len(line)
                planted += mark in line.lower()
                tracebacks += TRACEBACK in line
                _count(line, errors, fallbacks)
    return Logged(size, planted, tracebacks, errors, fallbacks)


def _count(line: str, errors: dict[str, int], fallbacks: dict[str, int]) -> None:
    if '"event"' not in line:
        return
    try:
        event = json.loads(line[line.index("{") :])
    except ValueError:
        return
    name, level, reason = event.get("event"), event.get("level"), event.get("reason")
    if event.get("error") == LEFT:
        return
    if name in ERRORS or (name == "library_log" and level in ("error", "critical")):
        what = f"{name} {event.get('error', '')} {event.get('at', '')}".strip()
        errors[what] = errors.get(what, 0) + 1
    if name == "message_answered" and reason not in (None, "", "None"):
        fallbacks[str(reason)] = fallbacks.get(str(reason), 0) + 1
