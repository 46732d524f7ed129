"""`python -m benchmarks.streams`: what many open chats weigh on a gateway, and how soon an answer is in the stream."""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from benchmarks.figures import percentile
from benchmarks.ours import NO_LIMITS
from benchmarks.outcome import MEGABYTE, Streams
from benchmarks.processes import Program, free_ports, memory, wait_until
from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from lotsen.launch import read_health
from lotsen.paths import ROOT

CHATS = 500
MESSAGES = 400
PAUSE = 0.06  # seconds between messages: with 500 chats each one writes every half minute
AT_ONCE = 20  # chats that open at the same time
PATIENCE = 60.0
ANSWER = [{"text": "Jag hör dig. Vill du berätta mer?"}]


@dataclass
class _Chat:
    address: str
    headers: dict[str, str]
    came: dict[str, list[float]] = field(default_factory=dict)  # by client_id: when its answers were read
    listens: asyncio.Event = field(default_factory=asyncio.Event)


def measure_streams(log: Path, chats: int = CHATS, messages: int = MESSAGES) -> Streams:
    """One gateway with a bot that answers at once, so that only the gateway is measured."""
    with tempfile.TemporaryDirectory(prefix="lotsen-streams-") as folder:
        port, rasa = free_ports(2)
        environment = _environment(Path(folder), port, rasa)
        build_directory(f"sqlite:///{folder}/directory.db", load_facts())
        program = Program("porten", (sys.executable, "-m", "chat.visitors"), ROOT, log, environment)
        try:
            wait_until(program, lambda: read_health(port)[0] > 0, PATIENCE)
            return asyncio.run(_measure(program.pid, port, rasa, chats, messages))
        finally:
            program.stop()


def _environment(data: Path, port: int, rasa: int) -> dict[str, str]:
    ports = {"LOTSEN_VISITORS_PORT": str(port), "LOTSEN_RASA_PORT": str(rasa), "LOTSEN_ACTIONS_PORT": str(rasa)}
    return {**os.environ, **ports, **NO_LIMITS, "LOTSEN_DATA": str(data)}


async def _measure(pid: int, port: int, rasa: int, chats: int, messages: int) -> Streams:
    found = Streams(chats=chats)
    async with quick_bot(rasa), _visitors() as visitors:
        root = f"http://127.0.0.1:{port}/api/v1/conversations"
        await _begin(visitors, root)  # what is read at first use is read now
        found.empty_mb = _megabytes(pid)
        opened = await _open(visitors, root, chats)
        started = time.perf_counter()
        readers = [asyncio.create_task(_listen(visitors, chat)) for chat in opened]  # all at once, as after a restart
        await asyncio.wait_for(asyncio.gather(*(chat.listens.wait() for chat in opened)), PATIENCE)
        found.all_back_s = time.perf_counter() - started
        await _write(visitors, opened, messages, found)
        found.open_mb = _megabytes(pid)
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    return found


@asynccontextmanager
async def quick_bot(port: int) -> AsyncIterator[None]:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response(ANSWER)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield
    await runner.cleanup()


@asynccontextmanager
async def _visitors() -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=None)) as session:
        yield session


async def _begin(visitors: aiohttp.ClientSession, root: str) -> _Chat:
    async with visitors.post(root, json={}) as answer:
        begun = await answer.json()
    return _Chat(f"{root}/{begun['id']}", {"Authorization": f"Bearer {begun['token']}"})


async def _open(visitors: aiohttp.ClientSession, root: str, count: int) -> list[_Chat]:
    opened: list[_Chat] = []
    while len(opened) < count:
        some = min(AT_ONCE, count - len(opened))
        opened += await asyncio.gather(*(_begin(visitors, root) for _ in range(some)))
    return opened


async def _listen(visitors: aiohttp.ClientSession, chat: _Chat) -> None:
    async with visitors.get(f"{chat.address}/events", headers=chat.headers) as stream:
        async for line in stream.content:
            if line.startswith(b"data: "):
                chat.listens.set()  # the greeting has come: what was missed is read
                _note(chat, json.loads(line[6:]))


def _note(chat: _Chat, event: dict[str, str]) -> None:
    if event["from"] == "bot" and "client_id" in event:
        chat.came.setdefault(event["client_id"], []).append(time.perf_counter())


async def _write(visitors: aiohttp.ClientSession, opened: list[_Chat], messages: int, found: Streams) -> None:
    """Messages at an even pace, each in another chat; what came of each is counted afterwards."""
    sending = []
    for number in range(messages):
        sending.append(asyncio.create_task(_send(visitors, opened[number * 7 % len(opened)], f"m{number}")))
        await asyncio.sleep(PAUSE)
    for chat, client_id, started in await asyncio.gather(*sending):
        came = chat.came.get(client_id, [])
        found.lost += len(came) != 1
        found.delivery_ms += [(moment - started) * 1000 for moment in came]


async def _send(visitors: aiohttp.ClientSession, chat: _Chat, client_id: str) -> tuple[_Chat, str, float]:
    content = {"text": "Det är tyst här hemma på kvällarna", "client_id": client_id}
    started = time.perf_counter()
    async with visitors.post(f"{chat.address}/messages", json=content, headers=chat.headers) as answer:
        await answer.read()
    await asyncio.sleep(1.0)  # the stream has had its time
    return chat, client_id, started


def _megabytes(pid: int) -> float:
    return sum(process.rss for process in memory(pid)) / MEGABYTE


def main() -> None:
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        found = measure_streams(Path(log.name))
    p50, p95 = percentile(found.delivery_ms, 0.5), percentile(found.delivery_ms, 0.95)
    print(f"{found.chats} öppna samtal: {found.open_mb:.0f} MB (tom {found.empty_mb:.0f} MB)")
    print(f"alla anslöt på en gång och hade läst ikapp efter {found.all_back_s:.1f} s")
    print(f"från skickat till läst i strömmen: p50 {p50:.0f} ms, p95 {p95:.0f} ms, {found.lost} borta eller dubbla")


if __name__ == "__main__":
    main()
