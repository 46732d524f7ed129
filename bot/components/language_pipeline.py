"""Builds the Swedish spaCy pipeline: tokens, corrected lemmas, and matchers for interests and barriers."""

from typing import Any

import spacy
from spacy.language import Language

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
