"""`python -m benchmarks.console`: 200 chats with volunteers at once; how soon each side reads what the other wrote."""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.figures import percentile
from benchmarks.ours import NO_LIMITS
from benchmarks.outcome import Console
from benchmarks.processes import Program, free_ports, wait_until
from benchmarks.servers import missing, running_both
from benchmarks.staffing import Seat, hand_out, take_seats
from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from lotsen.launch import read_health
from lotsen.paths import ROOT

CHATS = 200
MESSAGES = 600  # every second one from a visitor
PAUSE = 0.05  # seconds between messages: each side of each chat writes every 20 s
BEAT_SECONDS = 20.0  # as the volunteers' pages do
AT_ONCE = 20
SETTLE_SECONDS = 3.0  # 400 pages that open at the same moment are no part of a line's evening
PATIENCE = 120.0


@dataclass
class _Chat:
    id: str
    headers: dict[str, str]  # of the visitor
    seat: Seat | None = None
    read: dict[str, dict[str, list[float]]] = field(default_factory=lambda: {"visitor": {}, "volunteer": {}})
    listening: int = 0  # of its two sides


@dataclass
class _Line:
    """Where everything is, and what is measured."""

    visitors: str
    staff: str
    web: aiohttp.ClientSession
    chats: list[_Chat] = field(default_factory=list)


def measure_consoles(log: Path) -> tuple[list[Console], list[str]]:
    """On SQLite, and on PostgreSQL with Redis when both are here; and what could not be measured."""
    found = [measure_console("SQLite", "", "", log)]
    if lacking := missing():
        return found, [f"samtal med volontärer på PostgreSQL: {' och '.join(lacking)} saknas"]
    with running_both(log) as (database, redis):
        found.append(measure_console("PostgreSQL och Redis", database, redis, log))
    return found, []


def measure_console(name: str, chat_url: str, redis_url: str, log: Path, chats: int = CHATS) -> Console:
    """The visitors' app and the staff's app as two processes; the bot is never asked, a person has every chat."""
    with tempfile.TemporaryDirectory(prefix="lotsen-console-") as folder:
        ports = free_ports(3)
        environment = _environment(Path(folder), ports, chat_url, redis_url)
        build_directory(f"sqlite:///{folder}/directory.db", load_facts())
        programs = [
            Program(title, (sys.executable, "-m", module), ROOT, log, environment)
            for title, module in (("porten", "chat.visitors"), ("personalens sida", "chat.staff"))
        ]
        try:
            for program, port in zip(programs, ports, strict=False):
                wait_until(program, lambda at=port: read_health(at)[0] > 0, PATIENCE)  # type: ignore[misc]
            return asyncio.run(_measure(name, environment, ports, chats))
        finally:
            for program in programs:
                program.stop()


def _environment(data: Path, ports: list[int], chat_url: str, redis_url: str) -> dict[str, str]:
    names = ("LOTSEN_VISITORS_PORT", "LOTSEN_STAFF_PORT", "LOTSEN_RASA_PORT")
    own = dict(zip(names, map(str, ports), strict=True))
    shared = {"LOTSEN_CHAT_URL": chat_url, "LOTSEN_REDIS_URL": redis_url, "LOTSEN_DATA": str(data)}
    return {**os.environ, **own, **NO_LIMITS, **shared, "LOTSEN_ACTIONS_PORT": str(ports[2])}


async def _measure(name: str, environment: dict[str, str], ports: list[int], chats: int) -> Console:
    found = Console(name, chats)
    async with _line(ports) as line, AsyncExitStack() as ending:
        line.chats = await _open(line, chats)
        seats = await take_seats(environment, chats)
        await hand_out(environment, seats, [chat.id for chat in line.chats])
        for chat, seat in zip(line.chats, [seat for seat in seats for _ in range(2)], strict=False):
            chat.seat = seat
        going = [asyncio.create_task(work) for work in _works(line, seats)]
        ending.push_async_callback(_end, going)
        await _wait_until_all_listen(line, going)
        await _write(line, found)
    return found


@asynccontextmanager
async def _line(ports: list[int]) -> AsyncIterator[_Line]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=None)) as web:
        yield _Line(f"http://127.0.0.1:{ports[0]}/api/v1/conversations", f"http://127.0.0.1:{ports[1]}", web)


def _works(line: _Line, seats: list[Seat]):  # type: ignore[no-untyped-def]
    for chat in line.chats:
        assert chat.seat is not None
        yield _listen(line, chat, "visitor", f"{line.visitors}/{chat.id}/events", chat.headers)
        yield _listen(line, chat, "volunteer", f"{line.staff}/samtal/{chat.id}/strom", chat.seat.headers)
    for number, seat in enumerate(seats):
        yield _keep_beating(line, seat, BEAT_SECONDS * number / len(seats))


