"""The faults, each as a coroutine that begins it and ends it."""

import asyncio
import itertools
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress

from benchmarks.faults.between import Mode
from benchmarks.faults.stack import Stack

PARTS = ("rasa", "actions", "visitors", "staff", "database")
TITLES = {
    "none": "ingenting",
    "rasa": "Rasa",
    "actions": "åtgärdsservern",
    "visitors": "besökarnas port",
    "staff": "personalens port",
    "database": "samtalens databas",
}
HUNG_SECONDS, SLOW_SECONDS, GARBAGE_SECONDS = 20.0, 12.0, 10.0
STANDS, GOES = 0.8, 0.2  # seconds of each second, for a process that is slowed
Fault = Callable[[Stack, str], Coroutine[None, None, None]]
RUBBISH = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(300),
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b'POST /api/v1/conversations HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n{"region": ',
    b"POST /api/v1/conversations HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    b"POST /api/v1/conversations/x/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 7\r\n\r\n\xff\xfe{]\x00\x00\x00",
    b"POST /puls HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 4\r\n\r\n%%%%",
    b"GET /health HTTP/1.1\r\n" + b"".join(b"x-%d: y\r\n" % number for number in range(3_000)) + b"\r\n",
    os.urandom(4_000),
    b"\r\n\r\n\r\n",
)


async def kill(stack: Stack, part: str) -> None:
    stack.send(stack.pid_of(part), signal.SIGKILL)


async def hang(stack: Stack, part: str) -> None:
    pid = stack.pid_of(part)
    stack.send(pid, signal.SIGSTOP)
    await asyncio.sleep(HUNG_SECONDS)
    if stack.pid_of(part) == pid:
        stack.send(pid, signal.SIGCONT)


async def slow(stack: Stack, part: str) -> None:
    """What answers programs is slow by a proxy; a gateway, which has none in front, stands still most of the time."""
    if part in stack.between:
        await _in_mode(stack, part, Mode.slow, SLOW_SECONDS)
        return
    pid, end = stack.pid_of(part), time.monotonic() + SLOW_SECONDS
    while time.monotonic() < end:
        stack.send(pid, signal.SIGSTOP)
        await asyncio.sleep(STANDS)
        stack.send(pid, signal.SIGCONT)
        await asyncio.sleep(GOES)


async def feed_garbage(stack: Stack, part: str) -> None:
    """In place of what Rasa and the action server answer; as what a gateway is asked."""
    if part in stack.between:
        await _in_mode(stack, part, Mode.garbage, GARBAGE_SECONDS)
        return
    end, rubbish = time.monotonic() + GARBAGE_SECONDS, itertools.cycle(RUBBISH)
    while time.monotonic() < end:
        await asyncio.gather(*(_throw(stack.gateways[part], next(rubbish)) for _ in range(4)))
        await asyncio.sleep(0.1)


async def lock(stack: Stack, _part: str) -> None:
    """As a disk that does not answer: nothing can be saved for as long as a part would hang."""
    await _hold_database(stack, HUNG_SECONDS)


async def lock_often(stack: Stack, _part: str) -> None:
    end = time.monotonic() + SLOW_SECONDS
    while time.monotonic() < end:
        await _hold_database(stack, STANDS)
        await asyncio.sleep(GOES)


async def nothing(_stack: Stack, _part: str) -> None:
    await asyncio.sleep(GARBAGE_SECONDS)


FAULTS: dict[str, Fault] = {"dödad": kill, "hängd": hang, "slö": slow, "skräp": feed_garbage}
DATABASE: dict[str, Fault] = {"hängd": lock, "slö": lock_often}
CONTROL = ("none", "inget fel", nothing)


def trials(parts: tuple[str, ...]) -> list[tuple[str, str, Fault]]:
    """Part, name of the fault, and the fault; first of all nothing, to hold the rest against."""
    chosen = [(part, DATABASE if part == "database" else FAULTS) for part in PARTS if part in parts]
    return [CONTROL, *((part, name, fault) for part, faults in chosen for name, fault in faults.items())]


async def _in_mode(stack: Stack, part: str, mode: Mode, seconds: float) -> None:
    stack.between[part].mode = mode
    await asyncio.sleep(seconds)
    stack.between[part].mode = Mode.well


async def _throw(port: int, rubbish: bytes) -> None:
    with suppress(OSError, asyncio.TimeoutError):
        answers, asked = await asyncio.open_connection("127.0.0.1", port)
        asked.write(rubbish)
        with suppress(OSError, asyncio.TimeoutError):
            await asked.drain()
            await asyncio.wait_for(answers.read(1_000), 0.3)
        asked.close()


async def _hold_database(stack: Stack, seconds: float) -> None:
    """Others still read (SQLite's journal lets them), and nobody can write."""
    database = sqlite3.connect(stack.data / "chat.db", isolation_level=None, timeout=0)
    try:
        while not _is_locked_by_us(database):  # noqa: ASYNC110 (SQLite tells nobody when it is free)
            await asyncio.sleep(0.01)
        await asyncio.sleep(seconds)
        database.rollback()
    finally:
        database.close()


def _is_locked_by_us(database: sqlite3.Connection) -> bool:
    try:
        database.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:  # somebody writes just now
        return False
    return True
