"""Starts the whole assistant on free ports with a data folder of its own, for tests that ask it as visitors do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest

from lotsen.parts import Part, all_parts
from lotsen.paths import MODEL, ROOT
from lotsen.training import rasa_environment

PARTS = ("actions", "rasa", "visitors")
PATIENCE_SECONDS = 150  # Rasa takes about 20 s alone, more beside other tests
COMMAND = (sys.executable, "-c", "from lotsen.cli import app; app()")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports: list[int] = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Stack:
    """Action server, Rasa and the visitors' app, each of which can be stopped and started again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.logs = data / "logs"
        self.logs.mkdir(parents=True)
        names = ("VISITORS", "STAFF", "RASA", "ACTIONS")
        ports = {f"LOTSEN_{name}_PORT": str(port) for name, port in zip(names, free_ports(4), strict=True)}
        clean = {name: value for name, value in os.environ.items() if not name.startswith("LOTSEN_")}
        with patch.dict(os.environ, {**clean, **ports, "LOTSEN_DATA": str(data)}, clear=True):
            self.environment = {**rasa_environment(), "SANIC_HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
            self.parts: dict[str, Part] = {part.name: part for part in all_parts() if part.name in PARTS}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._web = httpx.Client(timeout=30)

    @property
    def server(self) -> str:
        """The address of the visitors' app."""
        return f"http://127.0.0.1:{self.parts['visitors'].port}"

    @property
    def rasa(self) -> str:
        return f"http://127.0.0.1:{self.parts['rasa'].port}"

    def run(self) -> None:
        """Build the directory, start every part and wait until the main job can be done."""
        built = subprocess.run(
            [*COMMAND, "directory", "build"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if built.returncode != 0:
            raise RuntimeError(f"the directory could not be built: {built.stdout[-1000:]}{built.stderr[-2000:]}")
        for name in self.parts:
            self.start(name)
        self.wait()

    def start(self, name: str) -> None:
        with (self.logs / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                self.parts[name].command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def pid_of(self, name: str) -> int:
        return self._running[name].pid

    def stop(self, name: str) -> None:
        """End one part with all that it started."""
        process = self._running.pop(name, None)
        if process is None:
            return
        for sign, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            try:
                os.killpg(process.pid, sign)
                process.wait(seconds)
                return
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue

    @contextmanager
    def without(self, *names: str) -> Iterator[None]:
        """While these parts are stopped."""
        for name in names:
            self.stop(name)
        try:
            yield
        finally:
            for name in names:
                self.start(name)
            self.wait()

    def wait(self) -> None:
        """Until /health is 200."""
        started = time.monotonic()
        while time.monotonic() - started < PATIENCE_SECONDS:
            dead = [name for name, process in self._running.items() if process.poll() is not None]
            if dead:
                raise RuntimeError(f"{dead[0]} ended: {self.log(dead[0])[-3000:]}")
            try:
                if self._web.get(f"{self.server}/health").status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        raise RuntimeError(f"not healthy after {PATIENCE_SECONDS} s: {self.log('rasa')[-2000:]}")

    def log(self, name: str) -> str:
        """All that one part has printed."""
        return (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        for name in reversed(tuple(self._running)):
            self.stop(name)
        self._web.close()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The running assistant, one for all tests that need it."""
    if not MODEL.exists():
        missing = f"there is no trained model at {MODEL.relative_to(ROOT)}; `make train` makes one"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    running = Stack(tmp_path_factory.mktemp("stack"))
    try:
        running.run()
        yield running
    finally:
        running.end()
