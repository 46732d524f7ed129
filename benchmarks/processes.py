"""Starts and ends programs by their id, and reads how much memory they and their children hold."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from benchmarks.outcome import Process
from lotsen.errors import LotsenError

PROC = Path("/proc")
PATIENCE_SECONDS = 20.0


class ProgramEnded(LotsenError):
    """A program that was to be measured ended by itself or never answered."""


class Program:
    """A program that we started, with its log."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]):
        self.name = name
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        self.pid = self._process.pid

    def check(self) -> None:
        """Raises ProgramEnded when it no longer runs."""
        if self._process.poll() is not None:
            raise ProgramEnded(f"{self.name} slutade i förtid (kod {self._process.returncode}). Se {self.log}")

    def wait(self, seconds: float) -> None:
        """Until it ends. Raises ProgramEnded when it takes longer than this."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise ProgramEnded(f"{self.name} blev inte klar på {seconds:.0f} s. Se {self.log}") from None

    def expect_success(self) -> None:
        """Raises ProgramEnded when it ended with an error."""
        if self._process.returncode != 0:
            raise ProgramEnded(f"{self.name} misslyckades (kod {self._process.returncode}). Se {self.log}")

    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """Asks it to end, then ends what is left of it and its children, each by its id."""
        family = {pid: command_of(pid) for pid in descendants(self.pid)}
        if self.running():
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE_SECONDS)
        for pid, command in family.items():
            if command and command_of(pid) == command:  # not a stranger that got the number meanwhile
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE_SECONDS)


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nobody listens on now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def descendants(pid: int) -> list[int]:
    """The program and everything that it started, in the order found."""
    parents = _parents()
    family = [pid] if pid in parents else []
    for known in family:
        family += [child for child, parent in parents.items() if parent == known]
    return family


def memory(pid: int) -> list[Process]:
    """What the program and its children hold now."""
    return [process for process in map(_memory_of, descendants(pid)) if process.rss]


def _parents() -> dict[int, int]:
    """Parent by process id; from /proc, or from ps where there is none (macOS)."""
    if not PROC.is_dir():
        lines = _ps("-axo", "pid=,ppid=").splitlines()
        return {int(pid): int(parent) for pid, parent in map(str.split, lines)}
    parents = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                stat = (folder / "stat").read_text()
                parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    return parents


def _memory_of(pid: int) -> Process:
    name = _short_name(command_of(pid))
    if not PROC.is_dir():
        return Process(name, int(_ps("-o", "rss=", "-p", str(pid)).strip() or 0) * 1024, None)
    return Process(name, _field(pid, "status", "VmRSS") or 0, _field(pid, "smaps_rollup", "Pss"))


def command_of(pid: int) -> list[str]:
    """The command line; empty when the process is gone."""
    if not PROC.is_dir():
        return _ps("-o", "command=", "-p", str(pid)).split()
    with suppress(OSError):
        return (PROC / str(pid) / "cmdline").read_text().rstrip("\0").split("\0")
    return []


def _field(pid: int, file: str, name: str) -> int | None:
    """A line such as `VmRSS:  1234 kB`, in bytes."""
    with suppress(OSError):
        for line in (PROC / str(pid) / file).read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return None


def _short_name(command: Sequence[str]) -> str:
    """`python -m chat.visitors` is called chat.visitors."""
    if "-m" in command:
        return command[list(command).index("-m") + 1]
    return Path(command[0]).name if command else ""


def _ps(*options: str) -> str:
    return subprocess.run(["ps", *options], capture_output=True, text=True, check=False).stdout


def wait_until(program: Program, is_ready: Callable[[], bool], seconds: float) -> float:
    """Seconds until it is ready. Raises ProgramEnded when it ends first or takes longer than this."""
    started = time.monotonic()
    while not is_ready():
        program.check()
        if time.monotonic() - started > seconds:
            raise ProgramEnded(f"{program.name} svarade inte på {seconds:.0f} s. Se {program.log}")
        time.sleep(0.1)
    return time.monotonic() - started
