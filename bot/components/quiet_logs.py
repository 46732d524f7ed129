"""What Rasa logs of its own events is cut down to their names, as it writes the message and a trace's locals too."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

KEPT = frozenset({"event", "level", "part", "reason"})  # the last two are ours (lock_store.py)


def keep_out_of_logs() -> None:
    """Puts the filter before the last step of structlog as Rasa has set it up; also for loggers that are in use."""
    steps = structlog.get_config()["processors"]
    if keep_names not in steps:
        steps.insert(len(steps) - 1, keep_names)


def keep_names(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = sys.exc_info()[0]
    kept = {key: value for key, value in event.items() if key in KEPT}
    return {**kept, "error": error.__name__} if error is not None else kept
