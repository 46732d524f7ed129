"""First in the pipeline: normalises the text, splits it into words with lemmas, and finds concepts in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import joblib
import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.language_pipeline import LEMMA_TABLE, build_pipeline, keep_lemmas
from bot.components.lexicon import WIDE, Lexicon, load_lexicon
from bot.components.reader import Read, Reader, normalise_all
from bot.components.sharing import share_out
from bot.components.vocabulary import phrase_patterns
from safety.normalise import normalise

READING = "lotsen_reading"
SPAN_HITS = "lotsen_spans"
NORMALISED = "lotsen_normalised"
TOKENS = "text_tokens"
LEXICONS = "lexicons.joblib"
WORD = re.compile(r"\w+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class SwedishLanguage(GraphComponent):
    """Holds our own spaCy pipeline and the concept lexicons, both saved with the model."""

    def __init__(
        self, storage: ModelStorage, resource: Resource, nlp: Any = None, lexicons: tuple[Lexicon, ...] = ()
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._nlp = nlp
        self._lexicons = lexicons
        self._reader = Reader(nlp, lexicons)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SwedishLanguage:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SwedishLanguage:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, spacy.load(folder / "sv"), joblib.load(folder / LEXICONS))

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    def train(self, training_data: TrainingData) -> Resource:
        """Build the pipeline from the vocabularies, read the lexicons, and save both with the model."""
        self._nlp = build_pipeline(phrase_patterns())
        self._lexicons = (load_lexicon(normalise=normalise), load_lexicon(WIDE, normalise=normalise))
        keep_lemmas(self._nlp, self._useful_lemmas(_normalised(training_data)))
        with self._storage.write_to(self._resource) as folder:
            self._nlp.to_disk(folder / "sv")
            joblib.dump(self._lexicons, folder / LEXICONS, compress=1)
        self._reader = Reader(self._nlp, self._lexicons)
        return self._resource

    def _useful_lemmas(self, normalised: Sequence[str]) -> set[str]:
        """The lemmas of the training messages and of the lexicons; no other ever counts."""
        table = self._nlp.get_pipe("lemmatizer").lookups.get_table(LEMMA_TABLE)
        written = {word for text in normalised for word in WORD.findall(text)}
        listed = {words[0] for lexicon in self._lexicons for words in lexicon.table if len(words) == 1}
        return listed | {str(table.get(word, word)) for word in written}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        normalised = _normalised(training_data)
        for message, read in zip(_written(training_data), share_out(self._reader.read_all, normalised), strict=True):
            self._keep(message, read)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(TEXT, sendable(message.get(TEXT) or ""))
            self._keep(message, self._reader.read(message.get(TEXT)))
        return messages

    def _keep(self, message: Message, read: Read) -> None:
        message.set(READING, read.reading)
        message.set(NORMALISED, read.normalised)
        message.set(SPAN_HITS, read.spans)
        message.set(TOKENS, [Token(text, at, lemma=lemma) for text, at, lemma in read.words])


def _written(training_data: TrainingData) -> list[Message]:
    return [m for m in training_data.training_examples if m.get(TEXT)]


def _normalised(training_data: TrainingData) -> list[str]:
    """The examples that have a text, normalised; what has been is not normalised anew."""
    fresh = [m for m in _written(training_data) if m.get(NORMALISED) is None]
    for message in fresh:
        message.set(TEXT, sendable(message.get(TEXT)))
    for message, text in zip(fresh, share_out(normalise_all, [m.get(TEXT) for m in fresh]), strict=True):
        message.set(NORMALISED, text)
    return [m.get(NORMALISED) for m in _written(training_data)]


def sendable(text: str) -> str:
    """The text without halves of characters, which JSON can bring in and which no later part can write as UTF-8."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
