"""The trained assistant in this process: the real model, dialogue, actions and wording, without ports."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from tests.conversations.doors import replies_from

MODEL = Path(__file__).resolve().parents[2] / "models" / "lotsen.tar.gz"


class ActionsHere(EndpointConfig):
    """The action server's part, run where Rasa asks for it; what is sent passes through JSON as over the net."""

    def __init__(self) -> None:
        super().__init__(url="http://actions.invalid")
        self.executor = ActionExecutor()
        self.executor.register_package("bot.actions")

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        return json.loads(json.dumps(await self.executor.run(json.loads(json.dumps(kwargs["json"])))))


@lru_cache(maxsize=1)
def assistant(model: Path) -> Agent:
    """The trained model with its tracker store in memory; read once in a process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    wording = EndpointConfig(type="bot.components.wording.Wording")
    agent = Agent(generator=wording, action_endpoint=ActionsHere())
    agent.load_model(str(model))
    return agent


class Inside:
    """A chat with the assistant in this process."""

    knows_slots = True
    knows_kinds = True

    def __init__(self, model: Path = MODEL) -> None:
        self.agent = assistant(model)
        self.id = uuid.uuid4().hex
        self.first: Sequence[dict[str, Any]] = ()

    def say(self, text: str) -> list[dict[str, Any]]:
        """The replies to one message, in the form of the visitors' API."""
        return replies_from(asyncio.run(self._handle(text)))

    async def _handle(self, text: str) -> list[dict[str, Any]]:
        return await self.agent.handle_text(text, sender_id=self.id) or []

    def slots(self) -> dict[str, Any]:
        """The slots as they are after the last message."""
        tracker = asyncio.run(self.agent.tracker_store.retrieve(self.id))
        return tracker.current_slot_values() if tracker else {}
