"""Logs are JSON events whose fields are on an allow-list; no message text can be among them."""

import logging
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

ALLOWED = frozenset({
    "event", "level", "time", "part", "step", "reason", "code", "status", "route", "method", "ms", "count",
    "kinds", "owner", "error", "at", "port", "version",
})  # fmt: skip

log: Any = structlog.get_logger()


def keep_allowed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops every field that is not on the list, and anything that is not a short plain value."""
    return {key: _plain(value) for key, value in event.items() if key in ALLOWED}


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    return str(value)[:80]


def set_up_logs() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
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
        return str(structlog.processors.JSONRenderer()(None, "", event))


def where(error: BaseException) -> str:
    """File and line where the error arose, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
