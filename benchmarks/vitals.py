"""What each process of a running stack holds: memory, file descriptors, connections, threads."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.processes import PROC, descendants

PAUSE_SECONDS = 5.0
PARTS = ("rasa_sdk", "bot.components.rasa_server", "chat.visitors", "chat.staff", "lotsen.launch")
WINDOW = 0.1  # of the messages: what is compared is the median of a window after warm-up and of the last one


@dataclass(frozen=True)
class Sample:
    """One process at one moment. Memory in bytes; `anon` is what no file backs: its own, whoever else runs beside it.

    `sockets` are those of the descriptors that are connections.
    """

    done: int  # messages answered until then
    at: float  # seconds since the start
    rss: int
    pss: int
    anon: int
    descriptors: int
    sockets: int
    threads: int


@dataclass
class Vitals:
    samples: dict[str, list[Sample]] = field(default_factory=dict)  # by process

    def take(self, pid: int, done: int, at: float) -> None:
        for process, name in parts_of(pid).items():
            with suppress(OSError, ValueError):
                self.samples.setdefault(name, []).append(_sample(process, done, at))


@dataclass(frozen=True)
class Growth:
    """A figure after warm-up and at the end."""

    process: str
    what: str
    early: float
    late: float

    @property
    def share(self) -> float:
        return self.late / self.early - 1 if self.early else 0.0


def parts_of(pid: int) -> dict[int, str]:
    """The stack's own processes, by id; a second one of the same name gets a number."""
    found: dict[int, str] = {}
    for process in descendants(pid):
        name = _module(process)
        if name:
            same = sum(1 for known in found.values() if known.split(" ")[0] == name)
            found[process] = f"{name} {same + 1}" if same else name
    return found


def _module(pid: int) -> str:
    """`python -m chat.visitors` is called chat.visitors; empty for anything else."""
    with suppress(OSError):
        words = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
        if "-m" in words and words[words.index("-m") + 1] in PARTS:
            return words[words.index("-m") + 1]
    return ""


def _sample(pid: int, done: int, at: float) -> Sample:
    folder = PROC / str(pid)
    status, rollup = _fields(folder / "status"), _fields(folder / "smaps_rollup")
    opened = [_target(link) for link in (folder / "fd").iterdir()]
    sockets = sum(target.startswith("socket:") for target in opened)
    return Sample(
        done=done,
        at=round(at, 1),
        rss=status["VmRSS"] * 1024,
        pss=rollup["Pss"] * 1024,
        anon=status["RssAnon"] * 1024,
        descriptors=len(opened),
        sockets=sockets,
        threads=status["Threads"],
    )


def _fields(path: Path) -> dict[str, int]:
    """Lines such as `VmRSS:  1234 kB`."""
    pairs = (line.partition(":") for line in path.read_text().splitlines())
    return {name: int(value.split()[0]) for name, _, value in pairs if value.split() and value.split()[0].isdecimal()}


def _target(link: Path) -> str:
    with suppress(OSError):
        return str(link.readlink())
    return ""


@contextmanager
def watching(pid: int, done: Callable[[], int], pause: float = PAUSE_SECONDS) -> Iterator[Vitals]:
    """Samples taken in a thread until the block ends, and one more then."""
    vitals, over, started = Vitals(), threading.Event(), time.monotonic()

    def keep_taking() -> None:
        while not over.wait(pause):
            vitals.take(pid, done(), time.monotonic() - started)

    thread = threading.Thread(target=keep_taking, daemon=True)
    thread.start()
    try:
        yield vitals
    finally:
        over.set()
        thread.join()
        vitals.take(pid, done(), time.monotonic() - started)


def growths(vitals: Vitals, total: int, warm_up: int) -> list[Growth]:
    """Memory, descriptors and connections of each process: median just after warm-up against median at the end."""
    found = []
    width = max(1, int((total - warm_up) * WINDOW))
    for process, samples in vitals.samples.items():
        early = [sample for sample in samples if warm_up <= sample.done < warm_up + width]
        late = [sample for sample in samples if sample.done >= total - width]
        if early and late:
            found += [
                Growth(process, what, _median(early, what), _median(late, what))
                for what in ("anon", "pss", "rss", "descriptors", "sockets", "threads")
            ]
    return found


def _median(samples: Sequence[Sample], what: str) -> float:
    return float(statistics.median(getattr(sample, what) for sample in samples))
