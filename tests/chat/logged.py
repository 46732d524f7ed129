"""What the code gives to its log, before the allow-list drops anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from chat.logs import Log


@contextmanager
def capture_logs() -> Iterator[list[dict[str, Any]]]:
    said: list[dict[str, Any]] = []

    def note(_log: Log, level: str, event: str, fields: dict[str, Any]) -> None:
        said.append({**fields, "event": event, "level": level})

    with patch.object(Log, "say", note):
        yield said
