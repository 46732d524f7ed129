"""Finds the services in a JSON document of HSDS, whichever of the usual shapes it has."""

from collections.abc import Iterator
from typing import Any

from knowledge.errors import FeedError
from knowledge.feeds.hsds_tables import Tables
from knowledge.feeds.json_stream import read_pieces
from knowledge.feeds.reading import Document
from knowledge.feeds.spool import Spool

Json = dict[str, Any]
PAGE_LISTS = ("contents", "content", "items", "results", "data")
SERVICE_LISTS = ("services", "service")
NESTED = ("phones", "schedules", "regular_schedules", "service_at_locations", "languages", "cost_options", "attributes",
          "service_areas", "contacts", "locations", "eligibilitys", "link_taxonomies")  # fmt: skip
OF_OTHERS = ("organization_identifiers", "legal_status", "tax_status", "year_incorporated", "location_type",
             "addresses", "parent_id", "taxonomy_id", "term_uri", "taxonomy_detail")  # fmt: skip
ABOUT_AN_API = ("openapi_url", "profile", "version")


class Shape:
    """One document. After `services` has run out, `about` holds what stands beside the list."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.about: Json = {}
        self.count = 0
        self.is_api = False

    def services(self) -> Iterator[Json]:
        """Every service of the document; an object that is none is {}. Raises FeedError."""
        with Spool() as spool:
            lists: dict[str, int] = {}
            for piece in read_pieces(self._document.path):
                if piece.number is None:
                    self.about[str(piece.key)] = piece.value
                elif piece.key is None or piece.key in PAGE_LISTS:
                    yield from self._counted(unwrapped(piece.value))
                else:
                    lists[piece.key] = lists.get(piece.key, 0) + 1
                    spool.add_value(piece.key, piece.value)
            if not self.count:
                yield from self._counted(self._gathered(spool, lists))

    def _counted(self, found: Iterator[Json]) -> Iterator[Json]:
        for service in found:
            self.count += 1
            yield service

    def _gathered(self, spool: Spool, lists: dict[str, int]) -> Iterator[Json]:
        """The services of a document that is one object."""
        if any(name in lists for name in SERVICE_LISTS) and "name" not in self.about:
            yield from Tables(spool, lists).services()
            return
        whole = {**self.about, **{name: spool.values(name) for name in lists}}
        if any(self.about.get(name) == [] for name in (*PAGE_LISTS, *SERVICE_LISTS)) or self._is_empty_page():
            return
        if "resources" in whole and "id" not in whole:
            raise FeedError("Filen beskriver tabeller i CSV-filer. Bara HSDS som JSON går att läsa.")
        if any(name in whole for name in SERVICE_LISTS) or _looks_like_a_service(whole):
            yield from unwrapped(whole)
        elif any(name in self.about for name in ABOUT_AN_API) and "error" not in self.about:
            self.is_api = True
        elif self.about or lists:
            raise FeedError("Filen är JSON, men det finns inga tjänster i den form som HSDS har.")

    def _is_empty_page(self) -> bool:
        return "total_pages" in self.about or "total_items" in self.about or "totalElements" in self.about


def unwrapped(value: Any) -> Iterator[Json]:
    """The services of one object: it may be a service, an organization with services, or a service at a location."""
    if not isinstance(value, dict):
        yield {}
    elif isinstance(value.get("service"), dict):
        at = {name: part for name, part in value.items() if name != "service"}
        service = dict(value["service"])
        held = service.get("service_at_locations")
        yield {**service, "service_at_locations": held if isinstance(held, list) and held else [at]}
    elif _is_something_else(value):
        yield {}
    elif isinstance(value.get("services"), list):
        owner = {name: part for name, part in value.items() if name != "services"}
        for service in value["services"]:
            yield {"organization": owner, **service} if isinstance(service, dict) else {}
    else:
        yield value


def _is_something_else(value: Json) -> bool:
    """An organization, place or term by itself."""
    if value.get("services") or any(value.get(name) for name in ("status", "organization", "organization_id")):
        return False
    return any(name in value for name in OF_OTHERS)


def _looks_like_a_service(whole: Json) -> bool:
    return "id" in whole and any(name in whole for name in ("status", "organization", *NESTED))


def is_minimal(service: Json) -> bool:
    """Whether a list tells so little of a service that it has to be asked for by itself."""
    return bool(service.get("id")) and not any(service.get(name) for name in NESTED)
