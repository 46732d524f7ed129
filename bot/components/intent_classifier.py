"""Says what a message is: one of the fixed intents, and for a question which topic it asks about."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import vstack

from bot.components.featurizer import ROW
from bot.components.trained import LinearModel, TrainedComponent

TOPICS = "ask_info"


def full_name(message: Message) -> str:
    """The intent with its finer part, as written in the training file."""
    return str(message.get("intent_response_key") or message.get("full_retrieval_intent") or message.get(INTENT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(TrainedComponent):
    """Two linear models: the intents, then the topics of questions."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"strength": 8.0, "topic_strength": 8.0, "topic_floor": 0.12}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn intents from all examples, and topics from the questions."""
        examples = [
            m for m in training_data.training_examples if m.get(TEXT) and m.get(INTENT) and m.get(ROW) is not None
        ]
        rows = vstack([m.get(ROW) for m in examples]).tocsr()
        names = [full_name(m) for m in examples]
        intents = LinearModel(self.config["strength"]).fit(rows, [name.split("/")[0] for name in names])
        asked = [i for i, name in enumerate(names) if name.startswith(TOPICS + "/")]
        topics = None
        if len({names[i] for i in asked}) > 1:
            topics = LinearModel(self.config["topic_strength"]).fit(rows[asked], [names[i] for i in asked])
        return self.save((intents, topics))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        intents, topics = self.state
        row = message.get(ROW)
        ranked = sorted(intents.scores(row).items(), key=lambda item: -item[1])
        name, confidence = ranked[0]
        if name == TOPICS and topics is not None:
            topic, share = max(topics.scores(row).items(), key=lambda item: item[1])
            name = topic if share >= self.config["topic_floor"] else name
        message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        ranking = [{"name": label, "confidence": score} for label, score in ranked[:6]]
        message.set("intent_ranking", [{"name": name, "confidence": confidence}, *ranking[1:]], add_to_output=True)
