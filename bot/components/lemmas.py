"""Basic forms of words: spaCy's lookup table mended, with our own corrections, and forms that two words share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from spacy.util import load_language_data
from spacy_lookups_data import sv  # type: ignore[import-untyped]

LEMMAS = Path(__file__).resolve().parent.parent / "lexicon_lemmas.yml"
SECTIONS = ("small", "verbs", "nouns", "adjectives")


@dataclass(frozen=True)
class SharedForm:
    """A form of two words: `lemma` after one of these words, `usual` elsewhere."""

    usual: str
    lemma: str
    after: frozenset[str]


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load(LEMMAS.read_text(encoding="utf-8"))
    return written


def corrected_lemmas() -> Mapping[str, str]:
    """Word -> lemma of irregular and common words; where two entries have a form, the first counts."""
    forms: dict[str, str] = {}
    for section in SECTIONS:
        for lemma, words in _written()[section].items():
            for word in (lemma, *words):
                forms.setdefault(str(word), str(lemma))
    return forms


@lru_cache(maxsize=1)
def shared_forms() -> Mapping[str, SharedForm]:
    """Forms whose lemma depends on the word before ("händer" of hända or of hand)."""
    return {
        form: SharedForm(entry["usual"], entry["lemma"], frozenset(entry["after"]))
        for form, entry in _written()["beside"].items()
    }


def mended_lemmas() -> Iterator[tuple[str, str]]:
    """What the lookup table has wrong throughout, then our corrections: (word, lemma)."""
    table: dict[str, str] = load_language_data(sv["lemma_lookup"])
    lemmas = frozenset(table.values())
    for form, lemma in table.items():
        if lemma == form + "a" and form in lemmas:  # "bil" is no order to fly ("bila")
            yield form, form
        elif lemma == form + "e" and form.endswith("ar"):  # "jobbar" is no "jobbare"
            yield form, form[:-1]
    yield from corrected_lemmas().items()


def choose_by_neighbour(tokens: Sequence[str], lemmas: Sequence[str]) -> list[str]:
    """The lemmas, with those of shared forms chosen by the word before."""
    shared = shared_forms()
    chosen = list(lemmas)
    for at, token in enumerate(tokens):
        if form := shared.get(token):
            chosen[at] = form.lemma if at and tokens[at - 1] in form.after else form.usual
    return chosen
