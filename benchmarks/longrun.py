"""A long run of visits to a whole stack: progress, counts that a later run can go on from, and the verdict."""

import asyncio
import json
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from benchmarks.figures import percentile
from benchmarks.hostile import MARK, Message
from benchmarks.outcome import MEGABYTE
from benchmarks.visiting import Seen, Visits
from benchmarks.vitals import Growth, Vitals, growths, watching
from benchmarks.whole import Logged, Whole, read_logs, running
from lotsen.training import is_trained

SAID_EVERY = 2_000  # messages: a line with the counts, which a later run can go on from
GROWTH_LIMIT = 0.05
FLAT = 4  # descriptors or connections that may come and go


@dataclass(frozen=True)
class Run:
    """What is asked for."""

    name: str
    messages: int
    first: int  # the number of the first message
    seed: int
    at_once: int
    warm_up: int
    minutes: float  # after so many no more messages are sent
    make: Callable[[int, int], Message]


@dataclass(frozen=True)
class Found:
    """What a run found."""

    seen: Seen
    logged: Logged
    dead: Sequence[str]
    healthy: bool
    growths: Sequence[Growth]
    vitals: Vitals
    seconds: float

    def zeros(self) -> dict[str, int]:
        """What must be 0 each."""
        faults = self.seen.faults
        empty = sum(count for what, count in faults.items() if what in ("tomt svar", "svar utan ord"))
        crashes = sum(count for what, count in faults.items() if what.startswith(("krasch", "inget svar")))
        return {
            "krascher (5xx, inget svar)": crashes,
            "döda delar": len(self.dead) + (not self.healthy),
            "spår av fel i loggarna": self.logged.tracebacks + sum(self.logged.errors.values()),
            "tomma svar": empty,
            "turer där porten fick svara i stället för Rasa": sum(self.logged.fallbacks.values()),
            "meddelandetext i loggarna": self.logged.planted,
            "svar i fel form": sum(faults.values()) - empty - crashes,
        }

    def grown(self) -> list[str]:
        """Which processes grew more than they may."""
        too_much = []
        for growth in self.growths:
            if growth.what == "anon" and growth.share >= GROWTH_LIMIT:
                too_much.append(f"{growth.process}: minnet växte {growth.share:.1%}")
            if growth.what in ("descriptors", "sockets", "threads") and growth.late > growth.early + FLAT:
                too_much.append(f"{growth.process}: {growth.what} från {growth.early:.0f} till {growth.late:.0f}")
        return too_much


