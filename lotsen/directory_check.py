"""`lotsen directory check` and `lotsen directory due`: keeps the directory true, and never changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from lotsen.plainly import console, plainly

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from knowledge.checks.asked import Asked
    from knowledge.checks.checking import Checked, Checker
    from knowledge.checks.due import DueRow

MOST_SHOWN = 60
MOST_SIGNS = 220


@plainly
def directory_check(
    ids: Annotated[list[str], typer.Option("--id", help="Bara den med detta id. Kan anges flera gånger.")] = [],  # noqa: B006 (typer reads it)
    sources: Annotated[
        list[str], typer.Option("--source", help="Bara från denna källa. lotsen-facts är linjer och program.")
    ] = [],  # noqa: B006
    due_only: Annotated[bool, typer.Option("--due-only", help="Bara det som ska kontrolleras inom en månad.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Högst så många. 0 är alla.")] = 0,
    json: Annotated[Path | None, typer.Option(help="Skriv allt som hittades till en fil.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Tillåt sidor i det egna nätet.")] = False,
) -> None:
    """Se efter på organisationernas egna sidor om nummer och öppettider står kvar. Ändrar inget."""
    from knowledge.checks.memory import Memory
    from knowledge.checks.report import write_report
    from knowledge.checks.visiting import Visitor, visiting
    from knowledge.settings import knowledge_settings

    now = datetime.now().astimezone()
    with _database() as connection:
        wanted = _chosen(connection, ids, sources, due_only, limit)
    if not wanted:
        console.print("Det finns inget att kontrollera med det urvalet.")
        return
    memory = Memory(knowledge_settings().data / "checks.json")
    from knowledge.checks.checking import Checker

    found: list[Checked] = []
    with visiting(allow_private=allow_private) as fetcher:
        complete = _go(Checker(Visitor(fetcher), memory, now.date()), wanted, found)
    memory.save()
    _show(found)
    if not complete:
        console.print(f"Avbrutet. Det här hanns med: {len(found)} av {len(wanted)}.")
    if json:
        write_report(json, found, at=now, complete=complete)
        console.print(f"Allt står i {json}.", markup=False, soft_wrap=True)
    if not complete:
        raise typer.Exit(130)


@plainly
def directory_due(
    ics: Annotated[Path | None, typer.Option(help="Skriv listan som uppgifter till en kalender (.ics).")] = None,
    limit: Annotated[int, typer.Option(min=0, help="Visa högst så många. 0 är alla.")] = MOST_SHOWN,
) -> None:
    """Visa vad som ska kontrolleras, det mest brådskande först."""
    from knowledge.checks.due import due_rows
    from knowledge.checks.tasks import as_tasks
    from knowledge.facts_loader import all_lines, all_programmes, load_facts

    now = datetime.now().astimezone()
    with _database() as connection:
        rows = due_rows(load_facts(), [*all_lines(), *all_programmes()], connection, now.date())
    _show_due(rows, limit or len(rows))
    if ics:
        ics.write_bytes(as_tasks(rows, now))
        console.print(f"{len(rows)} uppgifter skrevs till {ics}.", markup=False, soft_wrap=True)


def _chosen(
    connection: Connection | None, ids: list[str], sources: list[str], due_only: bool, limit: int
) -> list[Asked]:
    from knowledge.checks.asked import choose
    from knowledge.facts_loader import all_lines, all_programmes

    lines = [line for line in all_lines() if line.status != "nedlagd"]
    programmes = [item for item in all_programmes() if item.status != "nedlagd"]
    return choose(lines, programmes, connection, today=datetime.now().date(), ids=ids, sources=sources,
                  due_only=due_only, limit=limit or None)  # fmt: skip


def _go(checker: Checker, wanted: list[Asked], found: list[Checked]) -> bool:
    """Fills in what is found, one by one. False when it was stopped."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=len(wanted))
        try:
            for asked in wanted:
                bars.update(task, description=escape(asked.name[:40]))
                found.append(checker.check(asked))
                bars.advance(task)
        except KeyboardInterrupt:
            return False
    return True


def _show(found: list[Checked]) -> None:
    """What to look at by hand, the worst first; what stands as it should is only counted."""
    from knowledge.checks.checking import WELL, by_hand_first
    from knowledge.checks.report import ADVICE, looked_for, summary, told

    table = Table("", "Sökt", "Besked", "På sidan", title="Se på för hand, i den här ordningen", show_lines=True)
    for each in [each for each in by_hand_first(found) if each.urgency < WELL][:MOST_SHOWN]:
        said = [f"{finding.verdict}. {told(finding)[:MOST_SIGNS]}" for finding in each.findings]
        said += [f"Sidan säger: ”{each.trouble[:MOST_SIGNS]}”"] if each.trouble else []
        sought = "\n".join(looked_for(finding) for finding in each.findings)
        page = each.findings[0].page or (each.pages[0].address if each.pages else "")
        table.add_row(*map(escape, (f"{each.asked.name}\n({each.asked.id})", sought, ADVICE[each.urgency],
                                    "\n".join([*said, page]))))  # fmt: skip
    if table.row_count:
        console.print(table)
    console.print(summary(found), markup=False, highlight=False, soft_wrap=True)
    console.print("Inget har ändrats. Hur du går vidare: docs/runbooks/recheck.md", highlight=False, soft_wrap=True)


def _show_due(rows: list[DueRow], limit: int) -> None:
    from knowledge.checks.due import STATES, due_text

    today = datetime.now().date()
    table = Table("Vad", "Slag", "Läge", "Senast", "Varför")
    for row in rows[:limit]:
        table.add_row(*map(escape, (f"{row.name}\n({row.id})", row.kind, STATES[row.state], due_text(row, today),
                                    row.reason[:MOST_SIGNS])))  # fmt: skip
    if rows:
        console.print(table)
    if len(rows) > limit:
        console.print(f"… och {len(rows) - limit} till. Visa alla: --limit 0", markup=False)
    for state, name in STATES.items():
        if count := sum(row.state is state for row in rows):
            console.print(f"{count} {name}", markup=False, highlight=False)
    if not rows:
        console.print("Inget behöver kontrolleras inom en månad.")


@contextmanager
def _database() -> Iterator[Connection | None]:
    """A connection to the directory, None where it has not been built."""
    from sqlalchemy import inspect

    from knowledge.database import make_engine
    from knowledge.settings import knowledge_settings

    settings = knowledge_settings()
    if settings.directory_url.startswith("sqlite") and not Path(settings.directory_url.split("///")[-1]).exists():
        yield None
        return
    engine = make_engine(settings.directory_url)
    try:
        with engine.connect() as connection:
            yield connection if inspect(connection).has_table("feedback") else None
    finally:
        engine.dispose()
