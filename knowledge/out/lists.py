"""What each address of the read API holds: how a page, all, or one of its things are read and told."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.distance import kilometres
from knowledge.errors import ApiRefused
from knowledge.out.choosing import choose_organizations, choose_places, choose_services, places_by_id
from knowledge.out.facts import facts_fetched
from knowledge.out.hsds import Fields, Shown, instant, organization
from knowledge.out.paging import every
from knowledge.out.reading import (
    MAY_BE_SHOWN,
    find_organization,
    find_place,
    find_service,
    in_utc,
    read_all,
    read_briefly,
    read_owners,
    read_shown,
)
from knowledge.out.shelf import Found, Listing, One, Shelf
from knowledge.out.term_lists import Taxonomies, TaxonomyTerms
from knowledge.out.wishes import Wishes

BATCH = 100
MOST_SERVICES = 1000
service = models.service


class Services:
    def page(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Found:
        ids, total = shelf.page(connection, wishes, choose_services(connection, wishes, shelf.terms))
        if wishes.minimal:
            return Found(list(_minimal(connection, ids)), total)
        shown = read_shown(connection, ids) if wishes.full else read_briefly(connection, ids)
        return Found([shelf.writer.service(one, full=wishes.full) for one in shown], total, _newest(shown))

    def every(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Iterator[Fields]:
        for ids in _batches(every(connection, choose_services(connection, wishes, shelf.terms))):
            if wishes.minimal:
                yield from _minimal(connection, ids)
            else:
                shown = read_shown(connection, ids) if wishes.full else read_briefly(connection, ids)
                yield from (shelf.writer.service(one, full=wishes.full) for one in shown)

    def one(self, connection: Connection, shelf: Shelf, wishes: Wishes, name: str) -> One | None:
        shown = find_service(connection, name)
        return (shelf.writer.service(shown), shown.modified) if shown else None


class Organizations:
    def page(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Found:
        ids, total = shelf.page(connection, wishes, choose_organizations(connection, wishes, shelf.terms))
        return Found(_organizations(connection, shelf, wishes, ids), total)

    def every(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Iterator[Fields]:
        for ids in _batches(every(connection, choose_organizations(connection, wishes, shelf.terms))):
            yield from _organizations(connection, shelf, wishes, ids)

    def one(self, connection: Connection, shelf: Shelf, wishes: Wishes, name: str) -> One | None:
        own = find_organization(connection, name)
        if own is None:
            return None
        whole = Wishes(full=True, full_service=wishes.full_service)
        return _organizations(connection, shelf, whole, [own])[0], None


class AtLocations:
    """Services at locations."""

    def page(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Found:
        choice = choose_places(connection, wishes, shelf.terms, _codes(shelf, wishes))
        ids, total = shelf.page(connection, wishes, choice)
        items, modified = _at_places(connection, shelf, wishes, ids)
        return Found(items, total, modified)

    def every(self, connection: Connection, shelf: Shelf, wishes: Wishes) -> Iterator[Fields]:
        choice = choose_places(connection, wishes, shelf.terms, _codes(shelf, wishes))
        for ids in _batches(every(connection, choice)):
            yield from _at_places(connection, shelf, wishes, ids)[0]

    def one(self, connection: Connection, shelf: Shelf, wishes: Wishes, name: str) -> One | None:
        where = find_place(connection, name)
        for shown in read_shown(connection, [where[0]]) if where else ():
            if where and where[1] < len(shown.entry.places):
                return shelf.writer.service_at_location(shown, where[1]), shown.modified
        return None


LISTS: dict[str, Listing] = {
    "services": Services(),
    "organizations": Organizations(),
    "service_at_locations": AtLocations(),
    "taxonomies": Taxonomies(),
    "taxonomy_terms": TaxonomyTerms(),
}


def _minimal(connection: Connection, ids: Sequence[str]) -> Iterator[Fields]:
    """Id and date alone."""
    query = select(service.c.id, service.c.public_id, service.c.last_modified).where(service.c.id.in_(ids))
    found = {row[0]: row for row in connection.execute(query)}
    fetched = facts_fetched(connection)
    for one in ids:
        modified = instant(in_utc(found[one][2]) or fetched)
        yield {"id": found[one][1], **({"modified_date": modified} if modified else {})}


def _organizations(connection: Connection, shelf: Shelf, wishes: Wishes, ids: Sequence[str]) -> list[Fields]:
    owners = read_owners(connection, ids)
    items = {own: organization(owner, own) for own, owner in owners.items()}
    if wishes.full_service:
        _add_services(connection, shelf, items, ids)
    elif wishes.full:
        _add_names(connection, items, ids)
    return [items[own] for own in ids if own in items]


def _add_names(connection: Connection, items: dict[str, Fields], ids: Sequence[str]) -> None:
    """Each organization's services by id, name and status."""
    columns = (service.c.organization_id, service.c.public_id, service.c.name, service.c.status)
    query = select(*columns).where(service.c.organization_id.in_(ids), MAY_BE_SHOWN).order_by(service.c.id)
    for owner, public, name, status in connection.execute(query):
        items[owner].setdefault("services", []).append({"id": public, "name": name, "status": status})


def _add_services(connection: Connection, shelf: Shelf, items: dict[str, Fields], ids: Sequence[str]) -> None:
    """Each organization's services whole. Raises ApiRefused when they are too many for one answer."""
    query = select(service.c.id).where(service.c.organization_id.in_(ids), MAY_BE_SHOWN).order_by(service.c.id)
    own_ids = connection.execute(query.limit(MOST_SERVICES + 1)).scalars().all()
    if len(own_ids) > MOST_SERVICES:
        message = "too many services for one answer; ask for /services?organization_id= or a smaller per_page"
        raise ApiRefused(400, "too_large", message, "full_service")
    for shown in read_all(connection, own_ids):
        items[shown.organization_id].setdefault("services", []).append(shelf.writer.service(shown))


def _at_places(
    connection: Connection, shelf: Shelf, wishes: Wishes, ids: Sequence[str]
) -> tuple[list[Fields], datetime | None]:
    places = places_by_id(connection, list(ids))
    shown = {one.entry.id: one for one in read_shown(connection, list(dict.fromkeys(own for own, _ in places)))}
    items = [
        shelf.writer.service_at_location(shown[own], place, full=wishes.full)
        for own, place in places
        if own in shown and place < len(shown[own].entry.places)
    ]
    return items, _newest(list(shown.values()))


def _codes(shelf: Shelf, wishes: Wishes) -> tuple[str, ...] | None:
    """Municipalities of a postcode, and with `proximity` (metres) those whose seats are that near. None: everywhere."""
    if not wishes.postcode:
        return None
    towns = shelf.places.resolve(f"{wishes.postcode[:3]} {wishes.postcode[3:]}", expecting=True).candidates
    near = [
        town.code
        for town in shelf.places.table.municipalities.values()
        if any(kilometres(home.lat, home.lon, town.lat, town.lon) * 1000 <= (wishes.proximity or 0) for home in towns)
    ]
    return tuple({town.code for town in towns} | set(near))


def _newest(shown: Sequence[Shown]) -> datetime | None:
    return max((one.modified for one in shown if one.modified), default=None)


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for one in ids:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
