"""Gives each message its row of features, once, for all classifiers after it."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.features import TextFeatures
from bot.components.swedish import READING
from bot.components.trained import TrainedComponent

ROW = "lotsen_row"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SwedishFeaturizer(TrainedComponent):
    """Words, pieces of words and concepts as one sparse row."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"leave_out": []}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words there are and how telling each is."""
        features = TextFeatures(self.config["leave_out"])
        features.fit([m.get(READING) for m in training_data.training_examples if m.get(READING)])
        return self.save(features)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        read = [m for m in training_data.training_examples if m.get(READING)]
        rows = self.state.transform([m.get(READING) for m in read])
        for index, message in enumerate(read):
            message.set(ROW, rows[index])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(ROW, self.state.row(message.get(READING)))
        return messages
