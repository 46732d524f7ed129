"""A PostgreSQL and a Redis of our own for one measurement, each in a folder that goes when it ends."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import Program, free_ports, wait_until
from lotsen.needs import find_program

HOST, USER = "127.0.0.1", "postgres"
PATIENCE = 60.0


def missing() -> tuple[str, ...]:
    """Which of the two this machine lacks."""
    programs = {"PostgreSQL": "initdb", "Redis": "redis-server"}
    lacking = [name for name, program in programs.items() if find_program((program,)) is None]
    root_alone = os.geteuid() == 0 and USER not in {entry.pw_name for entry in pwd.getpwall()}
    return tuple(lacking) or (("en användare postgres",) if root_alone else ())


@contextmanager
def running_both(log: Path) -> Iterator[tuple[str, str]]:
    """The addresses of an empty database and of Redis; both wait for the disk as they do in service."""
    with tempfile.TemporaryDirectory(prefix="lotsen-b-") as folder:
        home, (postgresql, redis) = Path(folder), free_ports(2)
        _give_to_postgres(home)
        programs = [_start_postgresql(home, postgresql, log), _start_redis(home, redis, log)]
        try:
            wait_until(programs[0], lambda: "ready" in _read(home / "data" / "postmaster.pid"), PATIENCE)
            yield f"postgresql://{USER}@{HOST}:{postgresql}/postgres", f"redis://{HOST}:{redis}/0"
        finally:
            for program in programs:
                program.stop()


def _start_postgresql(home: Path, port: int, log: Path) -> Program:
    make = ("-D", str(home / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    subprocess.run([*_as_postgres(), _program("initdb"), *make], cwd=home, check=True, capture_output=True)
    options = (f"port={port}", f"listen_addresses={HOST}", f"unix_socket_directories={home}")
    command = [*_as_postgres(), _program("postgres"), "-D", str(home / "data")]
    return Program(
        "PostgreSQL", [*command, *(part for each in options for part in ("-c", each))], home, log, os.environ
    )


def _start_redis(home: Path, port: int, log: Path) -> Program:
    options = ("--port", str(port), "--bind", HOST, "--save", "", "--dir", str(home))
    return Program("Redis", [_program("redis-server"), *options], home, log, os.environ)


def _program(name: str) -> str:
    found = find_program((name,))
    assert found is not None
    return found


def _as_postgres() -> tuple[str, ...]:
    """PostgreSQL does not run as root."""
    return ("runuser", "-u", USER, "--") if os.geteuid() == 0 else ()


def _give_to_postgres(home: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(home, USER)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
