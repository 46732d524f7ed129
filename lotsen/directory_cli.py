"""`lotsen directory`: build the directory, take feeds in, keep them fresh."""

from typing import Annotated

import typer

from lotsen.plainly import console, plainly

directory_app = typer.Typer(no_args_is_help=True, help="Katalogen över aktiviteter och stöd.")


@directory_app.command("build")
@plainly
def directory_build(demo: Annotated[bool, typer.Option(help="Lägg till påhittade exempel.")] = False) -> None:
    """Bygg katalogens databas av faktafilerna."""
    from lotsen.building import build

    build(console, demo=demo)
