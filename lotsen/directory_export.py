"""`lotsen directory export`: the directory as one file for others."""

from pathlib import Path
from typing import Annotated

import typer

from lotsen.plainly import console, plainly


@plainly
def directory_export(
    format: Annotated[str, typer.Argument(help="hsds eller csv.")],
    file: Annotated[Path, typer.Argument(help="Filen som ska skrivas. Finns den ersätts den, när allt är klart.")],
    source: Annotated[str, typer.Option(help="Bara det som kom från den här källan.")] = "",
) -> None:
    """Skriv det som får visas till en fil. Dolda adresser följer aldrig med."""
    from rich.progress import Progress

    from knowledge.database import make_engine
    from knowledge.facts_loader import load_facts
    from knowledge.out.export import export
    from knowledge.places import load_places
    from knowledge.settings import knowledge_settings

    engine = make_engine(knowledge_settings().directory_url)
    with Progress(console=console, transient=True) as progress, engine.connect() as connection:
        task = progress.add_task("Skriver", total=None)
        number = export(
            connection, format.lower(), file, load_facts(), load_places(), source or None,
            lambda done, total: progress.update(task, completed=done, total=total),
        )  # fmt: skip
    engine.dispose()
    console.print(f"{number} aktiviteter och stöd skrevs till {file}.", highlight=False)
