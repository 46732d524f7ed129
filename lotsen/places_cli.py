"""`lotsen places`: the operator's own gazetteer of villages and postcodes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, TaskID

from lotsen.plainly import console, plainly

if TYPE_CHECKING:
    from knowledge.gazetteer.store import Imported

CREDIT = "Orter och postnummer: GeoNames (geonames.org), CC BY 4.0."
KINDS = {
    "tatort": "tätorter",
    "stadsdel": "stadsdelar",
    "ort": "byar",
    "othername": "andra namn",
    "postcode": "postnummer",
}
MOST_SHOWN = 20

places_app = typer.Typer(invoke_without_command=True, help="Sveriges orter och postnummer.")


@places_app.callback()
@plainly
def places(context: typer.Context) -> None:
    """Visa vilka orter och postnummer som finns, och varifrån de kommer."""
    if context.invoked_subcommand:
        return
    from knowledge.gazetteer.store import counts
    from knowledge.places import load_places
    from knowledge.settings import knowledge_settings

    table = load_places().table
    console.print(f"Med Lotsen följer {len(table.municipalities)} kommuner och {len(table.names)} ortnamn.")
    imported = counts(knowledge_settings())
    console.print(f"Inläst: {_listed(imported)}." if imported else "Inget mer är inläst. Läs in: lotsen places import")
    console.print(CREDIT)


@places_app.command("import")
@plainly
def places_import(
    files: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, help="SE.zip eller SE.txt från GeoNames.")
    ],
    force: Annotated[bool, typer.Option(help="Ta in en fil som har mindre än hälften av vad som finns.")] = False,
) -> None:
    """Läs in GeoNames filer med orter (export/dump) och postnummer (export/zip)."""
    from knowledge.gazetteer.store import import_gazetteer
    from knowledge.place_table import read_table
    from knowledge.settings import knowledge_settings

    with Progress(console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(f"{stage} orter")
            bars.update(tasks[stage], completed=done, total=total)

        imported = import_gazetteer(knowledge_settings(), files, read_table(), show, force=force)
    for each in imported:
        _report(each)
    console.print("Starta om Lotsen, så känner den igen orterna.")
    console.print(CREDIT)


def _report(imported: Imported) -> None:
    """What was taken, left out and broken, the broken lines by name."""
    taking = imported.taking
    kept = {kind: taking.count(kind) for kind in KINDS}
    _say(f"{imported.file}: {_listed(kept)}.")
    _say(f"Nya: {imported.added}. Ändrade: {imported.changed}. Borttagna: {imported.gone}.")
    if taking.guessed:
        _say(f"För {taking.guessed} sa filen inte vilken kommun; den togs från närmaste ort.")
    for why, number in taking.left_out.most_common():
        _say(f"Utelämnade: {number} {why}.")
    for problem in taking.problems[:MOST_SHOWN]:
        _say(f"Trasig: {problem.where}, {problem.field}: {problem.what}.")
    if taking.broken > MOST_SHOWN:
        _say(f"… och {taking.broken - MOST_SHOWN} trasiga rader till.")


def _say(words: str) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)


def _listed(counted: dict[str, int]) -> str:
    return ", ".join(f"{counted[kind]} {name}" for kind, name in KINDS.items() if counted.get(kind))
