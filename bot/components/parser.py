"""Reads messages with a trained model in this process, for measuring; the service itself is asked over HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent


def load_parser(model: Path) -> Callable[[str], dict[str, Any]]:
    """A function from text to the parse result that POST /model/parse would give."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()

    def parse(text: str) -> dict[str, Any]:
        result: dict[str, Any] = loop.run_until_complete(agent.parse_message(text))
        return result

    return parse
