"""One run of the comparison, from nothing started to nothing left running."""

import asyncio
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import requests
from rich.console import Console

from benchmarks import ours, stock
from benchmarks.bots import LotsenBot, StockBot
from benchmarks.console import measure_consoles
from benchmarks.measuring import Runner, measure
from benchmarks.outcome import Outcome, compare
from benchmarks.page_weight import first_load
from benchmarks.plots import write_page
from benchmarks.processes import Program, free_ports, memory, wait_until
from benchmarks.quiet import QUIET_SHARE, read_usage, share_of_others
from benchmarks.report import show, write_json
from benchmarks.searching import search_as_built, search_at_scale
from benchmarks.streams import measure_streams
from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from lotsen.launch import read_health
from lotsen.paths import ROOT, log_folder
from lotsen.training import train

RESULTS = ROOT / "results"
PATIENCE = 180.0
TOLERATED = 0.01  # of all messages
GAPS = (
    "sökning i PostgreSQL; den mäts när tjänsten finns på maskinen",
    "64 klienter och minnets växt över tid",
)


@dataclass(frozen=True)
class Prepared:
    """All that must be there before anything is measured."""

    project: Path
    data: Path
    ports: list[int]

    @property
    def stock_url(self) -> str:
        return f"http://127.0.0.1:{self.ports[4]}"

    @property
    def lotsen_url(self) -> str:
        return f"http://127.0.0.1:{self.ports[0]}"


def run(console: Console) -> None:
    """Measure everything and show it; ends whatever it started, also when something fails."""
    outcome = Outcome(gaps=list(GAPS), machine=_machine())
    train(console)
    with tempfile.TemporaryDirectory(prefix="lotsen-bench-") as folder:
        prepared = _prepare(console, outcome, Path(folder))
        started = time.monotonic()
        _measure_searches(console, outcome, prepared)
        _measure_running(console, outcome, prepared)
        with console.status("Öppnar 500 samtal …"):
            outcome.streams = measure_streams(log_folder() / "bench-streams.log")
        with console.status("200 samtal med volontärer …"):
            outcome.consoles, gaps = measure_consoles(log_folder() / "bench-console.log")
        outcome.gaps += gaps
        outcome.seconds = time.monotonic() - started
    _report(console, outcome)


def _prepare(console: Console, outcome: Outcome, data: Path) -> Prepared:
    """Both sides trained (each once for what it is made of) and the directory built."""
    with console.status("Gör och tränar ett vanligt rasa init-projekt (en gång, ett par minuter) …"):
        project, outcome.stock.training_seconds = stock.make_stock_project()
    console.print(f"Vanligt rasa init-projekt: gjort och tränat på {outcome.stock.training_seconds:.0f} s")
    with console.status("Mäter Lotsens träning (en gång för varje ändring) …"):
        outcome.lotsen.training_seconds = ours.measure_training()
    console.print(f"Lotsens träning: {outcome.lotsen.training_seconds:.0f} s")
    build_directory(_directory_url(data), load_facts())
    return Prepared(project, data, free_ports(5))


def _measure_searches(console: Console, outcome: Outcome, prepared: Prepared) -> None:
    with console.status("Söker i katalogen …") as status:
        found = search_as_built(_directory_url(prepared.data))
        outcome.search_ms[found.rows] = found.times
        large = search_at_scale(lambda done, total: status.update(f"Skriver påhittade rader … {done} av {total}"))
        outcome.search_ms[large.rows] = large.times
    console.print(f"Sökning mätt i {found.rows} och {large.rows} rader")


def _measure_running(console: Console, outcome: Outcome, prepared: Prepared) -> None:
    """Lotsen starts first, so that it is the one to read the shared libraries from disk."""
    with _started(console, "Lotsen", lambda: _start_lotsen(prepared)) as (lotsen, seconds):
        outcome.lotsen.start_seconds.append(seconds)
        with _started(console, "rasa run", lambda: _start_stock(prepared)) as (plain, seconds):
            outcome.stock.start_seconds.append(seconds)
            outcome.page_bytes = first_load(f"{prepared.lotsen_url}/chatt")
            runners = (
                Runner(StockBot(prepared.stock_url), stock.stock_scripts(prepared.project), outcome.stock),
                Runner(LotsenBot(prepared.lotsen_url), ours.our_scripts(), outcome.lotsen),
            )
            with console.status("Mäter …") as status, _watching(outcome, (plain.pid, lotsen.pid)):
                asyncio.run(measure(runners, status.update))
            outcome.stock.processes = memory(plain.pid)
            outcome.lotsen.processes = memory(lotsen.pid)
    outcome.lotsen.unanswered += ours.count_fallbacks(prepared.data)


