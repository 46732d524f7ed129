"""Logs are JSON events whose fields are on an allow-list; no message text can be among them.

It is the standard library alone: what Rasa logs with brings a terminal's colours, 8 MB that each gateway would hold.
"""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ALLOWED = frozenset({
    "event", "level", "time", "part", "step", "reason", "code", "status", "route", "method", "ms", "count",
    "kinds", "owner", "error", "at", "port", "version",
})  # fmt: skip


class Log:
    """`event` is a name in the code's own words; each of the fields a short plain value."""

    def info(self, event: str, **fields: Any) -> None:
        self.say("info", event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        self.say("warning", event, fields)

    def error(self, event: str, **fields: Any) -> None:
        self.say("error", event, fields)

    def say(self, level: str, event: str, fields: Mapping[str, Any]) -> None:
        now = datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
        _write(keep_allowed({**fields, "event": event, "level": level, "time": now}))


log = Log()


def keep_allowed(event: Mapping[str, Any]) -> dict[str, Any]:
    """Drops every field that is not on the list, and anything that is not a short plain value."""
    return {key: _plain(value) for key, value in event.items() if key in ALLOWED}


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return str(value)[:80]


def _write(event: Mapping[str, Any]) -> None:
    sys.stdout.write(_as_json(event) + "\n")
    sys.stdout.flush()


def _as_json(event: Mapping[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False)


def set_up_logs() -> None:
    """What libraries log goes the same way; our own needs no setting up."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_LibraryFormat())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


class _LibraryFormat(logging.Formatter):
    """What libraries log is cut down to who and where: their messages may quote what a visitor wrote."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        event = {
            "event": "library_log",
            "level": record.levelname.lower(),
            "part": record.name,
            "error": error,
            "at": f"{record.filename}:{record.lineno}",
        }
        return _as_json(event)


def where(error: BaseException) -> str:
    """File and line where the error arose, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
