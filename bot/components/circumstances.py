"""Hears barriers and life events that no expression names, by a trained model beside the vocabularies."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.entity_matcher import entity
from bot.components.featurizer import ROW, rows_of
from bot.components.linear import MarginModel, YesOrNo, learn_all
from bot.components.trained import TrainedComponent, intent_of, metadata_of

LABELLED = "barrier"  # a training message that carries this, even empty, has been read for all circumstances
FACTS = ("barrier", "life_event")
EXTRACTOR = "CircumstanceClassifier"
Label = tuple[str, str]  # the fact and its value


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CircumstanceClassifier(TrainedComponent):
    """One linear model for each barrier and life event; adds what is likely and drops what is not."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "strength": 0.3,
            "threshold": 0.4,
            "doubt": 0.03,
            "fewest": 60,  # below it most messages were read by hands that had no such label
            "asking_intents": [],
            "silent_intents": [],
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages whose circumstances have been labelled."""
        examples = [m for m in training_data.training_examples if m.get(ROW) is not None and LABELLED in metadata_of(m)]
        labels = [_labels(m) for m in examples]
        counts = Counter(label for each in labels for label in each)
        often = sorted(label for label, count in counts.items() if count >= self.config["fewest"])
        if not often:
            return self.save({})
        rows = rows_of(examples)
        model = MarginModel(self.config["strength"])
        learned = learn_all([(model, rows, [str(label in each) for each in labels]) for label in often])
        return self.save(dict(zip(often, learned, strict=True)))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(ENTITIES, self._weighed(message), add_to_output=True)
        return messages

    @cached_property
    def _asked(self) -> YesOrNo[Label] | None:
        return YesOrNo(self.state) if self.state else None

    def _weighed(self, message: Message) -> list[dict[str, Any]]:
        """The entities so far without the very unlikely ones, and what the models hear beside them."""
        scores = self._asked.chances(message.get(ROW)) if self._asked else {}
        intent = intent_of(message)
        found = list(message.get(ENTITIES) or [])
        if intent in self.config["silent_intents"]:
            return [e for e in found if e["entity"] not in FACTS]
        asks = intent in self.config["asking_intents"]  # what a question names must be heard by the models too
        least = self.config["threshold"] if asks else self.config["doubt"]
        kept = [e for e in found if scores.get(_label(e), 1.0) >= least]
        known = {_label(e) for e in kept}
        heard = {} if asks else {label: s for label, s in scores.items() if s >= self.config["threshold"]}
        return [*kept, *(self._entity(label, heard[label], message) for label in heard if label not in known)]

    @staticmethod
    def _entity(label: Label, score: float, message: Message) -> dict[str, Any]:
        found = entity(label[0], label[1], message.get(TEXT) or "")
        return {**found, "confidence_entity": round(score, 3), "extractor": EXTRACTOR}


def _labels(message: Message) -> set[Label]:
    return {(fact, str(value)) for fact in FACTS for value in metadata_of(message).get(fact) or ()}


def _label(found: dict[str, Any]) -> Label:
    return str(found["entity"]), str(found["value"])
