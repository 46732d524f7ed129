"""`lotsen directory search`: what the assistant would offer somebody, and why."""

import json
from typing import Annotated

import typer

from lotsen.plainly import console, plainly


@plainly
def directory_search(
    place: Annotated[str, typer.Option(help="Ort, stadsdel, kommun eller postnummer.")] = "",
    type: Annotated[
        list[str] | None, typer.Option(help="social, emotionell eller existentiell; flera går bra.")
    ] = None,
    barrier: Annotated[list[str] | None, typer.Option(help="Hinder, till exempel money eller anxiety.")] = None,
    interest: Annotated[list[str] | None, typer.Option(help="Intresse, till exempel schack.")] = None,
    word: Annotated[
        list[str] | None,
        typer.Option(help="Ord eller namn ur namn eller text, till exempel luffarschack."),
    ] = None,
    age: Annotated[str, typer.Option(help="Ålder i år, eller child, teen, young_adult, adult, older.")] = "",
    life_event: Annotated[list[str] | None, typer.Option(help="Livshändelse, till exempel bereavement.")] = None,
    access: Annotated[list[str] | None, typer.Option(help="Det som platsen måste ha, till exempel wheelchair.")] = None,
    reject: Annotated[
        list[str] | None, typer.Option(help="Det som har sagts nej till: ett id, eller kind:church.")
    ] = None,
    for_other: Annotated[bool, typer.Option(help="Frågan gäller någon annan.")] = False,
    now: Annotated[str, typer.Option(help="Tidpunkt, till exempel 2026-11-24T14:00.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON i stället för en tabell.")] = False,
) -> None:
    """Visa vad Lotsen skulle föreslå någon, och varför."""
    from knowledge.database import make_engine
    from knowledge.facts_loader import load_facts
    from knowledge.places import load_places
    from knowledge.search import Directory
    from knowledge.settings import knowledge_settings
    from lotsen.directory_offer import as_data, show
    from lotsen.directory_wish import Wish, moment_of, need_of

    wish = Wish(place or None, type or [], barrier or [], interest or [], age or None, life_event or [], access or [],
                reject or [], for_other, now or None, word or [])  # fmt: skip
    facts, places = load_facts(), load_places()
    need, moment = need_of(wish, facts, places), moment_of(wish.now)
    engine = make_engine(knowledge_settings().directory_url)
    try:
        offer = Directory(engine, facts, places).suggest(need, moment)
    finally:
        engine.dispose()
    if as_json:
        typer.echo(json.dumps(as_data(offer), ensure_ascii=False, indent=2))
    else:
        show(offer, console)
