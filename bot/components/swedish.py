"""First in the pipeline: normalises the text, splits it into words with lemmas, and finds concepts in it."""

from __future__ import annotations

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

from bot.components.features import MAX_TOKENS, Reading
from bot.components.language_pipeline import SPANS, build_pipeline
from bot.components.lexicon import WIDE, Lexicon, concept_features, load_lexicon
from bot.components.vocabulary import phrase_patterns
from safety.normalise import normalise

READING = "lotsen_reading"
SPAN_HITS = "lotsen_spans"
NORMALISED = "lotsen_normalised"
TOKENS = "text_tokens"
LEXICONS = "lexicons.joblib"


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
        with self._storage.write_to(self._resource) as folder:
            self._nlp.to_disk(folder / "sv")
            joblib.dump(self._lexicons, folder / LEXICONS, compress=1)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        text = normalise(message.get(TEXT) or "")
        doc = self._nlp(text)
        words = [token for token in doc if token.is_alpha or token.like_num or token.is_punct is False][:MAX_TOKENS]
        tokens = tuple(token.lower_ for token in words)
        lemmas = tuple((token.lemma_ or token.lower_).lower() for token in words)
        concepts = tuple(
            name
            for paired, lexicon in zip((True, False), self._lexicons, strict=False)
            for name in concept_features(tokens, lexicon.find(tokens, lemmas), paired=paired)
        )
        message.set(READING, Reading(tokens, lemmas, concepts))
        message.set(NORMALISED, text)
        message.set(SPAN_HITS, tuple((s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans.get(SPANS, ())))
        message.set(TOKENS, [Token(t.text, t.idx, lemma=t.lemma_) for t in words])
