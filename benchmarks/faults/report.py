"""What a run found, as a table in the terminal, as JSON and as a page of Markdown."""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.faults.ledger import Trial
from benchmarks.faults.trials import TITLES
from benchmarks.quiet import QUIET_SHARE
from lotsen.paths import ROOT

RESULTS = ROOT / "results"
TELLING = 15  # letters
COLUMNS = (
    "Del", "Fel", "Skickade", "Borta", "Fel ordning", "Dubbla", "Längsta tystnad", "Längsta väntan", "Akuta, missade",
    "Egna svar", "Nekade", "Ej sparade", "Rätt igen", "Håller",
)  # fmt: skip


@dataclass
class Report:
    """One run. Times in seconds."""

    chats: int
    with_people: int
    pause: float
    trials: list[Trial] = field(default_factory=list)
    start_seconds: float = 0.0
    seconds: float = 0.0
    said: set[str] = field(default_factory=set)  # every wording that was sent
    logged: int | None = None  # lines of all logs that hold one of them; counted at the end
    others: float | None = None  # the share of the processor that strangers took
    at: str = field(default_factory=lambda: datetime.now(timezone.utc).isoformat(timespec="minutes"))

    @property
    def holds(self) -> bool:
        return all(trial.holds for trial in self.trials) and not self.logged


def count_logged(folder: Path, said: set[str]) -> int:
    """How many lines of the logs hold something that was written; the shortest words are too common to tell."""
    told = [text for text in said if len(text) >= TELLING]
    forms = [form for text in told for form in (text, json.dumps(text)[1:-1])]
    lines = (line for log in folder.rglob("*.log") for line in log.read_text("utf-8", errors="replace").splitlines())
    return sum(any(form in line for form in forms) for line in lines)


def cells(trial: Trial) -> tuple[str, ...]:
    return (
        TITLES[trial.part],
        trial.fault,
        str(trial.sent),
        str(trial.lost + trial.begun_anew),
        str(trial.wrong_order),
        str(trial.doubled),
        f"{trial.longest_silence:.1f} s",
        f"{trial.longest_wait:.1f} s",
        f"{trial.acute}, {trial.missed}",
        str(trial.fall_backs),
        str(trial.refused),
        str(trial.unkept),
        "aldrig" if trial.right_again is None else f"{trial.right_again:.1f} s",
        "ja" if trial.holds else "NEJ",
    )


def notes(report: Report) -> list[str]:
    """How the figures came about, and how far they can be trusted."""
    lines = [
        f"{report.chats} samtal, {report.with_people} av dem med volontärer. I varje samtal skrivs ett meddelande var "
        f"{report.pause:g}:e sekund. Av dem som boten får är vart tjugonde akut.",
        "Tystnad: tills besökaren ser någon mening, också sidans egen om att det inte gick att skicka. "
        "Väntan: tills svaret på just det meddelandet kom.",
        "Egna svar: porten fick svara ärligt i stället för Rasa. Nekade: volontären hade inte gett livstecken på en "
        "minut, samtalet var tillbaka i kön, och det hen skrev fick hen behålla. "
        "Ej sparade: svarade medan databasen var borta.",
        f"{os.cpu_count()} kärnor; hela körningen tog {report.seconds:.0f} s, {report.at}.",
    ]
    if report.logged is not None:
        lines.append(f"Rader i loggarna med något av det som skrevs: {report.logged}.")
    if report.others is not None:
        loud = "; tiderna är alltså tagna under last" if report.others > QUIET_SHARE else ""
        lines.append(f"Andra program tog {report.others:.0%} av processorn{loud}.")
    return lines


def show(report: Report, console: Console) -> None:
    table = Table(*COLUMNS, title="Vad som händer i samtalen när en del går sönder")
    for trial in report.trials:
        table.add_row(*cells(trial), style="" if trial.holds else "bold red")
    console.print(table)
    for note in notes(report):
        console.print(note, highlight=False)


def write(report: Report) -> Path:
    """The page of Markdown that was written, beside the JSON."""
    RESULTS.mkdir(exist_ok=True)
    content = {
        **asdict(report),
        "said": len(report.said),
        "trials": [{**asdict(trial), "holds": trial.holds} for trial in report.trials],
    }
    (RESULTS / "faults.json").write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
    (RESULTS / "faults.md").write_text(as_markdown(report), encoding="utf-8")
    return RESULTS / "faults.md"


def as_markdown(report: Report) -> str:
    lines = [COLUMNS, tuple("---" for _ in COLUMNS), *(cells(trial) for trial in report.trials)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return "\n\n".join(("# Vad som händer i samtalen när en del går sönder", table, "\n".join(notes(report)))) + "\n"
