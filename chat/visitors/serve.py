"""Starts the visitors' app; a wrong setting or fact file ends it with one sentence."""

import sys
from datetime import datetime, timezone

import uvicorn

from chat.errors import SettingsError, WordsError
from chat.logs import set_up_logs
from chat.rasa import Rasa
from chat.settings import read_settings
from chat.store import Store
from chat.visitors.app import create_app
from knowledge.errors import FactError
from knowledge.facts_loader import load_facts


def main() -> None:
    set_up_logs()
    try:
        settings = read_settings()
        app = create_app(
            settings,
            rasa=Rasa(settings),
            store=Store(settings.chat_url),
            facts=load_facts(),
            clock=lambda: datetime.now(timezone.utc),
        )
    except (SettingsError, WordsError, FactError) as error:
        sys.exit(str(error))
    serve(app, settings.host, settings.visitors_port)


def serve(app: object, host: str, port: int) -> None:
    """Runs until told to stop; open event streams get two seconds to end."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
