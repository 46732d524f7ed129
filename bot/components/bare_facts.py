"""A message that is nothing but a place, an interest or an age states that fact, whatever its letters look like."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.entity_matcher import place_entity
from bot.components.swedish import READING
from knowledge.places import load_places

MOST_WORDS = 4
FILLERS = frozenset(
    [
        "i",
        "på",
        "från",
        "vid",
        "utanför",
        "nära",
        "jag",
        "är",
        "e",
        "bor",
        "kommun",
        "kommunen",
        "typ",
        "ja",
        "nej",
        "eh",
        "det",
        "här",
        "strax",
        "år",
        "gammal",
    ]
)
YIELDING = frozenset(
    [
        "gibberish",
        "other_language",
        "out_of_scope",
        "tell_feeling",
        "find_activity",
        "greet",
        "deny",
        "affirm",
        "reject_suggestion",
        "correct_bot",
        "state_interest",
        "state_barrier",
        "state_age",
        "state_place",
        "thanks",
        "goodbye",
    ]
)
AGE = re.compile(r"^\W*(jag (är|e) |är )?\d{1,2}( år( gammal)?)?\W*$", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BareFacts(GraphComponent):
    """Runs after the entities are known and mends the intent of very short messages."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = {**self.get_default_config(), **config}
        self._places = load_places()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"sure": 0.9}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BareFacts:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if len(message.get(READING).tokens) <= MOST_WORDS and self._may_yield(message):
                self._mend(message)
        return messages

    def _may_yield(self, message: Message) -> bool:
        intent = message.get(INTENT) or {}
        unsure = intent.get("confidence", 0.0) < self.config["sure"]
        return intent.get("name") in YIELDING and (unsure or intent.get("name") in ("gibberish", "other_language"))

    def _mend(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        entities = list(message.get(ENTITIES) or [])
        kinds = {item["entity"] for item in entities}
        if AGE.match(text):
            self._set(message, "state_age")
        elif "place" in kinds or self._bare_place(message, text, entities):
            if self._covers(message, entities):
                self._set(message, "state_place")
        elif kinds == {"interest"} and len(self._content(message)) <= 2:
            self._set(message, "state_interest")

    def _bare_place(self, message: Message, text: str, entities: list[dict[str, Any]]) -> bool:
        resolution = self._places.resolve(text, expecting=True)
        if resolution.municipality is None or len(self._content(message)) > 2:
            return False
        entities.append(place_entity(resolution, text))
        message.set(ENTITIES, entities, add_to_output=True)
        return True

    def _covers(self, message: Message, entities: list[dict[str, Any]]) -> bool:
        """True when hardly a word is left beside the place."""
        mentioned = sum(len(m.text.split()) for m in self._places.find(message.get(TEXT) or "", expecting=True))
        return len(self._content(message)) - mentioned <= 1 and {e["entity"] for e in entities} <= {
            "place",
            "age_group",
        }

    @staticmethod
    def _content(message: Message) -> list[str]:
        return [token for token in message.get(READING).tokens if token not in FILLERS]

    @staticmethod
    def _set(message: Message, name: str) -> None:
        message.set(INTENT, {"name": name, "confidence": 1.0}, add_to_output=True)
