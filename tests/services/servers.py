"""Starts a real PostgreSQL and a real Redis on free ports, each in a folder of its own, and ends them."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lotsen.needs import ADVICE, find_program
from tests.stack import free_ports

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30
USER = "postgres"  # PostgreSQL refuses to run as root; Debian's package brings this user
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=40")


def leave_out(reason: str) -> None:
    """Skip the tests, or fail where all must run."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI asks for all tests. {ADVICE}")
    pytest.skip(f"{reason}. {ADVICE}")


def program(name: str, of: str) -> str:
    found = find_program((name,))
    if found is None:
        leave_out(f"{of} is missing ({name} was not found)")
    assert found is not None
    return found


def as_whom() -> tuple[str, ...]:
    """What goes before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("runuser") is None or USER not in {entry.pw_name for entry in pwd.getpwall()}:
        leave_out(f"PostgreSQL does not run as root, and there is no user {USER} to run it as")
    return ("runuser", "-u", USER, "--")


@contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """A folder with a short path (a socket's may have 107 characters) that the server's user owns."""
    made = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        if os.geteuid() == 0 and as_whom():
            shutil.chown(made, USER)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def ended(process: subprocess.Popen[bytes], pid: Callable[[], int]) -> Iterator[None]:
    """Ends the server by its own process id when the tests are done."""
    try:
        yield
    finally:
        for sign, seconds in ((signal.SIGINT, 10), (signal.SIGKILL, 5)):
            try:
                os.kill(pid(), sign)
                process.wait(seconds)
                break
            except ProcessLookupError:
                process.wait(5)
                break
            except subprocess.TimeoutExpired:
                continue


def wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> None:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_SECONDS:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text(errors='replace')[-2000:]}")
        if ready():
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server was not ready in {PATIENCE_SECONDS} s: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def running_postgresql() -> Iterator[int]:
    """A PostgreSQL that trusts everybody on this machine and does not wait for the disk; yields its port."""
    initdb, postgres = program("initdb", "PostgreSQL"), program("postgres", "PostgreSQL")
    (port,), whom = free_ports(1), as_whom()
    with folder("lotsen-pg-") as home:
        data, log = home / "data", home / "log"
        make = (initdb, "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        made = subprocess.run([*whom, *make], cwd=home, capture_output=True, text=True)
        if made.returncode != 0:
            raise RuntimeError(f"initdb: {made.stderr[-2000:]}")
        settings = (f"listen_addresses={HOST}", f"port={port}", f"unix_socket_directories={home}", *FAST)
        options = [part for setting in settings for part in ("-c", setting)]
        with log.open("wb") as out:
            process = subprocess.Popen([*whom, postgres, "-D", str(data), *options], cwd=home, stdout=out, stderr=out)

        def pid() -> int:  # of the server itself; with runuser the process that was started is its parent
            try:
                return int((data / "postmaster.pid").read_text().split()[0])
            except (OSError, IndexError):
                return process.pid

        def ready() -> bool:
            try:
                return "ready" in (data / "postmaster.pid").read_text()
            except OSError:
                return False

        with ended(process, pid):
            wait(process, ready, log)
            yield port


@contextmanager
def running_redis(port: int = 0) -> Iterator[int]:
    """A Redis that keeps everything in memory; yields its port."""
    server, port = program("redis-server", "Redis"), port or free_ports(1)[0]
    with folder("lotsen-redis-") as home:
        log = home / "log"
        options = ("--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", str(home))
        with log.open("wb") as out:
            process = subprocess.Popen([server, *options], cwd=home, stdout=out, stderr=out)
        with ended(process, lambda: process.pid):
            wait(process, lambda: _answers(port), log)
            yield port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
