"""The taxonomies and terms that leave the directory: every code that an attribute may have, with its Swedish name."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from knowledge.fact_types import Facts
from knowledge.out.ids import public_id

WORDS = Path(__file__).with_name("terms.yml")


class Taxonomy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    description: str
    terms: dict[str, str] = {}
    from_: tuple[str, ...] = msgspec.field(default=(), name="from")

    @property
    def public(self) -> str:
        return public_id("taxonomy", self.id)


class Term(msgspec.Struct, frozen=True):
    taxonomy: Taxonomy
    code: str
    name: str

    @property
    def own(self) -> str:
        """The id of the term's row, if there is one."""
        return f"{self.taxonomy.id}:{self.code}"

    @property
    def public(self) -> str:
        return public_id("taxonomy_term", self.own)


class Terms:
    """All that is known beforehand; a code that an entry has besides gets a term of its own when it is met."""

    def __init__(self, facts: Facts) -> None:
        self.taxonomies = {taxonomy.id: taxonomy for taxonomy in read_taxonomies()}
        self._names = {key: _names(taxonomy, facts) for key, taxonomy in self.taxonomies.items()}
        self._taxonomies_by_id = {key: one for one in self.taxonomies.values() for key in (one.id, one.public)}
        self._terms_by_id = {term.public: term for term in self.all()}
        self._shown = lru_cache(maxsize=4000)(self._show)

    def all(self) -> Iterator[Term]:
        for key, names in self._names.items():
            yield from (self.term(key, code) for code in names)

    def term(self, taxonomy: str, code: str) -> Term:
        return Term(self.taxonomies[taxonomy], code, self._names[taxonomy].get(code, code))

    def find_taxonomy(self, name: str) -> Taxonomy | None:
        """By our own id or the public one."""
        return self._taxonomies_by_id.get(name.lower())

    def find_term(self, name: str) -> Term | None:
        """By the public id, or as "loneliness:social"."""
        if name.lower() in self._terms_by_id:
            return self._terms_by_id[name.lower()]
        taxonomy, _, code = name.partition(":")
        return self.term(taxonomy, code) if taxonomy in self.taxonomies and code else None

    def attribute(self, entity: str, link: str, taxonomy: str, code: str, value: str | None = None) -> dict[str, Any]:
        """HSDS attribute: this term is true of this thing. `link` is the thing's public id."""
        term = self._shown(taxonomy, code)
        said = {} if value is None else {"value": value}
        return {
            "id": public_id("attribute", f"{link}:{taxonomy}:{code}"),
            "link_id": link,
            "link_entity": entity,
            "link_type": taxonomy,
            "taxonomy_term_id": term["id"],
            **said,
            "taxonomy_term": term,
        }

    def show(self, term: Term) -> dict[str, Any]:
        return self._shown(term.taxonomy.id, term.code)

    def _show(self, taxonomy: str, code: str) -> dict[str, Any]:
        term = self.term(taxonomy, code)
        return {
            "id": term.public,
            "code": code,
            "name": term.name,
            "description": f"{term.taxonomy.name}: {term.name}",
            "taxonomy": term.taxonomy.name,
            "taxonomy_id": term.taxonomy.public,
            "language": "sv",
        }


def show_taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    return {"id": taxonomy.public, "name": taxonomy.name, "description": taxonomy.description}


def read_taxonomies() -> list[Taxonomy]:
    return msgspec.convert(yaml.safe_load(WORDS.read_text(encoding="utf-8")), type=list[Taxonomy])


def _names(taxonomy: Taxonomy, facts: Facts) -> dict[str, str]:
    found = {
        "kinds": {kind.name: kind.label for kind in facts.need_rules.kinds},
        "interests": {item.name: item.name for item in facts.interests},
        "barriers": {item.name: item.name for item in facts.barriers},
        "life_events": {item.name: item.name for item in facts.life_events},
    }
    names: dict[str, str] = {}
    for part in taxonomy.from_:
        names.update(found[part])
    return {**names, **taxonomy.terms}
