"""Builds the Swedish spaCy pipeline: tokens, corrected lemmas, and matchers for interests and barriers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.language import Language

LEMMAS = Path(__file__).resolve().parent.parent / "lexicon_lemmas.yml"
SPANS = "lotsen"


def corrected_lemmas() -> Mapping[str, str]:
    """Word -> lemma where spaCy's lookup table errs on common words ("har" -> "hare")."""
    forms: dict[str, str] = {}
    for lemma, words in yaml.safe_load(LEMMAS.read_text(encoding="utf-8")).items():
        forms.update({str(word): str(lemma) for word in [lemma, *words]})
    return forms


def build_pipeline(patterns: list[dict[str, Any]]) -> Language:
    """A blank Swedish pipeline with lookup lemmas and the given phrase patterns ({"label", "pattern", "id"})."""
    nlp = spacy.blank("sv")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": SPANS, "phrase_matcher_attr": "LOWER", "validate": False})
    nlp.initialize()
    table = lemmatizer.lookups.get_table("lemma_lookup")
    for form, lemma in corrected_lemmas().items():
        table.set(form, lemma)
    with nlp.select_pipes(disable=["lemmatizer", "span_ruler"]):
        ruler.add_patterns(patterns)
    return nlp
