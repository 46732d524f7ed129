"""Builds the directory database from the fact files, with a progress bar."""

from rich.console import Console
from rich.progress import Progress

from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from knowledge.settings import knowledge_settings


def build(console: Console, *, demo: bool = False) -> None:
    """Read and check every fact file, then write the directory; a wrong file stops it and is named."""
    facts = load_facts()
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Bygger katalogen", total=None)
        build_directory(
            knowledge_settings().directory_url,
            facts,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    if demo:
        _add_examples()
    console.print(f"Katalogen är byggd: {len(facts.programmes)} verksamheter och {len(facts.lines)} stödlinjer.")


def _add_examples() -> None:
    from knowledge.demo import add_examples

    add_examples(knowledge_settings().directory_url)
