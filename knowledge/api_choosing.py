"""Which rows a wish chooses: filters as conditions, a page of ids, and how many there are in all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, true
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.api_ids import is_public
from knowledge.api_reading import MAY_BE_SHOWN, modified_since, owns_something
from knowledge.api_terms import Terms
from knowledge.api_wishes import Wishes

BATCH = 500
service, organization, at_location = models.service, models.organization, models.service_at_location
attribute, search_row = models.attribute, models.service_search
Condition = Any  # of SQLAlchemy, which has no types here


@dataclass(frozen=True)
class Page:
    """One page of our own ids, and the number of all that the wish chooses."""

    ids: tuple[Any, ...]
    total: int


def services_page(connection: Connection, wishes: Wishes, terms: Terms) -> Page:
    return _page(connection, service.c.id, _services(connection, wishes, terms), wishes)


def every_service(connection: Connection, wishes: Wishes, terms: Terms) -> Iterator[str]:
    return _all(connection, service.c.id, _services(connection, wishes, terms))


def organizations_page(connection: Connection, wishes: Wishes, terms: Terms) -> Page:
    return _page(connection, organization.c.id, _organizations(wishes, terms), wishes)


def every_organization(connection: Connection, wishes: Wishes, terms: Terms) -> Iterator[str]:
    return _all(connection, organization.c.id, _organizations(wishes, terms))


def places_page(connection: Connection, wishes: Wishes, terms: Terms, codes: tuple[str, ...] | None) -> Page:
    return _page(connection, at_location.c.id, _places(connection, wishes, terms, codes), wishes)


def every_place(connection: Connection, wishes: Wishes, terms: Terms, codes: tuple[str, ...] | None) -> Iterator[str]:
    return _all(connection, at_location.c.id, _places(connection, wishes, terms, codes))


def places_by_id(connection: Connection, ids: tuple[str, ...]) -> list[tuple[str, int]]:
    """Service and number of each place, in the order of `ids`."""
    query = select(at_location.c.id, at_location.c.service_id, at_location.c.ordinal).where(at_location.c.id.in_(ids))
    found = {row[0]: (row[1], row[2] or 0) for row in connection.execute(query)}
    return [found[one] for one in ids if one in found]


def _page(connection: Connection, key: Any, where: Condition, wishes: Wishes) -> Page:
    wanted = select(key).where(where).order_by(key).limit(wishes.per_page)
    ids = connection.execute(wanted.offset((wishes.page - 1) * wishes.per_page)).scalars().all()
    total = connection.execute(select(func.count()).select_from(key.table).where(where)).scalar_one()
    return Page(tuple(ids), total)


def _all(connection: Connection, key: Any, where: Condition) -> Iterator[str]:
    """Every id, a batch at a time, each batch beginning after the last id of the one before."""
    after: Condition = true()
    while True:
        ids = connection.execute(select(key).where(where, after).order_by(key).limit(BATCH)).scalars().all()
        yield from ids
        if len(ids) < BATCH:
            return
        after = key > ids[-1]


def _services(connection: Connection, wishes: Wishes, terms: Terms) -> Condition:
    where: Condition = MAY_BE_SHOWN
    if wishes.modified_after:
        where &= modified_since(connection, wishes.modified_after)
    if wishes.organization_id:
        wanted = wishes.organization_id
        own = organization.c.public_id == wanted.lower() if is_public(wanted) else organization.c.id == wanted
        where &= service.c.organization_id.in_(select(organization.c.id).where(own))
    return where & _of_terms(wishes, terms) & _with_words(wishes.search)


def _organizations(wishes: Wishes, terms: Terms) -> Condition:
    where: Condition = owns_something()
    for word in wishes.search:
        where &= _holds(organization.c.name, word)
    if wishes.taxonomy_id or wishes.taxonomy_term_id:
        of_terms = select(service.c.organization_id).where(MAY_BE_SHOWN, _of_terms(wishes, terms))
        where &= organization.c.id.in_(of_terms)
    return where


def _places(connection: Connection, wishes: Wishes, terms: Terms, codes: tuple[str, ...] | None) -> Condition:
    chosen = select(service.c.id).where(_services(connection, wishes, terms), service.c.id == at_location.c.service_id)
    where: Condition = chosen.exists()
    if codes is not None:
        address = models.address
        near = select(address.c.location_id).where(address.c.municipality_code.in_(codes))
        where &= at_location.c.location_id.in_(near)
    return where


def _of_terms(wishes: Wishes, terms: Terms) -> Condition:
    where: Condition = true()
    if wishes.taxonomy_id:
        taxonomy = terms.find_taxonomy(wishes.taxonomy_id)
        where &= _in_taxonomy(taxonomy.id) if taxonomy else ~true()
    if wishes.taxonomy_term_id:
        term = terms.find_term(wishes.taxonomy_term_id)
        where &= _of_term(term.taxonomy.id, term.code) if term else ~true()
    return where


def _in_taxonomy(taxonomy: str) -> Condition:
    if taxonomy == "kind":
        return service.c.kind != ""
    held = select(attribute.c.id).where(attribute.c.link_id == service.c.id, attribute.c.link_type == taxonomy)
    return held.exists()


def _of_term(taxonomy: str, code: str) -> Condition:
    if taxonomy == "kind":
        return service.c.kind == code
    held = select(attribute.c.link_id).where(attribute.c.taxonomy_term_id == f"{taxonomy}:{code}")
    return service.c.id.in_(held)


def _with_words(words: tuple[str, ...]) -> Condition:
    """Every word somewhere in the name, the description or the words that searching prepared."""
    where: Condition = true()
    for word in words:
        prepared = select(search_row.c.service_id).where(
            search_row.c.service_id == service.c.id, search_row.c.search_text.like(f"%{_escaped(word)}%", escape="\\")
        )
        where &= or_(_holds(service.c.name, word), _holds(service.c.description, word), prepared.exists())
    return where


def _holds(column: Any, word: str) -> Condition:
    """The word in any of its usual cases; SQLite's own folding knows a to z only."""
    forms = {word, word.capitalize(), word.upper()}
    return or_(*(column.like(f"%{_escaped(form)}%", escape="\\") for form in sorted(forms)))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
