"""The `lotsen` command."""

from typing import Annotated

import typer

from lotsen.directory_cli import directory_app
from lotsen.places_cli import places_app
from lotsen.plainly import console, plainly
from lotsen.staff_cli import staff_app

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Lotsen: bygg, träna, starta, mät och prata.")
app.add_typer(directory_app, name="directory")
app.add_typer(places_app, name="places")
app.add_typer(staff_app, name="staff")
privacy_app = typer.Typer(no_args_is_help=True, help="Integritet: pröva det som lovas.")
app.add_typer(privacy_app, name="privacy")


@privacy_app.command("check")
@plainly
def privacy_check(
    server: Annotated[str, typer.Option(help="Adressen till besökarnas sida.")] = "",
) -> None:
    """Plantera hemligheter i ett Lotsen som är i gång och leta efter dem överallt där något sparas."""
    from lotsen.privacy import check_privacy

    check_privacy(console, server)


@app.command()
@plainly
def run(
    demo: Annotated[bool, typer.Option(help="Lägg till påhittade exempel, märkta Exempel.")] = False,
) -> None:
    """Bygg det som saknas och starta allt; Ctrl-C avslutar."""
    from lotsen.building import build
    from lotsen.launch import become_launcher, check_ports
    from lotsen.parts import all_parts
    from lotsen.training import train

    check_ports(all_parts())
    build(console, demo=demo)
    train(console)
    become_launcher()


@app.command()
@plainly
def serve(part: Annotated[str, typer.Argument(help="visitors, staff, rasa eller actions.")]) -> None:
    """Starta en enda del, för systemd eller någon annan som vakar över processer; se docs/runbooks/cluster.md."""
    from lotsen.serving import serve_alone

    serve_alone(part)


@app.command()
@plainly
def train(force: Annotated[bool, typer.Option(help="Träna även om inget har ändrats.")] = False) -> None:
    """Träna modellen, om något som den bygger på har ändrats."""
    from lotsen.training import train as train_model

    train_model(console, force=force)


@app.command()
@plainly
def chat(server: Annotated[str, typer.Option(help="Adressen till besökarnas sida.")] = "") -> None:
    """Prata med samma assistent i terminalen (starta den först med make run)."""
    from lotsen.terminal import talk

    talk(console, server)


@app.command()
@plainly
def evaluate(
    as_it_is: Annotated[bool, typer.Option(help="Träna inte, även om något har ändrats.")] = False,
    only: Annotated[str, typer.Option(help="Mät bara en del, utan modell: directory eller personal.")] = "",
) -> None:
    """Mät förståelse och säkerhet på utvecklingsmängderna i tests/data."""
    from lotsen.evaluation import evaluate as measure

    measure(console, as_it_is=as_it_is, only=only)


@app.command()
@plainly
def bench() -> None:
    """Jämför en hel tur med ett vanligt rasa init-projekt, sida vid sida."""
    from lotsen.benching import bench as compare

    compare(console)


@app.command()
@plainly
def sbom() -> None:
    """Skriv ner allt som Lotsen är byggt av, med licenser (docs/licences.md och results/sbom.json)."""
    from lotsen.supply import write_sbom

    write_sbom(console)


@app.command()
@plainly
def audit() -> None:
    """Fråga efter kända svagheter i varje låst version, där det går att nå listan."""
    from lotsen.supply import audit as ask

    ask(console)


@app.command("demo-host")
@plainly
def demo_host(
    chat: Annotated[str, typer.Option(help="Adressen till chatten eller en partners ingång.")] = "",
    port: Annotated[int, typer.Option(help="Porten som sidan får.")] = 8090,
) -> None:
    """Visa chatten på en påhittad webbplats med ett nyfiket skript, som listar allt det såg."""
    from lotsen.demo_host import show

    show(console, chat, port)


@app.command()
@plainly
def needs() -> None:
    """Visa vad den här datorn saknar för alla tester; med CI=true är det ett fel."""
    from lotsen.needs import report

    report(console)


@app.command()
@plainly
def lock() -> None:
    """Lös beroendena på nytt och skriv requirements.lock (utan adresser)."""
    from lotsen.locking import lock as write

    write(console)
