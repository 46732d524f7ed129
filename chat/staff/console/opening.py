"""How the console is put together and joined to the staff's app."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.applications import Starlette

from chat.bus import Bus
from chat.errors import IllegalMove
from chat.lines import parting_lines
from chat.pages import Pages
from chat.queue.duty import Duty
from chat.queue.errors import QueueRefusal
from chat.queue.queue import Queue
from chat.settings import Settings
from chat.staff.console.answers import refuse
from chat.staff.console.canned import load_canned
from chat.staff.console.desk import Console
from chat.staff.console.now import Glance
from chat.staff.console.routes import console_routes
from chat.staff.console.words import load_console_words
from chat.store import Store
from chat.words import load_words
from chat.writing import Writing
from knowledge.search import Directory

Works = tuple[Callable[[], Awaitable[None]], ...]


def join_console(
    app: Starlette,
    *,
    settings: Settings,
    store: Store,
    bus: Bus,
    directory: Directory,
    clock: Callable[[], datetime],
) -> Works:
    """Adds the pages to the app; returns what must run as long as it lives. Raises WordsError for a wrong reply."""
    pages: Pages = app.state.pages
    duty, said = Duty(store, clock), load_words()
    parting = parting_lines(directory.facts, clock, said.pick("closed_lines"))
    app.state.glance = Glance()
    app.state.console = Console(
        queue=Queue(store, bus, clock, settings, said, parting),
        duty=duty,
        bus=bus,
        store=store,
        directory=directory,
        pages=pages,
        canned=load_canned(directory.facts),
        words=load_console_words(),
        said=said,
        clock=clock,
        writing=Writing(bus, clock),
    )
    app.router.routes.extend(console_routes())
    for error in (QueueRefusal, IllegalMove):
        app.add_exception_handler(error, refuse)
    return bus.run, lambda: duty.keep_fresh(bus)
