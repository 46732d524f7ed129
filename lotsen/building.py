"""Builds the directory database from the fact files, with a progress bar."""

from datetime import datetime

from rich.console import Console
from rich.progress import Progress

from knowledge.build import build_directory
from knowledge.composing import keep_composed
from knowledge.database import make_engine
from knowledge.errors import FactError
from knowledge.fact_types import Facts
from knowledge.facts_loader import load_facts
from knowledge.hours import SWEDEN
from knowledge.settings import knowledge_settings
from safety.crisis import ALL_LINES


def build(console: Console, *, demo: bool = False) -> None:
    """Read and check every fact file, then write the directory; a wrong file stops it and is named."""
    facts = load_facts()
    check_crisis_lines(facts)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Bygger katalogen", total=None)
        build_directory(
            knowledge_settings().directory_url,
            facts,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    _compose(console, facts)
    if demo:
        _add_examples()
    console.print(f"Katalogen är byggd: {len(facts.programmes)} verksamheter och {len(facts.lines)} stödlinjer.")


def _compose(console: Console, facts: Facts) -> None:
    """After a new release the activities are written anew, as the release would say and find them."""
    engine = make_engine(knowledge_settings().directory_url)
    try:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("Skriver om aktiviteterna", total=None)
            today = datetime.now(SWEDEN).date()
            keep_composed(engine, facts, today, lambda done, all_: progress.update(task, completed=done, total=all_))
    finally:
        engine.dispose()


def check_crisis_lines(facts: Facts) -> None:
    """Raise FactError when a line that crisis replies name is not there to be shown."""
    numbers = facts.phones()
    for line in ALL_LINES:
        if line not in numbers:
            raise FactError(f"support_lines/{line}.yml: krissvaren behöver numret, men linjen får inte visas")


def _add_examples() -> None:
    from knowledge.demo import add_examples

    add_examples(knowledge_settings().directory_url)
