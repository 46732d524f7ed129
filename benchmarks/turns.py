"""`python -m benchmarks.turns`: what a message costs, in processor time of each part, which bears others' load."""

import argparse
import asyncio
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.table import Table

from benchmarks import ours, stock
from benchmarks.bots import Bot, LotsenBot, StockBot, client
from benchmarks.figures import percentile
from benchmarks.processes import PROC, Program, descendants, free_ports, memory, wait_until
from lotsen.errors import LotsenError
from lotsen.launch import read_health

PATIENCE = 180.0
WARM_UP = 2  # times every conversation, before anything is counted
Scripts = Sequence[Sequence[str]]


def main() -> int:
    options = _options()
    console = Console()
    try:
        with tempfile.TemporaryDirectory(prefix="lotsen-turns-") as folder:
            program, bot, scripts = _start_stock() if options.stock else _start_lotsen(Path(folder))
            try:
                asyncio.run(_measure(console, program, bot, scripts, options))
            finally:
                program.stop()
    except LotsenError as problem:
        console.print(f"turns: {problem}")
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Processortid för ett meddelande, del för del.")
    parser.add_argument("--stock", action="store_true", help="det vanliga rasa init-projektet i stället för Lotsen")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--rounds", type=int, default=5, help="gånger som varje klient för alla samtal")
    return parser.parse_args()


def _start_lotsen(folder: Path) -> tuple[Program, Bot, Scripts]:
    ports = free_ports(4)
    program = ours.start_ours(ours.our_environment(folder, ports))
    wait_until(program, lambda: read_health(ports[0])[0] == 200, PATIENCE)
    return program, LotsenBot(f"http://127.0.0.1:{ports[0]}"), ours.our_scripts()


def _start_stock() -> tuple[Program, Bot, Scripts]:
    project, _seconds = stock.make_stock_project()
    port = free_ports(1)[0]
    program = stock.start_stock(project, port)
    wait_until(program, lambda: asyncio.run(_listens(port)), PATIENCE)
    return program, StockBot(f"http://127.0.0.1:{port}"), stock.stock_scripts(project)


async def _listens(port: int) -> bool:
    try:
        async with client() as http, http.get(f"http://127.0.0.1:{port}/status") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def _measure(console: Console, program: Program, bot: Bot, scripts: Scripts, options: argparse.Namespace) -> None:
    async with client() as http:
        await _talk(bot, http, scripts, WARM_UP, [])
        for clients in options.clients:
            before, started, times = _cpu_seconds(program.pid), time.perf_counter(), list[float]()
            await asyncio.gather(
                *(_talk(bot, http, [*scripts[n % len(scripts) :], *scripts[: n % len(scripts)]], options.rounds, times)
                  for n in range(clients))
            )  # fmt: skip
            seconds = time.perf_counter() - started
            after = _cpu_seconds(program.pid)
            console.print(_table(f"{bot.name}, {clients} samtidigt", before, after, times, seconds))
    _show_memory(console, program)


async def _talk(bot: Bot, http: aiohttp.ClientSession, scripts: Scripts, rounds: int, times: list[float]) -> None:
    for script in itertools.chain.from_iterable(itertools.repeat(scripts, rounds)):
        say = await bot.open(http)
        for text in script:
            started = time.perf_counter()
            await say(text)
            times.append((time.perf_counter() - started) * 1000)


def _cpu_seconds(pid: int) -> dict[str, float]:
    """Processor time of each part so far."""
    tick = os.sysconf("SC_CLK_TCK")
    used: dict[str, float] = {}
    for process in descendants(pid):
        name = memory(process)[:1]
        fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
        key = name[0].name if name else str(process)
        used[key] = used.get(key, 0.0) + (int(fields[11]) + int(fields[12])) / tick
    return used


def _table(title: str, before: dict[str, float], after: dict[str, float], times: list[float], seconds: float) -> Table:
    table = Table("del", "ms processortid/meddelande", title=f"{title}: {len(times)} meddelanden")
    spent = {part: 1000 * (after[part] - before.get(part, 0.0)) / len(times) for part in after}
    for part, cost in sorted(spent.items(), key=lambda item: -item[1]):
        if cost >= 0.005:
            table.add_row(part, f"{cost:.2f}")
    table.add_row("alla", f"{sum(spent.values()):.2f}")
    table.add_row("väntan p50 / p95", f"{percentile(times, 0.5):.1f} / {percentile(times, 0.95):.1f} ms")
    table.add_row("meddelanden i sekunden", f"{len(times) / seconds:.0f}")
    return table


def _show_memory(console: Console, program: Program) -> None:
    table = Table("del", "RSS MB", "PSS MB", title="minne")
    for process in memory(program.pid):
        table.add_row(process.name, f"{process.rss / 2**20:.0f}", f"{(process.pss or 0) / 2**20:.0f}")
    found = memory(program.pid)
    table.add_row("alla", f"{sum(p.rss for p in found) / 2**20:.0f}", f"{sum(p.pss or 0 for p in found) / 2**20:.0f}")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
