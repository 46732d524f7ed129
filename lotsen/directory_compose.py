"""`lotsen directory compose`: composes anew what Lotsen says of every activity, as after a new version."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from lotsen.plainly import console, plainly


@plainly
def directory_compose() -> None:
    """Skriv om det som Lotsen säger om aktiviteterna, till exempel efter en ny version eller ändrad ordning."""
    from knowledge.build import migrate
    from knowledge.composing import analyse, compose
    from knowledge.database import make_engine, take_turns
    from knowledge.entry_store import count_entries
    from knowledge.facts_loader import load_facts
    from knowledge.settings import knowledge_settings

    engine = make_engine(knowledge_settings().directory_url)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    with Progress(*columns, console=console, transient=True) as bar, engine.begin() as connection:
        take_turns(connection)
        migrate(connection, "head")
        everything = count_entries(connection)
        task = bar.add_task("Skriver om", total=everything)
        found = compose(connection, load_facts(), today, lambda done, _: bar.update(task, completed=done))
    analyse(engine)
    engine.dispose()
    console.print(f"{found} av {everything} aktiviteter kan föreslås.", highlight=False)
