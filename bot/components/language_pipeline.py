"""Builds the Swedish spaCy pipeline: tokens, corrected lemmas, and matchers for barriers and life events."""

from collections.abc import Collection
from typing import Any

import spacy
from spacy.language import Language
from spacy.lookups import Table

from bot.components.lemmas import mended_lemmas

SPANS = "lotsen"
LEMMA_TABLE = "lemma_lookup"


def build_pipeline(patterns: list[dict[str, Any]]) -> Language:
    """A blank Swedish pipeline with lookup lemmas and the given phrase patterns ({"label", "pattern", "id"})."""
    nlp = spacy.blank("sv")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": SPANS, "phrase_matcher_attr": "LOWER", "validate": False})
    nlp.initialize()
    table = lemmatizer.lookups.get_table(LEMMA_TABLE)
    for form, lemma in mended_lemmas():
        table.set(form, lemma)
    with nlp.select_pipes(disable=["lemmatizer", "span_ruler"]):
        ruler.add_patterns(patterns)
    return nlp


def keep_lemmas(nlp: Language, useful: Collection[str]) -> None:
    """Leave in the lemma table only what leads to one of these; spaCy's own fills 150 MB with words never used here."""
    lookups = nlp.get_pipe("lemmatizer").lookups
    kept = Table(name=LEMMA_TABLE)
    for form, lemma in lookups.get_table(LEMMA_TABLE).items():
        if lemma in useful:
            kept.set(form, lemma)
    lookups.set_table(LEMMA_TABLE, kept)
