"""Reads a message: normalised, in words with lemmas, with its concepts and the expressions found in it. No Rasa."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.components.compounds import Compound, load_compounds
from bot.components.features import MAX_TOKENS, Reading
from bot.components.language_pipeline import LEMMA_TABLE, SPANS
from bot.components.lemmas import choose_by_neighbour
from bot.components.lexicon import Lexicon, concept_features
from safety.normalise import normalise

LONG_RUN = re.compile(r"([^\w\s]{12})[^\w\s]+")


@dataclass(frozen=True)
class Read:
    """What reading gives: for the classifiers, the text as it was read, (label, id, start, end) of each expression
    and (text, start, lemma) of each word; positions are in the normalised text."""

    reading: Reading
    normalised: str
    spans: tuple[tuple[str, str, int, int], ...]
    words: tuple[tuple[str, int, str], ...]


class Reader:
    """Our spaCy pipeline with the concept lexicons, the paired one first."""

    def __init__(self, nlp: Any, lexicons: tuple[Lexicon, ...]) -> None:
        self._nlp = nlp
        self._lexicons = lexicons
        self._compounds = load_compounds()

    def read_all(self, normalised: Sequence[str]) -> list[Read]:
        """Each text, in order, of those that have been normalised."""
        return [self.read_normalised(text) for text in normalised]

    def read(self, given: str) -> Read:
        """A message as it was written."""
        return self.read_normalised(normalise(given))

    def read_normalised(self, given: str) -> Read:
        """As `read`, of a message that has been normalised."""
        text = without_long_runs(given)
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
        spans = tuple((s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans.get(SPANS, ()))
        return Read(
            Reading(tokens, lemmas, concepts, parts), text, spans, tuple((t.text, t.idx, t.lemma_) for t in words)
        )

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


def normalise_all(texts: Sequence[str]) -> list[str]:
    """Each text in the one spelling that everything is read in."""
    return [normalise(text) for text in texts]


def without_long_runs(text: str) -> str:
    """At most a dozen signs or emojis in a row: spaCy takes a minute for 20,000 question marks."""
    return LONG_RUN.sub(r"\1", text)


def _findable(lexicon: Lexicon, lemmas: Sequence[str], compounds: Sequence[Compound | None]) -> list[str]:
    """The lemmas, with what a compound is a kind of in place of one that the lexicon does not know."""
    return [
        compound.parts[-1] if compound and (lemma,) not in lexicon.table else lemma
        for lemma, compound in zip(lemmas, compounds, strict=True)
    ]
