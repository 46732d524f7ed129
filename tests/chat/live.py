"""The visitors' app on a real port, with a scripted Rasa behind it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy.engine import Engine

from chat.pulses import DatabaseBus
from chat.queue.queue import Queue
from chat.rasa import Rasa
from chat.settings import Settings
from chat.store import Store
from chat.turn import Tools
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.fakes import RasaOverHttp


@dataclass
class Live:
    url: str
    rasa: RasaOverHttp
    tools: Tools
    settings: Settings


def now() -> datetime:
    return datetime.now(timezone.utc)


class QuietServer(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        pass


@contextmanager
def serving(
    folder: Path,
    script: Any,
    directory: Engine | None = None,
    duty: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Iterator[Live]:
    """`duty` says whether a human can come ("on"), when one can ("opens"), and whether the bot is on ("bot")."""
    rasa = RasaOverHttp(script)
    known = Settings(
        data=folder,
        chat_url=f"sqlite+aiosqlite:///{folder / 'chat.db'}",
        rasa_url=rasa.url,
        actions_url=rasa.url,
        conversation_limits=(),
        address_limits=(),
    )
    known = replace(known, **settings)
    store = Store(known.chat_url)
    bus = DatabaseBus(store, now)
    line = {"on": False, "opens": "", "bot": True} if duty is None else duty
    app = create_app(
        known,
        rasa=Rasa(known),
        store=store,
        bus=bus,
        people=Queue(store, bus, now, known),
        human_on_duty=lambda: line["on"],
        opens=lambda _now: line["opens"],
        bot_is_on=lambda: line["bot"],
        facts=load_facts(),
        clock=now,
        directory=directory,
    )
    with running(app, ws="websockets" if known.sockets else "none") as url:
        yield Live(url, rasa, app.state.tools, known)
    rasa.stop()


@contextmanager
def running(app: Any, port: int = 0, ws: Any = "none") -> Iterator[str]:
    config = uvicorn.Config(app, port=port, ws=ws, access_log=False, log_config=None, timeout_graceful_shutdown=1)
    server = QuietServer(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(30)
