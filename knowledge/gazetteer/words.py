"""Tells which place names are ordinary words or people's names too. It reads a large lexicon: for the import only."""

import gzip
import json
from collections.abc import Iterable
from importlib import resources

from knowledge.place_table import PlaceTable

LEXICON = "sv_lemma_lookup.json.gz"  # 740,000 Swedish word forms with their lemmas, from spaCy's look-up data
SHORT = 3  # names of so few letters are read as a word


def ordinary_names(names: Iterable[str], table: PlaceTable) -> set[str]:
    """Those of the names (lower case) that a message may well hold without meaning the place."""
    wanted = {name.lower() for name in names}
    pieces = {piece for name in wanted for piece in name.replace("-", " ").split()}
    known = _in_lexicon(pieces) | (table.words["first_name"] | table.weak.keys()) & pieces
    return {name for name in wanted if len(name) <= SHORT or set(name.replace("-", " ").split()) <= known}


def _in_lexicon(pieces: set[str]) -> set[str]:
    path = resources.files("spacy_lookups_data") / "data" / LEXICON
    with path.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as file:
        lemmas: dict[str, str] = json.load(file)
    return {word for form, lemma in lemmas.items() for word in (form.lower(), lemma.lower()) if word in pieces}
