"""`lotsen directory`: every command about the directory, by name. Each lives in a lotsen/directory_<part>.py."""

from typing import Annotated

import typer

from lotsen.directory_check import directory_check, directory_due
from lotsen.directory_compose import directory_compose
from lotsen.directory_duplicates import directory_duplicates
from lotsen.directory_export import directory_export
from lotsen.directory_feeds import directory_import, directory_refresh, directory_sources, directory_template
from lotsen.directory_search import directory_search
from lotsen.plainly import console, plainly

directory_app = typer.Typer(no_args_is_help=True, help="Katalogen över aktiviteter och stöd.")


@directory_app.command("build")
@plainly
def directory_build(demo: Annotated[bool, typer.Option(help="Lägg till påhittade exempel.")] = False) -> None:
    """Bygg katalogens databas av faktafilerna."""
    from lotsen.building import build

    build(console, demo=demo)


directory_app.command("check")(directory_check)
directory_app.command("compose")(directory_compose)
directory_app.command("due")(directory_due)
directory_app.command("duplicates")(directory_duplicates)
directory_app.command("import")(directory_import)
directory_app.command("refresh")(directory_refresh)
directory_app.command("search")(directory_search)
directory_app.command("sources")(directory_sources)
directory_app.command("template")(directory_template)
directory_app.command("export")(directory_export)
