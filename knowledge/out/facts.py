"""Lines and programmes read from their rows as entries, so that whatever goes out has one shape."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.build import FACTS_SOURCE
from knowledge.entry import Checked, Entry, Owner, Phone, Price, Provenance
from knowledge.fact_types import Traits

Found = Mapping[str, Any]


class FactRows:
    """The rows of some facts, by the service that they belong to."""

    def __init__(self, connection: Connection, ids: Sequence[str]) -> None:
        self._connection = connection
        service, owner, term = models.service, models.organization, models.taxonomy_term
        self._services = self._by(
            "id",
            select(service, owner.c.name.label("owner"), owner.c.website)
            .join(owner, owner.c.id == service.c.organization_id)
            .where(service.c.id.in_(ids)),
        )
        names = ("phone", "schedule", "language", "service_area", "cost_option", "source_record", "assurance_event")
        tables = {name: models.metadata.tables[name] for name in names}
        self._of = {
            name: self._by("service_id", select(table).where(table.c.service_id.in_(ids)))
            for name, table in tables.items()
        }
        attribute = models.attribute
        self._of["attribute"] = self._by(
            "link_id",
            select(attribute.c.link_id, attribute.c.link_type, attribute.c.value, term.c.code)
            .join(term, term.c.id == attribute.c.taxonomy_term_id)
            .where(attribute.c.link_id.in_(ids)),
        )

    def entry(self, own_id: str) -> Entry | None:
        """None when there is no such service."""
        for service in self._services.get(own_id, ()):
            return self._entry(service)
        return None

    def channels(self, own_id: str) -> dict[str, str]:
        """Opening hours by the way to reach a line."""
        return {row["channel"] or "": row["opening_hours"] for row in self._rows("schedule", own_id)}

    def spoken(self, own_id: str) -> tuple[str, ...]:
        return tuple(row["name"] for row in self._rows("language", own_id) if row["name"])

    def _entry(self, service: Found) -> Entry:
        own_id, coded = service["id"], self._codes(service["id"])
        source = next((row["url"] for row in self._rows("source_record", own_id)), None)
        return Entry(
            id=own_id,
            name=service["name"],
            owner=Owner(name=service["owner"], website=service["website"]),
            provenance=Provenance(source=FACTS_SOURCE, ref=own_id, url=source),
            plain=service["description"],
            kind=service["kind"],
            status=service["status"],
            traits=self._traits(own_id),
            price=_price(self._rows("cost_option", own_id)),
            age_min=service["minimum_age"],
            age_max=service["maximum_age"],
            area=tuple(row["extent"] for row in self._rows("service_area", own_id)),
            phones=tuple(Phone(number=row["number"], note=row["description"]) for row in self._rows("phone", own_id)),
            link=service["url"],
            checked=self._checked(service),
            loneliness=coded["loneliness"],
            barriers=coded["barrier"],
            life_events=coded["life_event"],
            interests=coded["interest"],
        )

    def _checked(self, service: Found) -> Checked | None:
        if service["assured_date"] is None:
            return None
        how = next((row["how"] for row in self._rows("assurance_event", service["id"])), None)
        return Checked(on=service["assured_date"], by=service["assurer"], how=how)

    def _codes(self, own_id: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for row in sorted(self._rows("attribute", own_id), key=lambda row: row["code"]):
            found[row["link_type"]] += (row["code"],)
        return found

    def _traits(self, own_id: str) -> Traits:
        rows = self._rows("attribute", own_id)
        return msgspec.convert(
            {row["code"]: row["value"] == "true" for row in rows if row["link_type"] == "trait"}, Traits
        )

    def _rows(self, table: str, own_id: str) -> Sequence[Found]:
        return self._of[table].get(own_id, ())

    def _by(self, column: str, query: Any) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = defaultdict(list)
        for row in self._connection.execute(query).mappings():
            found[row[column]].append(row)
        return found


def facts_fetched(connection: Connection) -> datetime | None:
    """When the rows of the facts were last written, in UTC."""
    fetched: datetime | None = connection.execute(
        select(models.source.c.fetched).where(models.source.c.id == FACTS_SOURCE)
    ).scalar()
    return fetched


def _price(rows: Sequence[Found]) -> Price | None:
    for row in rows:
        return Price(amount=row["amount"], text=row["amount_description"])
    return None
