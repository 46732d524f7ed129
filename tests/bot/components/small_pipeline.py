"""The whole pipeline of config.yml, taught in seconds with the few messages of small_training.yml."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.components.language_pipeline import build_pipeline
from bot.components.lexicon import WIDE, load_lexicon
from bot.components.swedish import SwedishLanguage

CONFIG = Path(__file__).resolve().parents[3] / "config.yml"
LESSONS = Path(__file__).with_name("small_training.yml")
PHRASES = [  # the vocabularies hold thousands, which take seconds to arrange
    {"label": "interest", "pattern": "brädspel", "id": "brädspel"},
    {"label": "barrier", "pattern": "gratis", "id": "money"},
    {"label": "life_event", "pattern": "dog", "id": "bereavement"},
]


@lru_cache(maxsize=1)
def small_language() -> Language:
    """The spaCy pipeline with all lemmas and a few phrases, built once for all tests."""
    return build_pipeline(PHRASES)


@contextmanager
def language_with(phrases: list[dict[str, Any]]) -> Iterator[Language]:
    """The same pipeline with other phrases for a while: all the lemmas take seconds to arrange."""
    nlp = small_language()
    _give(nlp, phrases)
    try:
        yield nlp
    finally:
        _give(nlp, PHRASES)


def _give(nlp: Language, phrases: list[dict[str, Any]]) -> None:
    ruler = nlp.get_pipe("span_ruler")
    with nlp.select_pipes(disable=["lemmatizer", "span_ruler"]):
        ruler.clear()
        ruler.add_patterns(phrases)


class SmallPipeline:
    """Every component of config.yml in order; `parse` answers as Rasa's HTTP door would."""

    def __init__(self, folder: Path) -> None:
        storage = LocalModelStorage.create(folder)
        context = ExecutionContext(GraphSchema({}))
        pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
        self._components = [_create(entry, storage, context) for entry in pipeline]
        _teach(self._components, training_data_from_paths([str(LESSONS)], "sv"))

    def parse(self, text: str) -> dict[str, Any]:
        """The parse result of one message."""
        message = Message({TEXT: text})
        for component in self._components:
            component.process([message])
        result: dict[str, Any] = message.as_dict(only_output_properties=True)
        return result


def _create(entry: dict[str, Any], storage: LocalModelStorage, context: ExecutionContext) -> Any:
    module, _, name = entry["name"].rpartition(".")
    component = getattr(importlib.import_module(module), name)
    if component is SwedishLanguage:
        return SwedishLanguage(storage, Resource(name), small_language(), (load_lexicon(), load_lexicon(WIDE)))
    config = {key: value for key, value in entry.items() if key != "name"}
    return component.create({**component.get_default_config(), **config}, storage, Resource(name), context)


def _teach(components: Iterable[Any], lessons: TrainingData) -> None:
    for component in components:
        if hasattr(component, "train") and not isinstance(component, SwedishLanguage):
            component.train(lessons)
        if hasattr(component, "process_training_data"):
            component.process_training_data(lessons)
