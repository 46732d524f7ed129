"""Tells the three kinds of loneliness apart: a score for each, those that hold, and the strongest."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.featurizer import ROW, rows_of
from bot.components.linear import MarginModel, learn_all
from bot.components.trained import TrainedComponent, intent_of, metadata_of

KINDS = ("social", "emotional", "existential")
NONE = "none"
SPEAK_OF_NOTHING = frozenset(
    [
        "ask_info",
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "out_of_scope",
        "privacy_question",
        "bot_identity_question",
        "gibberish",
        "state_place",
        "state_interest",
        "state_age",
        "other_language",
    ]
)


def labels_of(message: Message) -> tuple[str, tuple[str, ...]] | None:
    """(primary, types) of a training example; None when it says nothing about loneliness either way."""
    metadata = metadata_of(message)
    if "primary" in metadata:
        return str(metadata["primary"]), tuple(metadata.get("types", ()))
    if str(message.get(INTENT)) in SPEAK_OF_NOTHING:
        return NONE, ()
    return None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LonelinessClassifier(TrainedComponent):
    """One model for the strongest kind, and one for each kind by itself."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"strength": 0.1, "type_strength": 0.1, "type_threshold": 0.5, "silent_intents": []}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that carry kinds, with those that plainly carry none beside them."""
        pairs = [(m, labels_of(m)) for m in training_data.training_examples if m.get(ROW) is not None]
        labelled = [(m, label) for m, label in pairs if label is not None]
        rows = rows_of([m for m, _ in labelled])
        primary, *each = learn_all(
            [(MarginModel(self.config["strength"]), rows, [label[0] for _, label in labelled])]
            + [
                (MarginModel(self.config["type_strength"]), rows, [str(kind in label[1]) for _, label in labelled])
                for kind in KINDS
            ]
        )
        return self.save((primary, dict(zip(KINDS, each, strict=True))))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set("loneliness", self._judge(message), add_to_output=True)
        return messages

    def _judge(self, message: Message) -> dict[str, Any]:
        primary_model, each = self.state
        row = message.get(ROW)
        shares = primary_model.scores(row)
        primary = max(shares.items(), key=lambda item: item[1])[0]
        # that a kind holds is at least as likely as that it is the strongest
        scores = {kind: round(max(model.scores(row)["True"], shares.get(kind, 0.0)), 3) for kind, model in each.items()}
        if primary == NONE or intent_of(message) in self.config["silent_intents"]:
            return {"types": [], "primary": None, "scores": scores}
        held = {kind for kind, score in scores.items() if score >= self.config["type_threshold"]} | {primary}
        types = sorted(held, key=lambda kind: (kind != primary, -scores[kind]))
        return {"types": types, "primary": primary, "scores": scores}
