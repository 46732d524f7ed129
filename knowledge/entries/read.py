"""Rows of the directory's tables made into entries again: the way back from rows.py."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from knowledge import models
from knowledge.by_row import by_row
from knowledge.entries.rows import CODED, ORG_NUMBER
from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where
from knowledge.fact_types import Traits

Found = Mapping[str, Any]
ById = Mapping[str, list[Found]]
BATCH = 500


def read_batch(connection: Connection, ids: Sequence[str]) -> list[Entry]:
    """The entries with these ids (at most BATCH of them) in the order of `ids`; what is no entry is left out."""
    tables = _Tables(connection, ids)
    return [tables.entry(service) for item_id in ids for service in tables.services.get(item_id, [])]


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in portions that one query can hold."""
    batch: list[str] = []
    for item_id in ids:
        batch.append(item_id)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Tables:
    """All rows of a batch of entries, by the entry that they belong to."""

    def __init__(self, connection: Connection, ids: Sequence[str]) -> None:
        self._connection = connection
        record, service = models.source_record, models.service
        ours = service.c.id.in_(ids)
        self.services = _by("id", self._rows(
            select(
                service,
                record.c.source_id,
                record.c.ref,
                record.c.url.label("source_url"),
                record.c.licence,
                models.organization.c.name.label("owner"),
                models.organization.c.website,
                models.organization.c.email.label("owner_email"),
                models.organization_identifier.c.identifier.label("org_number"),
            )
            .join(record, record.c.service_id == service.c.id)
            .join(models.organization, models.organization.c.id == service.c.organization_id)
            .outerjoin(
                models.organization_identifier,
                # the scheme is hidden from the planner, which would else read all numbers for each service
                (models.organization_identifier.c.organization_id == service.c.organization_id)
                & (by_row(models.organization_identifier.c.identifier_scheme) == ORG_NUMBER),
            )
            .where(ours, record.c.ref.isnot(None))
        ))  # fmt: skip
        self._of = {
            name: self._belonging(models.metadata.tables[name], ids)
            for name in ("phone", "language", "service_area", "occurrence", "cost_option", "schedule", "wording",
                         "service_identifier")
        }  # fmt: skip
        self._attributes = _by("link_id", self._rows(_attributes_of(ids)))
        self._places = _by("service_id", self._rows(_places_of(ids)))

    def entry(self, service: Found) -> Entry:
        item_id = service["id"]
        of = {name: found.get(item_id, []) for name, found in self._of.items()}
        codes = _codes(self._attributes.get(item_id, []))
        return Entry(
            id=item_id,
            name=service["name"],
            owner=Owner(name=service["owner"], org_number=service["org_number"], website=service["website"],
                        email=service["owner_email"]),
            provenance=Provenance(source=service["source_id"], ref=service["ref"], url=service["source_url"],
                                  licence=service["licence"]),
            plain=service["plain"],
            description=service["description"],
            kind=service["kind"] or None,
            status=service["status"],
            review=service["review"],
            traits=_traits(self._attributes.get(item_id, [])),
            price=_price(of["cost_option"]),
            age_min=service["minimum_age"],
            age_max=service["maximum_age"],
            places=tuple(_place(row) for row in self._places.get(item_id, [])),
            area=tuple(row["extent"] for row in of["service_area"]),
            meetings=tuple(_meeting(row) for row in of["occurrence"]),
            opening_hours=next((row["opening_hours"] for row in of["schedule"]), None),
            phones=tuple(Phone(number=row["number"], note=row["description"]) for row in of["phone"]),
            link=service["url"],
            email=service["email"],
            languages=tuple(row["code"] for row in of["language"]),
            checked=_checked(service),
            own_words={row["part"]: row["sentence"] for row in of["wording"]},
            other_ids={row["identifier_scheme"]: row["identifier"] for row in of["service_identifier"]},
            **{field: codes[taxonomy] for field, taxonomy in CODED.items()},
        )  # fmt: skip

    def _belonging(self, table: Any, ids: Sequence[str]) -> ById:
        query = select(table).where(table.c.service_id.in_(ids))
        return _by("service_id", self._rows(query.order_by(table.c.ordinal) if "ordinal" in table.c else query))

    def _rows(self, query: Any) -> list[Found]:
        return [row._mapping for row in self._connection.execute(query)]


def _by(column: str, rows: list[Found]) -> ById:
    found: dict[str, list[Found]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _attributes_of(ids: Sequence[str]) -> Any:
    attribute, term = models.attribute, models.taxonomy_term
    return (
        select(attribute.c.link_id, attribute.c.link_type, attribute.c.value, term.c.code)
        .join(term, term.c.id == attribute.c.taxonomy_term_id)
        .where(attribute.c.link_id.in_(ids), attribute.c.link_entity == "service")
        .order_by(attribute.c.ordinal)
    )


def _places_of(ids: Sequence[str]) -> Any:
    at, location, address, access = (
        models.service_at_location, models.location, models.address, models.accessibility,
    )  # fmt: skip
    columns: tuple[ColumnElement[Any], ...] = (
        at.c.service_id, location.c.location_type, location.c.name, location.c.latitude, location.c.longitude,
        location.c.is_hidden, address.c.address_1, address.c.postal_code, address.c.city, address.c.municipality_code,
        access.c.description,
    )  # fmt: skip
    return (
        select(*columns)
        .join(location, location.c.id == at.c.location_id)
        .outerjoin(address, address.c.location_id == location.c.id)
        .outerjoin(access, access.c.location_id == location.c.id)
        .where(at.c.service_id.in_(ids))
        .order_by(at.c.ordinal)
    )


def _codes(attributes: list[Found]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in attributes:
        found[row["link_type"]] += (row["code"],)
    return found


def _traits(attributes: list[Found]) -> Traits:
    told = {row["code"]: row["value"] == "true" for row in attributes if row["link_type"] == "trait"}
    return msgspec.convert(told, Traits)


def _price(rows: list[Found]) -> Price | None:
    for row in rows:
        return Price(amount=row["amount"], text=row["amount_description"], currency=row["currency"])
    return None


def _checked(service: Found) -> Checked | None:
    if service["assured_date"] is None:
        return None
    return Checked(on=service["assured_date"], by=service["assurer"], how=service["assured_how"])


def _place(row: Found) -> Where:
    return Where(
        name=row["name"],
        address=row["address_1"],
        postal_code=row["postal_code"],
        city=row["city"],
        municipality=row["municipality_code"],
        lat=row["latitude"],
        lon=row["longitude"],
        hidden=row["is_hidden"],
        virtual=row["location_type"] == "virtual",
        accessibility=row["description"],
    )


def _meeting(row: Found) -> Meeting:
    return Meeting(
        starts=row["starts"],
        ends=row["ends"],
        rrule=row["rrule"],
        exdates=_times(row["exdates"]),
        extra=_times(row["extra"]),
        cancelled=row["cancelled"],
        place=row["place_index"],
        note=row["note"],
    )


def _times(text: str | None) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(part) for part in text.split(",")) if text else ()
