"""How long the directory takes to find suggestions, as it is now and with generated rows added."""

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import msgspec

from benchmarks.ours import search_fingerprint
from benchmarks.stock import bench_folder
from knowledge.build import build_directory
from knowledge.candidate import Candidate, candidates
from knowledge.database import make_engine
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from knowledge.need import Need
from knowledge.places import Municipality, load_places
from knowledge.search import Directory

GENERATED = 100_000
SPREAD_DEGREES = 0.15  # how far around the seat of the municipality, about 10-17 km
TYPES = ("social", "emotional", "existential")
BARRIERS: tuple[frozenset[str], ...] = (frozenset(), frozenset({"money"}), frozenset({"anxiety"}))
SEED = 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Searched:
    """Rows in the directory and the ms of each search."""

    rows: int
    times: list[float]


def search_as_built(url: str) -> Searched:
    """The directory of the facts alone."""
    return _search(url)


def search_at_scale(progress: Progress) -> Searched:
    """The facts and 100,000 generated activities; the database is kept for the next run."""
    return _search(_generated_directory(progress))


def generate(facts: Facts, municipalities: list[Municipality], count: int) -> tuple[Candidate, ...]:
    """Local activities modelled on the programmes, spread over the country as people are."""
    chance = random.Random(SEED)
    models = [item for item in candidates(facts) if item.needs_travel and not item.is_line]
    homes = chance.choices(municipalities, weights=[home.population for home in municipalities], k=count)
    models_in_turn = itertools.cycle(models)
    return tuple(_activity(number, next(models_in_turn), home, chance) for number, home in enumerate(homes))


def _activity(number: int, model: Candidate, home: Municipality, chance: random.Random) -> Candidate:
    return msgspec.structs.replace(
        model,
        id=f"generated-{number}",
        name=f"{model.name} {number}",
        reach="near",
        municipalities=(home.code,),
        lat=home.lat + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES),
        lon=home.lon + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES),
        example=True,
    )


def _generated_directory(progress: Progress) -> str:
    path = bench_folder() / f"directory-{GENERATED}.db"
    note = path.with_suffix(".fingerprint")
    url = f"sqlite:///{path}"
    if path.exists() and note.exists() and note.read_text() == search_fingerprint():
        return url
    _remove(path, note)
    facts = load_facts()
    municipalities = list(load_places().table.municipalities.values())
    build_directory(url, facts, progress, extra=generate(facts, municipalities, GENERATED))
    note.write_text(search_fingerprint())
    return url


def _remove(path: Path, note: Path) -> None:
    for file in (note, path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)


def _search(url: str) -> Searched:
    """One search for each municipality, with needs that differ."""
    engine = make_engine(url)
    try:
        directory = Directory(engine, load_facts(), load_places())
        with engine.connect() as connection:
            rows = int(connection.exec_driver_sql("select count(*) from service_search").scalar() or 0)
        needs = _needs()
        for need in needs[:5]:
            directory.suggest(need, datetime.now(timezone.utc))
        return Searched(rows, [_timed(directory, need) for need in needs])
    finally:
        engine.dispose()


def _timed(directory: Directory, need: Need) -> float:
    now = datetime.now(timezone.utc)
    started = time.perf_counter()
    directory.suggest(need, now)
    return (time.perf_counter() - started) * 1000


def _needs() -> list[Need]:
    codes = list(load_places().table.municipalities)
    random.Random(SEED).shuffle(codes)
    return [
        Need(types=(TYPES[number % 3],), municipality=code, barriers=BARRIERS[number // 3 % 3], age=20 + number % 70)
        for number, code in enumerate(codes)
    ]
