"""`lotsen directory import|refresh|sources|template`: feeds in."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lotsen.plainly import console, plainly

ReportTo = Annotated[Path | None, typer.Option("--report", help="Skriv hela rapporten som JSON till en fil.")]


@plainly
def directory_import(
    format: Annotated[str, typer.Argument(help="csv, xlsx, hsds, ical, jsonld eller rpde.")],
    address: Annotated[str, typer.Argument(help="En fil, eller en adress som börjar med http:// eller https://.")],
    source: Annotated[str, typer.Option(help="Källans korta namn. Samma varje gång.")] = "",
    name: Annotated[str, typer.Option(help="Vad källan heter för den som läser.")] = "",
    licence: Annotated[str, typer.Option(help="Villkor för uppgifterna, till exempel CC0 1.0.")] = "",
    owner: Annotated[str, typer.Option(help="Arrangör för det som inte nämner någon.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Säg vad som skulle hända, skriv ingenting.")] = False,
    review: Annotated[bool, typer.Option("--review", help="Nytt väntar på redaktionens godkännande.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Hämta även från det egna nätet.")] = False,
    accept_loss: Annotated[bool, typer.Option("--accept-loss", help="Godta att mer än hälften är borta.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Läs även det som servern säger är oförändrat.")] = False,
    report: ReportTo = None,
) -> None:
    """Ta in en lista eller ett flöde av aktiviteter i katalogen."""
    from knowledge.feeds.feed import Feed, check, source_of
    from knowledge.feeds.feeding import Way, take_feed
    from knowledge.settings import knowledge_settings
    from lotsen.feed_pages import progress_bar, show, write_report

    feed = Feed(
        source=source or source_of(address),
        format=format.lower(),
        address=address,
        name=name or None,
        licence=licence or None,
        owner=owner or None,
        review=review,
        allow_private=allow_private,
        accept_loss=accept_loss,
    )
    check(feed)
    with progress_bar(console, feed.source) as tell:
        way = Way(dry_run=dry_run, again=again)
        done = take_feed(knowledge_settings().directory_url, feed, _now(), way=way, progress=tell)
    show(console, done)
    if not source:
        console.print(f"\nKällan fick namnet {feed.source}. Skriv --source {feed.source} nästa gång, "
                      "så känns aktiviteterna igen.", highlight=False)  # fmt: skip
    if report:
        write_report(report, [done])


@plainly
def directory_refresh(
    all_of_them: Annotated[bool, typer.Option("--all", help="Alla flöden, även de som inte är på tur.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Säg vad som skulle hända, skriv ingenting.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Läs även det som servern säger är oförändrat.")] = False,
    report: ReportTo = None,
) -> None:
    """Hämta alla flöden som är på tur, enligt filen i LOTSEN_FEEDS. Slutar med 1 om något gick fel."""
    from knowledge.feeds.feed import read_feeds
    from knowledge.feeds.feeding import Way
    from knowledge.feeds.refreshing import refresh
    from knowledge.settings import knowledge_settings
    from lotsen.errors import LotsenError
    from lotsen.feed_pages import progress_bar, show, write_report

    settings = knowledge_settings()
    if settings.feeds is None:
        raise LotsenError("Inga flöden är inställda. Skriv en lista (docs/runbooks/feeds.md) och sätt LOTSEN_FEEDS.")
    found, way = [], Way(dry_run=dry_run, again=again)
    with progress_bar(console, "Flöden") as tell:
        for one in refresh(settings.directory_url, read_feeds(settings.feeds), _now(), way=way,
                           all_of_them=all_of_them, progress=lambda feed: tell):  # fmt: skip
            found.append(one)
            console.print()
            if one.report:
                show(console, one.report)
            elif one.problem:
                console.print(f"{one.feed.source}: {one.problem}", style="bold", markup=False, highlight=False,
                              soft_wrap=True)  # fmt: skip
            elif one.due:
                console.print(f"{one.feed.source}: på tur {one.due:%Y-%m-%d kl. %H.%M}.", highlight=False)
    if report:
        write_report(report, [found])
    failed = [one.feed.source for one in found if one.problem]
    if failed:
        console.print(f"\n{len(failed)} av {len(found)} flöden gick inte: {', '.join(failed)}", highlight=False)
        sys.exit(1)


@plainly
def directory_sources() -> None:
    """Visa varifrån katalogens aktiviteter kommer, och när de hämtades."""
    from rich.table import Table

    from knowledge.feeds.feeding import directory
    from knowledge.feeds.known import sources
    from knowledge.settings import knowledge_settings

    with directory(knowledge_settings().directory_url) as engine:
        found = sources(engine) if engine else []
    table = Table("källa", "namn", "aktiviteter", "hämtad", "villkor", "adress")
    for one in found:
        fetched = f"{one.fetched:%Y-%m-%d %H.%M}" if one.fetched else ""
        table.add_row(one.id, one.name, str(one.count), fetched, one.licence or "", one.url or "")
    console.print(table if found else "Katalogen har inga källor än.")


@plainly
def directory_template(
    file: Annotated[Path, typer.Argument(help="mall.csv eller mall.xlsx")],
) -> None:
    """Skriv den tomma mallen för den som ska fylla i sina aktiviteter."""
    from knowledge.feeds.template import write_template

    write_template(file)
    console.print(f"Mallen ligger i {file}.", markup=False, highlight=False)


def _now() -> datetime:
    """Swedish time without a zone."""
    from knowledge.hours import SWEDEN

    return datetime.now(SWEDEN).replace(tzinfo=None, microsecond=0)
