"""Joins HSDS that is laid out as tables: a list of services beside lists of what belongs to them."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.feeds.spool import Spool

Json = dict[str, Any]
# What belongs to what: table -> name in the thing it belongs to. Tables may be written in singular or plural.
NAMES = {
    "organization": "organization", "organizations": "organization",
    "location": "location", "locations": "location",
    "taxonomy_term": "taxonomy_term", "taxonomy_terms": "taxonomy_term",
    "service_at_location": "service_at_locations", "service_at_locations": "service_at_locations",
    "services_at_location": "service_at_locations",
    "phone": "phones", "phones": "phones",
    "schedule": "schedules", "schedules": "schedules", "regular_schedules": "schedules",
    "address": "addresses", "addresses": "addresses", "physical_addresses": "addresses",
    "contact": "contacts", "contacts": "contacts",
    "language": "languages", "languages": "languages",
    "accessibility": "accessibility", "accessibility_for_disabilities": "accessibility",
    "cost_option": "cost_options", "cost_options": "cost_options",
    "service_area": "service_areas", "service_areas": "service_areas",
    "attribute": "attributes", "attributes": "attributes",
    "organization_identifier": "organization_identifiers", "organization_identifiers": "organization_identifiers",
    "url": "additional_urls", "urls": "additional_urls",
    "eligibility": "eligibilitys", "eligibilitys": "eligibilitys",
}  # fmt: skip
BY_OWN_ID = ("organization", "location", "taxonomy_term")
KEYS = ("service_id", "location_id", "service_at_location_id", "organization_id", "contact_id", "link_id")
OF_SERVICE = ("service_at_locations", "phones", "schedules", "contacts", "languages", "cost_options", "service_areas",
              "attributes", "additional_urls", "eligibilitys")  # fmt: skip
OF_PLACE = ("addresses", "accessibility", "phones", "schedules", "languages", "attributes")
OF_AT = ("phones", "schedules", "service_areas", "contacts")
OF_OWNER = ("organization_identifiers", "phones", "contacts")


class Tables:
    """The lists of one document, which stand in a spool by their names."""

    def __init__(self, spool: Spool, lists: Mapping[str, int]) -> None:
        self._spool = spool
        self._lists = lists
        for table, name in NAMES.items():
            if table in lists:
                for row in spool.each_value(table):
                    self._note(name, row)

    def services(self) -> Iterator[Json]:
        for table in ("services", "service"):
            if table in self._lists:
                for row in self._spool.each_value(table):
                    yield self._service(row) if isinstance(row, dict) else {}

    def _note(self, name: str, row: Any) -> None:
        if not isinstance(row, dict):
            return
        keys = ("id",) if name in BY_OWN_ID else KEYS
        for key in keys:
            if row.get(key):
                self._spool.add_value(_key(name, key, row[key]), row)

    def _service(self, row: Json) -> Json:
        service = self._with(row, "service_id", OF_SERVICE)
        owner = self._one("organization", row.get("organization_id"))
        if owner and not isinstance(row.get("organization"), dict):
            service["organization"] = self._with(owner, "organization_id", OF_OWNER)
        held = service["service_at_locations"]
        service["service_at_locations"] = [self._at(at) for at in _rows(held)]
        return service

    def _at(self, at: Json) -> Json:
        found = self._with(at, "service_at_location_id", OF_AT)
        place = at.get("location")
        place = place if isinstance(place, dict) else self._one("location", at.get("location_id"))
        return {**found, "location": self._with(place, "location_id", OF_PLACE)} if place else found

    def _with(self, row: Json, key: str, parts: tuple[str, ...]) -> Json:
        """The row with its parts: those that stand in it, else those of the other tables."""
        found = dict(row)
        for name in parts:
            if not found.get(name):
                by = "link_id" if name == "attributes" else key
                found[name] = self._spool.values(_key(name, by, row.get("id"))) if row.get("id") else []
        for attribute in _rows(found.get("attributes")):
            if not isinstance(attribute.get("taxonomy_term"), dict):
                attribute["taxonomy_term"] = self._one("taxonomy_term", attribute.get("taxonomy_term_id"))
        return found

    def _one(self, name: str, own: Any) -> Json | None:
        return next(iter(self._spool.values(_key(name, "id", own))), None) if own else None


def _key(name: str, key: str, value: Any) -> str:
    return f"{name} {key} {value}"


def _rows(held: Any) -> list[Json]:
    return [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []
