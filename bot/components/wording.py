"""Chooses the wording of a response (Rasa's NLG): one that was not used yet in this conversation."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.components import action_answers, action_calls, default_actions, graph_run
from bot.components.crisis import BUBBLES, crisis_message, facts
from bot.dialogue.favours import FORGOTTEN


class Wording(TemplatedNaturalLanguageGenerator):
    """Responses from bot/data/responses, numbers from the facts, crisis replies from safety."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)
        for lighter in (action_answers, action_calls, default_actions, graph_run):
            lighter.install()
        self._numbers = {line_id.replace("-", "_"): number for line_id, number in facts().phones().items()}

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        if utter_action in BUBBLES:
            return crisis_message(tracker, utter_action)
        wordings = self.responses.get(utter_action)
        if not wordings:
            return None
        chosen = _with_detail(dict(wordings[self._turn_of(utter_action, tracker, len(wordings))]), kwargs)
        return self._fill_response(chosen, {}, **{**self._numbers, "sos": self._numbers["sos_112"], **kwargs})

    @staticmethod
    def _turn_of(key: str, tracker: DialogueStateTracker, wordings: int) -> int:
        """Which wording is next: each conversation starts elsewhere and goes through all before one comes again."""
        said = list(tracker.get_slot("said") or ())
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                said.append(event.metadata.get("utter_action"))
        begun_anew = 0 if key == FORGOTTEN else said.count(FORGOTTEN)  # what was said before is not known any more
        return (crc32(f"{tracker.sender_id}{key}".encode()) + said.count(key) + begun_anew) % wordings


def _with_detail(chosen: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The wording with a sentence of the writer's own `before` it, or with one `instead` of it."""
    if "instead" in values:
        return {**chosen, "text": "{instead}"}
    return {**chosen, "text": "{before} " + chosen["text"]} if "before" in values else chosen
