"""Which rows a wish chooses: services, organizations and services at locations, with the filters as conditions."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.by_row import by_row
from knowledge.out.ids import is_public
from knowledge.out.paging import Choice
from knowledge.out.reading import MAY_BE_SHOWN, modified_since, shown_by_row
from knowledge.out.terms import Terms
from knowledge.out.wishes import Wishes
from knowledge.out.words import holds, holds_words

service, organization, at_location = models.service, models.organization, models.service_at_location
attribute = models.attribute
Condition = Any  # of SQLAlchemy, which has no types here


def choose_services(connection: Connection, wishes: Wishes, terms: Terms) -> Choice:
    key = service.c.id
    wanted = select(key).where(MAY_BE_SHOWN, _of_services(connection, wishes, terms))
    return Choice(key, wanted, _filters(wishes))


def choose_organizations(connection: Connection, wishes: Wishes, terms: Terms) -> Choice:
    """Those that have a service to show; `search` is for words of their names."""
    key = service.c.organization_id
    wanted = select(key).distinct().where(shown_by_row(), _of_terms(wishes, terms))
    if wishes.search:
        named = [holds(organization.c.name, word) for word in wishes.search]
        wanted = wanted.where(key.in_(select(organization.c.id).where(*named)))
    return Choice(key, wanted, _filters(wishes))


def choose_places(
    connection: Connection, wishes: Wishes, terms: Terms, municipalities: tuple[str, ...] | None
) -> Choice:
    """Services at locations; `municipalities` are the codes to look in, None for all."""
    key = at_location.c.id
    wanted = (
        select(key)
        .join(service, service.c.id == at_location.c.service_id)
        .where(shown_by_row(), _of_services(connection, wishes, terms))
    )
    if municipalities is not None:
        address = models.address
        near = select(address.c.location_id).where(address.c.municipality_code.in_(municipalities))
        wanted = wanted.where(at_location.c.location_id.in_(near))
    return Choice(key, wanted, _filters(wishes))


def places_by_id(connection: Connection, ids: list[str]) -> list[tuple[str, int]]:
    """Service and number of each place, in the order of `ids`."""
    query = select(at_location.c.id, at_location.c.service_id, at_location.c.ordinal).where(at_location.c.id.in_(ids))
    found = {row[0]: (row[1], row[2] or 0) for row in connection.execute(query)}
    return [found[one] for one in ids if one in found]


def _filters(wishes: Wishes) -> Wishes:
    """What of the wish decides which rows are chosen, and not how they are told."""
    return replace(wishes, page=1, per_page=1, full=False, full_service=False, minimal=False, stream=False)


def _of_services(connection: Connection, wishes: Wishes, terms: Terms) -> Condition:
    where: Condition = true()
    if wishes.modified_after:
        where &= modified_since(connection, wishes.modified_after)
    if wishes.organization_id:
        wanted = wishes.organization_id
        own = organization.c.public_id == wanted.lower() if is_public(wanted) else organization.c.id == wanted
        where &= service.c.organization_id.in_(select(organization.c.id).where(own))
    return where & _of_terms(wishes, terms) & holds_words(wishes.search, connection.dialect.name)


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
    """Asked of each service by itself, so that a page need not gather all that have the term."""
    if taxonomy == "kind":
        return by_row(service.c.kind) == code
    held = select(attribute.c.id).where(
        attribute.c.link_id == service.c.id, by_row(attribute.c.taxonomy_term_id) == f"{taxonomy}:{code}"
    )
    return held.exists()
