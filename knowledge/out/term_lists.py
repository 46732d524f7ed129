"""The lists of taxonomies and of their terms, which are known without the database."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from knowledge.out.hsds import Fields
from knowledge.out.shelf import Found, One, Shelf
from knowledge.out.terms import Taxonomy, Term, show_taxonomy
from knowledge.out.wishes import Wishes


class Taxonomies:
    def page(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Found:
        found = _chosen_taxonomies(shelf, wishes)
        return Found([show_taxonomy(one) for one in _slice(found, wishes)], len(found))

    def every(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Iterator[Fields]:
        return (show_taxonomy(one) for one in _chosen_taxonomies(shelf, wishes))

    def one(self, connection: Connection, shelf: Shelf, wishes: Wishes, name: str) -> One | None:
        taxonomy = shelf.terms.find_taxonomy(name)
        return (show_taxonomy(taxonomy), None) if taxonomy else None


class TaxonomyTerms:
    def page(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Found:
        found = _chosen_terms(shelf, wishes)
        return Found([shelf.terms.show(one) for one in _slice(found, wishes)], len(found))

    def every(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Iterator[Fields]:
        return (shelf.terms.show(one) for one in _chosen_terms(shelf, wishes))

    def one(self, connection: Connection, shelf: Shelf, wishes: Wishes, name: str) -> One | None:
        term = shelf.terms.find_term(name)
        return (shelf.terms.show(term), None) if term else None


def _chosen_taxonomies(shelf: Shelf, wishes: Wishes) -> list[Taxonomy]:
    return [one for one in shelf.terms.taxonomies.values() if _holds(f"{one.name} {one.description}", wishes)]


def _chosen_terms(shelf: Shelf, wishes: Wishes) -> list[Term]:
    if wishes.parent_id:
        return []  # no taxonomy of ours has levels, so that every term is a top one
    taxonomy = shelf.terms.find_taxonomy(wishes.taxonomy_id) if wishes.taxonomy_id else None
    if wishes.taxonomy_id and taxonomy is None:
        return []
    found = (one for one in shelf.terms.all() if taxonomy is None or one.taxonomy.id == taxonomy.id)
    return [one for one in found if _holds(f"{one.name} {one.code}", wishes)]


def _holds(text: str, wishes: Wishes) -> bool:
    return all(word in text.casefold() for word in wishes.search)


def _slice(found: Sequence[Any], wishes: Wishes) -> Sequence[Any]:
    return found[(wishes.page - 1) * wishes.per_page : wishes.page * wishes.per_page]
