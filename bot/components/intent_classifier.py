"""Says what a message is: one of the fixed intents, and for a question which topic it asks about."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.features import forget_rare, one_row, side_by_side
from bot.components.featurizer import ROW, rows_of
from bot.components.linear import MarginModel, learn_all
from bot.components.shape import shapes_of, with_pairs
from bot.components.sharing import share_out
from bot.components.swedish import READING
from bot.components.trained import TrainedComponent

TOPICS = "ask_info"


def full_name(message: Message) -> str:
    """The intent with its finer part, as written in the training file."""
    return str(message.get("intent_response_key") or message.get("full_retrieval_intent") or message.get(INTENT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(TrainedComponent):
    """Two linear models: the intents, by words and by shape, then the topics of questions."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"strength": 0.3, "topic_strength": 0.1, "topic_floor": 0.2, "asks_floor": 0.001, "shape_weight": 0.4}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn intents from all examples, and topics from the questions."""
        examples = [
            m for m in training_data.training_examples if m.get(TEXT) and m.get(INTENT) and m.get(ROW) is not None
        ]
        rows = rows_of(examples)
        names = [full_name(m) for m in examples]
        shapes = TfidfVectorizer(analyzer=with_pairs, min_df=min(4, len(examples)), sublinear_tf=True)
        marks = share_out(shapes_of, [_written(m) for m in examples])
        weighed = shapes.fit_transform(marks) * self.config["shape_weight"]
        forget_rare(shapes)
        both = hstack([rows, weighed]).tocsr()
        tasks = [(MarginModel(self.config["strength"]), both, [name.split("/")[0] for name in names])]
        asked = [i for i, name in enumerate(names) if name.split("/")[0] == TOPICS]  # without a topic: none of them
        if len({names[i] for i in asked}) > 1:
            tasks.append((MarginModel(self.config["topic_strength"]), rows[asked], [names[i] for i in asked]))
        intents, *topics = learn_all(tasks)
        return self.save((shapes, intents, topics[0] if topics else None))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        shapes, intents, topics = self.state
        row = message.get(ROW)
        ranked = sorted(intents.scores(self._with_shape(shapes, message)).items(), key=lambda item: -item[1])
        name, confidence = ranked[0]
        if topics is not None and dict(ranked).get(TOPICS, 0.0) >= self.config["asks_floor"]:
            asked = sorted(topics.scores(row).items(), key=lambda item: -item[1])[:3]
            found = [{"name": topic.partition("/")[2], "confidence": share} for topic, share in asked]
            message.set("topic_ranking", found, add_to_output=True)
            sure = name == TOPICS and asked[0][1] >= self.config["topic_floor"]
            name = asked[0][0] if sure else name
        message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        ranking = [{"name": label, "confidence": score} for label, score in ranked[:6]]
        message.set("intent_ranking", [{"name": name, "confidence": confidence}, *ranking[1:]], add_to_output=True)

    def _with_shape(self, shapes: TfidfVectorizer, message: Message) -> csr_matrix:
        marks = shapes_of([_written(message)])
        return side_by_side(message.get(ROW), one_row([shapes], marks, [self.config["shape_weight"]]))


def _written(message: Message) -> tuple[str, tuple[str, ...]]:
    return message.get(TEXT) or "", message.get(READING).tokens
