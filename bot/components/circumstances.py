"""Hears barriers and life events that no expression names, by a trained model beside the vocabularies."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import vstack

from bot.components.entity_matcher import entity
from bot.components.featurizer import ROW
from bot.components.linear import LinearModel
from bot.components.trained import TrainedComponent, metadata_of

LABELLED = "barrier"  # a training message that carries this, even empty, has been read for all circumstances
FACTS = ("barrier", "life_event")
EXTRACTOR = "CircumstanceClassifier"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CircumstanceClassifier(TrainedComponent):
    """One linear model for each barrier and life event; adds what is likely; in questions it must agree."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"strength": 8.0, "threshold": 0.35, "fewest": 15, "asking_intents": []}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the messages whose circumstances have been labelled."""
        examples = [m for m in training_data.training_examples if m.get(ROW) is not None and LABELLED in metadata_of(m)]
        labels = [_labels(m) for m in examples]
        counts = Counter(label for each in labels for label in each)
        often = sorted(label for label, count in counts.items() if count >= self.config["fewest"])
        if not often:
            return self.save({})
        rows = vstack([m.get(ROW) for m in examples]).tocsr()
        return self.save(
            {
                label: LinearModel(self.config["strength"]).fit(rows, [str(label in each) for each in labels])
                for label in often
            }
        )

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(ENTITIES, self._weighed(message), add_to_output=True)
        return messages

    def _weighed(self, message: Message) -> list[dict[str, Any]]:
        """The entities so far, with what the models hear; what a question names must be heard by them too."""
        scores = {label: model.scores(message.get(ROW))["True"] for label, model in (self.state or {}).items()}
        heard = {label: score for label, score in scores.items() if score >= self.config["threshold"]}
        found = list(message.get(ENTITIES) or [])
        if self._asks(message):
            return [e for e in found if _label(e) in heard or _label(e) not in scores]
        known = {_label(e) for e in found}
        return [*found, *(self._entity(label, heard[label], message) for label in heard if label not in known)]

    def _asks(self, message: Message) -> bool:
        """True where a circumstance that is mentioned may be asked about, not lived."""
        intent = str((message.get(INTENT) or {}).get("name") or "").partition("/")[0]
        return intent in self.config["asking_intents"]

    @staticmethod
    def _entity(label: tuple[str, str], score: float, message: Message) -> dict[str, Any]:
        found = entity(label[0], label[1], message.get(TEXT) or "")
        return {**found, "confidence_entity": round(score, 3), "extractor": EXTRACTOR}


def _labels(message: Message) -> set[tuple[str, str]]:
    return {(fact, str(value)) for fact in FACTS for value in metadata_of(message).get(fact) or ()}


def _label(found: dict[str, Any]) -> tuple[str, str]:
    return str(found["entity"]), str(found["value"])
