"""Starts the staff's app; a wrong setting ends it with one sentence."""

import sys
from datetime import datetime, timezone

from chat.errors import SettingsError
from chat.logs import set_up_logs
from chat.server import serve
from chat.settings import read_settings
from chat.staff.app import create_app
from chat.store import Store


def main() -> None:
    set_up_logs()
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.exit(str(error))
    app = create_app(settings, store=Store(settings.chat_url), clock=lambda: datetime.now(timezone.utc))
    serve(app, settings.host, settings.staff_port)
