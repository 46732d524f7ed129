"""Gives each message its row of features, once, for all classifiers after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

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
        """Learn which words there are and how telling each is, and give the examples the rows that come with it."""
        features = TextFeatures(self.config["leave_out"])
        read = [m for m in training_data.training_examples if m.get(READING)]
        _keep(features.fit([m.get(READING) for m in read]), read)
        return self.save(features)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give the examples their rows where learning has not."""
        read = [m for m in training_data.training_examples if m.get(READING)]
        if any(m.get(ROW) is None for m in read):
            _keep(self.state.transform([m.get(READING) for m in read]), read)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(ROW, self.state.row(message.get(READING)))
        return messages


@dataclass(frozen=True)
class Place:
    """Which row of all training rows is a message's: a matrix of its own for each takes long to make and to join."""

    rows: csr_matrix
    number: int


def rows_of(messages: Sequence[Message]) -> csr_matrix:
    """The rows of training messages that were given theirs together, shape (messages, features)."""
    places: list[Place] = [message.get(ROW) for message in messages]
    return places[0].rows[[place.number for place in places]]


def _keep(rows: csr_matrix, messages: list[Message]) -> None:
    for number, message in enumerate(messages):
        message.set(ROW, Place(rows, number))
