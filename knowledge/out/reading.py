"""Reads from the directory what may be shown: one thing by its id, or many in batches, facts and entries alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.by_row import by_row
from knowledge.entries.read import read_batch
from knowledge.entries.rows import ORG_NUMBER
from knowledge.entry import Checked, Entry, Owner, Price, Provenance
from knowledge.hidden import concealed
from knowledge.hours import SWEDEN
from knowledge.out.facts import FactRows, facts_fetched
from knowledge.out.hsds import Shown
from knowledge.out.ids import is_public

BATCH = 100
service, organization, at_location = models.service, models.organization, models.service_at_location
MAY_BE_SHOWN = and_(service.c.status == "active", service.c.review == "approved")


def read_shown(connection: Connection, ids: Sequence[str]) -> list[Shown]:
    """What these ids name, in their order. Whether it may be shown was settled when the ids were chosen."""
    held = {row["id"]: row for row in connection.execute(_whose(ids)).mappings()}
    entries = {entry.id: concealed(entry) for entry in read_batch(connection, ids)}
    facts = [one for one in ids if one in held and one not in entries]
    rows = FactRows(connection, facts) if facts else None
    fetched = facts_fetched(connection) if facts else None
    found = []
    for one in ids:
        if one in entries:
            modified = in_utc(held[one]["last_modified"])
            found.append(Shown(entries[one], held[one]["organization_id"], modified))
        elif rows and (entry := rows.entry(one)):
            found.append(
                Shown(entry, held[one]["organization_id"], fetched, rows.channels(one), rows.spoken(one))
            )  # fmt: skip
    return found


def read_briefly(connection: Connection, ids: Sequence[str]) -> list[Shown]:
    """The one-to-one fields alone, which one query gives for facts and entries alike."""
    price, number = models.cost_option, models.organization_identifier
    columns = (
        service, organization.c.name.label("owner"), organization.c.website, organization.c.email.label("owner_email"),
        number.c.identifier, price.c.id.label("price"), price.c.amount, price.c.amount_description,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(organization, organization.c.id == service.c.organization_id)
        .outerjoin(number, _number_of(organization.c.id))
        .outerjoin(price, price.c.service_id == service.c.id)
        .where(service.c.id.in_(ids))
    )
    rows = {row["id"]: row for row in connection.execute(query).mappings()}
    fetched, careful = facts_fetched(connection), _with_secrets(connection, ids)
    found = {one: _brief(rows[one], fetched) for one in ids if one in rows} | careful
    return [found[one] for one in ids if one in found]


def _with_secrets(connection: Connection, ids: Sequence[str]) -> dict[str, Shown]:
    """Those with a hidden place are read whole, for their texts must be cleared of its address."""
    location = models.location
    query = (
        select(at_location.c.service_id)
        .join(location, location.c.id == at_location.c.location_id)
        .where(at_location.c.service_id.in_(ids), location.c.is_hidden.is_(True))
    )
    hiding = list(dict.fromkeys(connection.execute(query).scalars()))
    return {one.entry.id: one for one in read_shown(connection, hiding)} if hiding else {}


def read_all(connection: Connection, ids: Iterable[str]) -> Iterator[Shown]:
    """The same for any number of ids, a batch at a time."""
    batch: list[str] = []
    for one in ids:
        batch.append(one)
        if len(batch) == BATCH:
            yield from read_shown(connection, batch)
            batch = []
    yield from read_shown(connection, batch) if batch else ()


def find_service(connection: Connection, name: str) -> Shown | None:
    """By our own id, by a line's id without its prefix, or by the public one; only what may be shown."""
    own = service.c.public_id == name.lower() if is_public(name) else service.c.id.in_((name, f"line:{name}"))
    query = select(service.c.id).where(own, MAY_BE_SHOWN).order_by(service.c.id != name).limit(1)
    found = connection.execute(query).scalar()
    return next(iter(read_shown(connection, [found])), None) if found else None


def find_organization(connection: Connection, name: str) -> str | None:
    """Our own id of an organization that has something to show."""
    own = organization.c.public_id == name.lower() if is_public(name) else organization.c.id == name
    owns = select(service.c.id).where(service.c.organization_id == organization.c.id, shown_by_row()).exists()
    query = select(organization.c.id).where(own, owns).limit(1)
    found: str | None = connection.execute(query).scalar()
    return found


def find_place(connection: Connection, name: str) -> tuple[str, int] | None:
    """Service and number of the place that a service_at_location names."""
    own = at_location.c.public_id == name.lower() if is_public(name) else at_location.c.id == name
    row = connection.execute(places_of_services().where(own).limit(1)).first()
    return (row[0], row[1] or 0) if row else None


def shown_by_row() -> Any:
    """MAY_BE_SHOWN, said so that no index is gone by: for those who come to each row by another column."""
    return and_(by_row(service.c.status) == "active", by_row(service.c.review) == "approved")


def places_of_services() -> Any:
    return (
        select(at_location.c.service_id, at_location.c.ordinal)
        .join(service, service.c.id == at_location.c.service_id)
        .where(shown_by_row())
    )


def read_owners(connection: Connection, ids: Sequence[str]) -> dict[str, Owner]:
    """Organizations by our own id."""
    number = models.organization_identifier
    query = (
        select(organization, number.c.identifier)
        .outerjoin(number, _number_of(organization.c.id))
        .where(organization.c.id.in_(ids))
    )
    return {
        row["id"]: Owner(name=row["name"], org_number=row["identifier"], website=row["website"], email=row["email"])
        for row in connection.execute(query).mappings()
    }


def modified_since(connection: Connection, moment: datetime) -> Any:
    """Changed at this moment (UTC) or later; facts change when their files are read anew."""
    fetched = facts_fetched(connection)
    in_sweden = moment.replace(tzinfo=timezone.utc).astimezone(SWEDEN).replace(tzinfo=None)
    changed = service.c.last_modified >= in_sweden
    return or_(changed, service.c.last_modified.is_(None)) if fetched and fetched >= moment else changed


def _whose(ids: Sequence[str]) -> Any:
    return select(service.c.id, service.c.organization_id, service.c.last_modified).where(service.c.id.in_(ids))


def _number_of(owner: Any) -> Any:
    number = models.organization_identifier
    return and_(number.c.organization_id == owner, by_row(number.c.identifier_scheme) == ORG_NUMBER)


def _brief(row: Mapping[str, Any], fetched: datetime | None) -> Shown:
    entry = Entry(
        id=row["id"],
        name=row["name"],
        owner=Owner(name=row["owner"], org_number=row["identifier"], website=row["website"], email=row["owner_email"]),
        provenance=Provenance(source="", ref=""),
        plain=row["plain"],
        description=row["description"],
        status=row["status"],
        age_min=row["minimum_age"],
        age_max=row["maximum_age"],
        price=Price(amount=row["amount"], text=row["amount_description"]) if row["price"] else None,
        link=row["url"],
        email=row["email"],
        checked=Checked(on=row["assured_date"]) if row["assured_date"] else None,
    )
    return Shown(entry, row["organization_id"], in_utc(row["last_modified"]) or fetched)


def in_utc(moment: datetime | None) -> datetime | None:
    """The entries' rows hold Swedish time."""
    return moment.replace(tzinfo=SWEDEN).astimezone(timezone.utc).replace(tzinfo=None) if moment else None
