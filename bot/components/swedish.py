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

from bot.components.compounds import Compound, load_compounds
from bot.components.features import MAX_TOKENS, Reading
from bot.components.language_pipeline import LEMMA_TABLE, SPANS, build_pipeline, keep_lemmas
from bot.components.lemmas import choose_by_neighbour
from bot.components.lexicon import WIDE, Lexicon, concept_features, load_lexicon
from bot.components.vocabulary import phrase_patterns
from safety.normalise import normalise

READING = "lotsen_reading"
SPAN_HITS = "lotsen_spans"
NORMALISED = "lotsen_normalised"
TOKENS = "text_tokens"
LEXICONS = "lexicons.joblib"
WORD = re.compile(r"\w+")
LONG_RUN = re.compile(r"([^\w\s]{12})[^\w\s]+")


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
        self._compounds = load_compounds()

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
        keep_lemmas(self._nlp, self._useful_lemmas(training_data))
        with self._storage.write_to(self._resource) as folder:
            self._nlp.to_disk(folder / "sv")
            joblib.dump(self._lexicons, folder / LEXICONS, compress=1)
        return self._resource

    def _useful_lemmas(self, training_data: TrainingData) -> set[str]:
        """The lemmas of the training messages and of the lexicons; no other ever counts."""
        table = self._nlp.get_pipe("lemmatizer").lookups.get_table(LEMMA_TABLE)
        written = {word for m in training_data.training_examples for word in WORD.findall(normalise(m.get(TEXT) or ""))}
        listed = {words[0] for lexicon in self._lexicons for words in lexicon.table if len(words) == 1}
        return listed | {str(table.get(word, word)) for word in written}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([m for m in training_data.training_examples if m.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        message.set(TEXT, sendable(message.get(TEXT) or ""))
        text = without_long_runs(normalise(message.get(TEXT)))
        doc = self._nlp(text)
        words = [token for token in doc if token.is_alpha or token.like_num or token.is_punct is False][:MAX_TOKENS]
        tokens = tuple(token.lower_ for token in words)
        compounds = [self._compounds.split(token) for token in tokens]
        lemmas = self._lemmas(words, tokens, compounds)
        concepts = tuple(
            name
            for paired, lexicon in zip((True, False), self._lexicons, strict=False)
            for name in concept_features(
                tokens, lexicon.find(tokens, _findable(lexicon, lemmas, compounds)), paired=paired
            )
        )
        parts = tuple(part for compound in compounds if compound for part in compound.parts)
        message.set(READING, Reading(tokens, lemmas, concepts, parts))
        message.set(NORMALISED, text)
        message.set(SPAN_HITS, tuple((s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans.get(SPANS, ())))
        message.set(TOKENS, [Token(t.text, t.idx, lemma=t.lemma_) for t in words])

    def _lemmas(
        self, words: Sequence[Any], tokens: Sequence[str], compounds: Sequence[Compound | None]
    ) -> tuple[str, ...]:
        """Basic forms; a compound that the table does not know takes that of its last part."""
        table = self._nlp.get_pipe("lemmatizer").lookups.get_table(LEMMA_TABLE)
        looked_up = [
            compound.lemma if compound and token not in table else (word.lemma_ or token).lower()
            for word, token, compound in zip(words, tokens, compounds, strict=True)
        ]
        return tuple(choose_by_neighbour(tokens, looked_up))


def sendable(text: str) -> str:
    """The text without halves of characters, which JSON can bring in and which no later part can write as UTF-8."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def without_long_runs(text: str) -> str:
    """At most a dozen signs or emojis in a row: spaCy takes a minute for 20,000 question marks."""
    return LONG_RUN.sub(r"\1", text)


def _findable(lexicon: Lexicon, lemmas: Sequence[str], compounds: Sequence[Compound | None]) -> list[str]:
    """The lemmas, with what a compound is a kind of in place of one that the lexicon does not know."""
    return [
        compound.parts[-1] if compound and (lemma,) not in lexicon.table else lemma
        for lemma, compound in zip(lemmas, compounds, strict=True)
    ]