@contextmanager
def _watching(outcome: Outcome, pids: tuple[int, ...]) -> Iterator[None]:
    """Notes how much of the processor others took meanwhile, and says so when it was too much to trust the figures."""
    started, before = time.monotonic(), read_usage(pids)
    yield
    cores = os.cpu_count() or 1
    share = share_of_others(before, read_usage(pids), time.monotonic() - started, cores)
    if share is not None:
        outcome.machine["andra program"] = f"{share:.0%} av processorn"
        if share > QUIET_SHARE:
            outcome.gaps.append(f"ostört: andra program tog {share:.0%} av processorn medan vi mätte")


@contextmanager
def _started(
    console: Console, name: str, start: Callable[[], tuple[Program, Callable[[], bool]]]
) -> Iterator[tuple[Program, float]]:
    """A running side and the seconds to its first answer; ended at the end, whatever happens."""
    with console.status(f"Startar {name} …"):
        program, answers = start()
        try:
            seconds = wait_until(program, answers, PATIENCE)
        except BaseException:
            program.stop()
            raise
    console.print(f"{name}: första svaret efter {seconds:.1f} s")
    try:
        yield program, seconds
    finally:
        with console.status(f"Avslutar {name} …"):
            program.stop()


def _start_stock(prepared: Prepared) -> tuple[Program, Callable[[], bool]]:
    def answers() -> bool:
        return bool(_post(f"{prepared.stock_url}/webhooks/rest/webhook", {"sender": "first", "message": "hello"}))

    return stock.start_stock(prepared.project, prepared.ports[4]), answers


def _start_lotsen(prepared: Prepared) -> tuple[Program, Callable[[], bool]]:
    def answers() -> bool:
        if read_health(prepared.ports[0])[0] != 200:
            return False
        opened = _post(f"{prepared.lotsen_url}/api/v1/conversations", {})
        address, token = f"{prepared.lotsen_url}/api/v1/conversations/{opened['id']}/messages", opened["token"]
        return bool(_post(address, {"text": "hej"}, token)["replies"])

    return ours.start_ours(ours.our_environment(prepared.data, prepared.ports[:4])), answers


def _post(address: str, body: dict[str, str], token: str = "") -> dict[str, str]:
    """The answer; empty while nobody listens."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = requests.post(address, json=body, headers=headers, timeout=30)
    except requests.ConnectionError:
        return {}
    content: dict[str, str] = answer.json()
    return content


def _report(console: Console, outcome: Outcome) -> None:
    rows = compare(outcome)
    RESULTS.mkdir(exist_ok=True)
    write_json(rows, outcome, RESULTS / "bench.json")
    write_page(rows, outcome, RESULTS / "bench.html")
    show(rows, outcome, console)
    for name, side in (("Vanlig Rasa", outcome.stock), ("Lotsen", outcome.lotsen)):
        console.print(f"{name}: {side.messages} meddelanden, {side.unanswered} utan riktigt svar", highlight=False)
    if outcome.lotsen.unanswered > outcome.lotsen.messages * TOLERATED:
        console.print("Porten fick svara själv i stället för Rasa: det som mättes är inte hela turer.", style="red")
    console.print(f"Mätt på {outcome.seconds:.0f} s. {RESULTS / 'bench.html'} och bench.json", highlight=False)


def _directory_url(data: Path) -> str:
    return f"sqlite:///{data / 'directory.db'}"


def _machine() -> dict[str, str]:
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "processor": _processor(),
        "kärnor": str(os.cpu_count()),
        "system": platform.platform(),
        "Python": platform.python_version(),
        "version": git.stdout.strip() or "okänd",
        "tid": datetime.now(timezone.utc).isoformat(timespec="minutes"),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "okänd")
