"""Starts the staff's app; a wrong setting ends it with one sentence."""

import sys
from collections.abc import Callable
from datetime import datetime, timezone

from chat.bus import open_bus
from chat.errors import SettingsError
from chat.logs import set_up_logs
from chat.one_secret import refuse_a_second_secret
from chat.server import serve
from chat.settings import read_settings
from chat.staff.app import create_app
from chat.staff.directory.desk import Desk
from chat.store import Store
from knowledge.database import make_engine
from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from knowledge.settings import knowledge_settings


def main() -> None:
    set_up_logs()
    try:
        settings = read_settings()
        refuse_a_second_secret(settings)
    except SettingsError as error:
        sys.exit(str(error))
    store = Store(settings.chat_url)
    app = create_app(settings, store=store, clock=_now, desk=make_desk(_now), bus=open_bus(settings, store, _now))
    serve(app, settings.staff_host, settings.staff_port, proxies=settings.proxies)


def make_desk(clock: Callable[[], datetime]) -> Desk:
    return Desk(make_engine(knowledge_settings().directory_url), load_facts(), load_places(), clock)


def _now() -> datetime:
    return datetime.now(timezone.utc)
