"""Invented HSDS services for the tests."""

from typing import Any


def service(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A service as a list tells it: nothing that belongs to it."""
    return {"id": f"exempel-{number}", "name": f"Exempel: fika {number}", "status": "active", **changes}


def whole(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A service with what usually belongs to it."""
    nested = {
        "description": "Vi dricker kaffe och pratar. Alla är välkomna.",
        "url": "https://exempel.se/fika",
        "email": "fika@exempel.se",
        "minimum_age": 18,
        "maximum_age": 99,
        "assured_date": "2026-10-01",
        "organization": {
            "id": "org-1", "name": "Exempelföreningen", "description": "Exempel", "website": "https://exempel.se",
            "organization_identifiers": [{"id": "oi", "identifier_scheme": "SE-ORGNR", "identifier": "802002-4801"}],
        },
        "phones": [{"id": "p", "number": "+46 63 14 30 00", "type": "voice", "description": "Växeln"}],
        "languages": [{"id": "l", "code": "sv"}, {"id": "l2", "name": "English"}],
        "cost_options": [{"id": "c", "amount": 0, "currency": "SEK"}],
        "schedules": [{"id": "s", "freq": "WEEKLY", "byday": "TU", "dtstart": "2026-09-01", "opens_at": "18:00",
                       "closes_at": "20:00"}],
        "service_areas": [{"id": "a", "name": "Jämtlands län"}],
        "service_at_locations": [{"id": "sal", "location": {
            "id": "loc", "location_type": "physical", "name": "Exempelhuset", "latitude": 63.1767, "longitude": 14.6361,
            "addresses": [{"id": "ad", "address_1": "Storgatan 1", "city": "Östersund", "state_province": "Jämtland",
                           "postal_code": "83130", "country": "SE", "address_type": "physical"}],
            "accessibility": [{"id": "ac", "description": "Lokalen är trappfri och har hörslinga."}]}}],
        "attributes": [{"id": "at", "link_type": "type", "taxonomy_term": {"id": "t", "name": "Språkcafé"}}],
    }  # fmt: skip
    return {**service(number), **nested, **changes}


def page(services: list[dict[str, Any]], number: int = 1, total: int = 1, **changes: Any) -> dict[str, Any]:
    about = {"total_items": 99, "total_pages": total, "page_number": number, "size": len(services),
             "first_page": number == 1, "last_page": number >= total, "empty": not services}  # fmt: skip
    return {**about, "contents": services, **changes}