async def _open(line: _Line, count: int) -> list[_Chat]:
    opened: list[_Chat] = []
    while len(opened) < count:
        opened += await asyncio.gather(*(_begin(line) for _ in range(min(AT_ONCE, count - len(opened)))))
    return opened


async def _begin(line: _Line) -> _Chat:
    async with line.web.post(line.visitors, json={}) as answer:
        begun = await answer.json()
    return _Chat(begun["id"], {"authorization": f"Bearer {begun['token']}"})


async def _listen(line: _Line, chat: _Chat, side: str, address: str, headers: dict[str, str]) -> None:
    """Notes when each message is read; a message is told by the word that only it holds."""
    came, is_read = chat.read[side], False
    async with line.web.get(address, headers=headers) as stream:
        if stream.status != 200:
            raise RuntimeError(f"{side}: the stream answered {stream.status}")
        async for part in stream.content:
            if part.startswith(b"data: ") and not is_read:  # what was said before: now it only waits
                is_read, chat.listening = True, chat.listening + 1
            if part.startswith(b"data: ") and b"nummer" in part:
                words = str(json.loads(part[6:])).split("nummer", 1)[1]
                came.setdefault(words.split("x", 1)[0], []).append(time.perf_counter())


async def _keep_beating(line: _Line, seat: Seat, wait: float) -> None:
    await asyncio.sleep(wait)
    while True:
        async with line.web.post(f"{line.staff}/puls", data={"nyckel": seat.key}, headers=seat.headers) as answer:
            await answer.read()
        await asyncio.sleep(BEAT_SECONDS)


async def _wait_until_all_listen(line: _Line, going: list[asyncio.Task[None]]) -> None:
    end = time.monotonic() + PATIENCE
    while any(chat.listening < 2 for chat in line.chats):
        for task in going:
            if task.done():
                task.result()
        if time.monotonic() > end:
            raise RuntimeError("not all streams opened")
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLE_SECONDS)


async def _write(line: _Line, found: Console) -> None:
    """Messages at an even pace, each in another chat, from the two sides in turn."""
    sending = []
    for number in range(MESSAGES):
        chat = line.chats[number * 7 % len(line.chats)]
        sending.append(asyncio.create_task(_send(line, chat, str(number), "volunteer" if number % 2 else "visitor")))
        await asyncio.sleep(PAUSE)
    started = await asyncio.gather(*sending)
    await asyncio.sleep(2.0)  # the streams have had their time
    for number, at in enumerate(started):
        chat, to = line.chats[number * 7 % len(line.chats)], "visitor" if number % 2 else "volunteer"
        came = chat.read[to].get(str(number), [])
        found.lost += len(came) != 1
        times = found.to_visitor_ms if to == "visitor" else found.to_volunteer_ms
        times += [(moment - at) * 1000 for moment in came]


async def _send(line: _Line, chat: _Chat, number: str, side: str) -> float:
    assert chat.seat is not None
    words = f"Det här är nummer{number}x, och jag hör dig."
    started = time.perf_counter()
    if side == "visitor":
        content = {"json": {"text": words, "client_id": f"m{number}"}, "headers": chat.headers}
        address = f"{line.visitors}/{chat.id}/messages"
    else:
        fields = {"nyckel": chat.seat.key, "text": words, "client_id": f"s{number}"}
        content = {"data": fields, "headers": {**chat.seat.headers, "accept": "application/json"}}
        address = f"{line.staff}/samtal/{chat.id}/sag"
    async with line.web.post(address, **content) as answer:
        if answer.status != 200:
            raise RuntimeError(f"{side}: a message was answered with {answer.status}")
        await answer.read()
    return started


async def _end(going: list[asyncio.Task[None]]) -> None:
    for task in going:
        task.cancel()
    await asyncio.gather(*going, return_exceptions=True)


def main() -> None:
    with tempfile.NamedTemporaryFile(suffix=".log", delete=False) as log:
        found, gaps = measure_consoles(Path(log.name))
    for each in found:
        there, back = percentile(each.to_volunteer_ms, 0.95), percentile(each.to_visitor_ms, 0.95)
        mid = percentile(each.to_volunteer_ms, 0.5), percentile(each.to_visitor_ms, 0.5)
        print(f"{each.chats} samtal, {each.database}: till volontären p50 {mid[0]:.0f} p95 {there:.0f} ms, ", end="")
        print(f"till besökaren p50 {mid[1]:.0f} p95 {back:.0f} ms, {each.lost} borta eller dubbla")
    for gap in gaps:
        print(f"Inte mätt: {gap}")


if __name__ == "__main__":
    main()