def hold(run: Run, console: Console, **settings: str) -> Found:
    """Starts a stack, sends it everything, and ends it. The data folder goes unless something went wrong."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it ends the stack too
    folder = Path(tempfile.mkdtemp(prefix=f"lotsen-{run.name}-"))
    console.print(f"Egen datamapp: {folder}")
    if not is_trained():
        console.print("Modellen är äldre än koden: nya ord blir tomma svar. Kör make train först.", style="bold red")
    with running(folder, **settings) as whole:
        console.print(f"Startat på {whole.url}: {', '.join(sorted(set(whole.parts.values())))}")
        return _send_all(run, whole, console)


def _send_all(run: Run, whole: Whole, console: Console) -> Found:
    seen, started = Seen(), time.monotonic()
    with _bar(console) as bar, watching(whole.program.pid, lambda: seen.messages) as vitals:
        task = bar.add_task(run.name, total=run.messages)

        def tick() -> None:
            bar.advance(task)
            if seen.messages % SAID_EVERY == 0:
                console.print(counts(run, seen, vitals, started), highlight=False, soft_wrap=True)

        visits = Visits(whole.url, seen, tick, random.Random(run.seed))
        with suppress(KeyboardInterrupt):  # what was found until then is told
            asyncio.run(visits.go(_messages(run, started), run.at_once))
    logged = read_logs(whole.data / "logs", MARK)
    grown = growths(vitals, seen.messages, min(run.warm_up, seen.messages // 3))  # also of a run that was broken off
    return Found(seen, logged, whole.dead(), whole.is_healthy(), grown, vitals, time.monotonic() - started)


def _messages(run: Run, started: float) -> Iterator[Message]:
    for number in range(run.messages):
        if time.monotonic() - started > run.minutes * 60:
            return
        yield run.make(run.first + number, run.seed)


def counts(run: Run, seen: Seen, vitals: Vitals, started: float) -> str:
    """One line; the numbers in it are enough to go on after an interrupted run."""
    parts = {name: samples[-1].anon // MEGABYTE for name, samples in vitals.samples.items() if "bench" not in name}
    rate = seen.messages / max(0.001, time.monotonic() - started)
    faults = ", ".join(f"{what}: {count}" for what, count in seen.faults.items()) or "inga fel"
    now = time.strftime("%H:%M:%S")
    return (
        f"{now} {seen.messages} meddelanden i {seen.chats} samtal, {rate:.0f}/s, {faults}, {parts} MB. "
        f"Fortsätt härifrån: --first {run.first + seen.messages} --seed {run.seed}"
    )


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
        console=console, disable=not console.is_terminal,
    )  # fmt: skip


def as_json(run: Run, found: Found) -> dict[str, Any]:
    """Every figure, without a word of any message."""
    seen = found.seen
    return {
        "messages": seen.messages,
        "first": run.first,
        "seed": run.seed,
        "chats": seen.chats,
        "at_once": run.at_once,
        "seconds": round(found.seconds, 1),
        "must_be_zero": found.zeros(),
        "kinds": dict(seen.kinds.most_common()),
        "statuses": {str(status): count for status, count in sorted(seen.statuses.items())},
        "planted": seen.planted,
        "crisis_replies": seen.crisis,
        "faults": dict(seen.faults),
        "faulty_messages": seen.wrong,
        "log_bytes": found.logged.bytes_read,
        "log_errors": dict(found.logged.errors),
        "fallbacks": dict(found.logged.fallbacks),
        "dead": list(found.dead),
        "ms": {f"p{share * 100:g}": round(percentile(seen.milliseconds, share), 1) for share in (0.5, 0.95, 0.99, 1.0)},
        "growths": [{**asdict(growth), "share": round(growth.share, 4)} for growth in found.growths],
        "samples": {name: [asdict(sample) for sample in samples] for name, samples in found.vitals.samples.items()},
    }


def write(run: Run, found: Found, folder: Path) -> Path:
    """results/<name>.json"""
    folder.mkdir(exist_ok=True)
    path = folder / f"{run.name}.json"
    path.write_text(json.dumps(as_json(run, found), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def draw(found: Found, path: Path) -> None:
    """Memory and descriptors of each process over the messages."""
    from matplotlib.figure import Figure  # type: ignore[import-untyped]

    figure = Figure(figsize=(9, 6), tight_layout=True)
    upper, lower = figure.subplots(2, 1, sharex=True)
    for process, samples in sorted(found.vitals.samples.items()):
        if process.startswith("benchmarks."):
            continue
        done = [sample.done for sample in samples]
        upper.plot(done, [sample.anon / MEGABYTE for sample in samples], label=process)
        lower.plot(done, [sample.descriptors for sample in samples], label=process)
    upper.set(title="Eget minne (MB)", ylim=(0, None))
    lower.set(title="Öppna filer och förbindelser", xlabel="meddelanden", ylim=(0, None))
    upper.legend(frameon=False, fontsize=8)
    for axes in (upper, lower):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)


def show(found: Found, console: Console) -> bool:
    """Prints the verdict; True when all that must be zero is, and nothing grew too much."""
    seen = found.seen
    kinds: Counter[str] = seen.kinds
    console.print(f"{seen.messages} meddelanden i {seen.chats} samtal på {found.seconds:.0f} s", highlight=False)
    console.print(f"Slag: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}", highlight=False)
    console.print(f"Svar: {dict(sorted(seen.statuses.items()))}, krissvar {seen.crisis}", highlight=False)
    console.print(f"Planterade ord: {seen.planted}; loggar lästa: {found.logged.bytes_read} tecken", highlight=False)
    zeros = found.zeros()
    for what, count in zeros.items():
        console.print(f"  {count:>6}  {what}", style="bold red" if count else "", highlight=False)
    if any(zeros.values()):
        console.print(
            f"Fel: {dict(seen.faults)} {seen.wrong} {dict(found.logged.errors)} {dict(found.logged.fallbacks)}"
        )
    for growth in found.growths:
        if growth.what == "anon":
            sizes = f"{growth.early / MEGABYTE:.1f} -> {growth.late / MEGABYTE:.1f} MB"
            console.print(f"  {growth.process}: {sizes} ({growth.share:+.1%})", highlight=False)
    grown = found.grown()
    for what in grown:
        console.print(f"  {what}", style="bold red", highlight=False)
    return not any(zeros.values()) and not grown


def carry_out(run: Run, folder: Path) -> bool:
    """Hold a run, write down and show what was found; True when all is well."""
    console = Console()
    found = hold(run, console)
    path = write(run, found, folder)
    draw(found, path.with_suffix(".png"))
    well = show(found, console)
    console.print(f"{path} och {path.with_suffix('.png').name}", highlight=False)
    return well
