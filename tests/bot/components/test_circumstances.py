"""Barriers and life events are heard where no expression names them, and not where they are only asked about."""

import numpy as np
import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.components.circumstances import CircumstanceClassifier
from bot.components.entity_matcher import entity
from bot.components.featurizer import ROW
from bot.components.linear import MarginModel

CONFIG = {"asking_intents": ["ask_info"], "silent_intents": ["thanks"]}
MONEY, QUIET = csr_matrix([[1.0, 0.0]]), csr_matrix([[0.0, 1.0]])


def hears_the_first_column():
    """A model as if it were trained on money: sure (.9) of the first column, deaf (.01) to the second."""
    model = MarginModel(1.0)
    model.labels, model._slope, model._lift = ["False", "True"], 1.0, 0.0
    model._weights, model._offset = np.array([[2.2], [-4.6]], dtype=np.float16), np.zeros(1)
    return model


@pytest.fixture
def read():
    classifier = CircumstanceClassifier(CONFIG, None, None, {("barrier", "money"): hears_the_first_column()})

    def barriers(row, intent="tell_feeling", named=()):
        found = [entity("barrier", name, name) for name in named]
        message = Message({TEXT: "något", INTENT: {"name": intent}, ENTITIES: found, ROW: row})
        classifier.process([message])
        return {item["value"] for item in message.get(ENTITIES)}

    return barriers


def test_a_barrier_that_no_expression_names_is_heard(read):
    assert read(MONEY) == {"money"}


def test_a_named_barrier_that_is_very_unlikely_is_dropped(read):
    assert read(QUIET, named=["money"]) == set()


def test_what_the_models_have_not_learned_stands_as_it_was_named(read):
    assert read(QUIET, named=["caregiving"]) == {"caregiving"}


def test_a_question_adds_no_barrier_but_keeps_one_that_is_lived(read):
    assert read(MONEY, "ask_info") == set()
    assert read(MONEY, "ask_info", named=["money"]) == {"money"}


def test_thanks_carry_no_barriers(read):
    assert read(MONEY, "thanks", named=["caregiving"]) == set()
