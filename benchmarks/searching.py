"""How long the directory takes to find suggestions and to take entries in, as it is and with 100,000 entries added."""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path

from rich.console import Console
from sqlalchemy import text

from benchmarks.figures import spread
from benchmarks.generating import generate
from benchmarks.ours import search_fingerprint
from benchmarks.stock import bench_folder
from knowledge.build import build_directory
from knowledge.composing import analyse
from knowledge.database import make_engine
from knowledge.entry import Entry
from knowledge.entry_store import write_entries
from knowledge.facts_loader import load_facts
from knowledge.need import Need
from knowledge.places import load_places
from knowledge.search import Directory

GENERATED = 100_000
PART = 10_000  # rows of one import
TYPES = ("social", "emotional", "existential")
BARRIERS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"money"}),
    frozenset({"anxiety"}),
    frozenset({"distance", "disability_access"}),
    frozenset({"language"}),
)
INTERESTS: tuple[tuple[str, ...], ...] = ((), (), ("schack",), ("promenad", "stickning"), ("fika",))
LIFE_EVENTS: tuple[tuple[str, ...], ...] = ((), ("bereavement",), ("move",), ("illness",))
WARMING = 10
SEED = 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Searched:
    """Rows in the directory and the ms of each search; `import_seconds` of each 10,000, `megabytes` at the most.

    `processor_ms` is what this process used of the processor: it tells more where other programs run beside it. What a
    database server used is not in it.
    """

    rows: int
    times: list[float]
    import_seconds: list[float] = field(default_factory=list)
    megabytes: float | None = None
    processor_ms: list[float] = field(default_factory=list)


def search_as_built(url: str) -> Searched:
    """The directory of the facts alone."""
    return _search(url)


def search_at_scale(progress: Progress) -> Searched:
    """The facts and 100,000 generated activities in SQLite; the database is kept for the next run."""
    path = bench_folder() / f"directory-{GENERATED}.db"
    note = path.with_suffix(".fingerprint")
    url = f"sqlite:///{path}"
    seconds: list[float] = []
    if not (path.exists() and note.exists() and note.read_text() == search_fingerprint()):
        _remove(path, note)
        seconds = fill(url, GENERATED, progress)
        note.write_text(search_fingerprint())
    return _search(url, seconds)


def search_elsewhere(url: str, count: int, progress: Progress) -> Searched:
    """The same in an empty database of any kind, for instance PostgreSQL."""
    return _search(url, fill(url, count, progress))


def fill(url: str, count: int, progress: Progress) -> list[float]:
    """Builds the directory and takes entries in; the seconds of each 10,000."""
    facts = load_facts()
    build_directory(url, facts)
    engine, seconds = make_engine(url), []
    entries = generate(list(load_places().table.municipalities.values()), count, date.today())
    for start in range(0, count, PART):
        began = time.perf_counter()
        with engine.begin() as connection:
            part = _some(entries, min(PART, count - start))
            write_entries(connection, part, by="benchmark", now=datetime.now(), facts=facts)
        seconds.append(time.perf_counter() - began)
        progress(min(start + PART, count), count)
    analyse(engine)
    engine.dispose()
    return seconds


def _some(entries: Iterator[Entry], count: int) -> Iterator[Entry]:
    for _ in range(count):
        yield next(entries)


def _remove(path: Path, note: Path) -> None:
    for file in (note, path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)


def _search(url: str, import_seconds: list[float] | None = None) -> Searched:
    """One search for each municipality, with needs that differ."""
    engine = make_engine(url)
    try:
        directory = Directory(engine, load_facts(), load_places())
        with engine.connect() as connection:
            rows = int(connection.execute(text("select count(*) from service_search")).scalar() or 0)
        needs = _needs()
        for need in needs[:WARMING]:
            directory.suggest(need, datetime.now(timezone.utc))
        times, used = zip(*(_timed(directory, need) for need in needs), strict=True)
        return Searched(rows, list(times), import_seconds or [], _megabytes(), list(used))
    finally:
        engine.dispose()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(directory: Directory, need: Need) -> tuple[float, float]:
    """ms by the clock on the wall, and ms of the processor."""
    now = datetime.now(timezone.utc)
    started, used = time.perf_counter(), time.process_time()
    directory.suggest(need, now)
    return (time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000


def _needs() -> list[Need]:
    codes = list(load_places().table.municipalities)
    random.Random(SEED).shuffle(codes)
    return [
        Need(
            types=(TYPES[number % 3],),
            municipality=code,
            barriers=BARRIERS[number % 5],
            interests=INTERESTS[number // 2 % 5],
            life_events=LIFE_EVENTS[number // 3 % 4],
            age=20 + number % 70,
        )
        for number, code in enumerate(codes)
    ]


def _said(found: Searched) -> str:
    wall, used = spread(found.times), spread(found.processor_ms)
    each = ", ".join(f"{seconds:.0f}" for seconds in found.import_seconds) or "fanns redan"
    return (
        f"{found.rows} rader: sökning p50/p95 {wall.p50:.1f}/{wall.p95:.1f} ms, varav processor "
        f"{used.p50:.1f}/{used.p95:.1f} ms; sekunder för varje {PART}: {each}; {found.megabytes:.0f} MB"
    )


if __name__ == "__main__":  # `python -m benchmarks.searching [address of an empty PostgreSQL database]`
    console = Console()
    with console.status("Mäter katalogen …"):
        at = sys.argv[1:]
        measured = search_elsewhere(at[0], GENERATED, lambda *_: None) if at else search_at_scale(lambda *_: None)
    console.print(_said(measured), highlight=False)
