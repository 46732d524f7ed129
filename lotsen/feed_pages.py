"""Shows on the console what an import did, and writes it to a file for other programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from knowledge.feeds.importing import Progress as Tell
from knowledge.feeds.reading import Problem
from knowledge.feeds.report import Report
from lotsen.errors import LotsenError

SHOWN = 30  # problems of each sort on the console; the file holds more


@contextmanager
def progress_bar(console: Console, title: str) -> Iterator[Tell]:
    """A bar that is gone when the work is done."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(escape(title), total=None)

        def tell(what: str, done: int, total: int | None) -> None:
            progress.update(task, description=escape(f"{title}: {what.lower()}"), completed=done, total=total)

        yield tell


def show(console: Console, report: Report) -> None:
    """Counts, then what was dropped and why, then what was left out of entries that were taken in."""
    console.print(f"[bold]{escape(report.source)}[/bold] ({report.format}, {escape(report.address)})", highlight=False)
    if report.dry_run:
        console.print("Provkörning: ingenting har skrivits.")
    if report.not_modified:
        console.print("Oförändrad sedan sist, säger servern. Ingenting behövde läsas.")
        return
    for text, number in (
        ("nya", report.added.count),
        ("ändrade", report.changed.count),
        ("oförändrade", report.unchanged),
        ("saknas i flödet för första gången (kvar tills de saknas en gång till)", report.missing.count),
        ("borttagna", report.taken_out.count),
        ("kom inte med", report.dropped),
    ):
        if number or text in ("nya", "ändrade", "oförändrade"):
            console.print(f"  {number:>7}  {text}", highlight=False)
    gone = {problem.where for problem in report.problems if problem.dropped}
    out = [problem for problem in report.problems if problem.where in gone]
    within = [problem for problem in report.problems if problem.where not in gone]
    besides = sum(not problem.dropped for problem in out)  # what was wrong too with what did not come in
    _problems(console, "Kom inte med:", out, report.dropped + besides)
    _problems(console, "Togs in, men något föll bort:", within, report.noted - besides)


def _problems(console: Console, title: str, problems: list[Problem], count: int) -> None:
    if not count:
        return
    console.print(f"\n{title}")
    for problem in problems[:SHOWN]:
        where = f"{problem.where}, kolumn {problem.field}" if problem.field else problem.where
        console.print(f"  {where}: {problem.what}", markup=False, highlight=False, soft_wrap=True)
    if count > SHOWN:
        console.print(f"  … och {count - min(SHOWN, len(problems))} till (alla med --report fil.json)")


def write_report(path: Path, reports: list[object]) -> None:
    """As JSON: one report as it is, several as a list."""
    content = reports[0] if len(reports) == 1 else reports
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    except OSError as problem:
        raise LotsenError(f"Rapporten gick inte att skriva: {path} ({problem.strerror})") from problem
