"""The read API's own description, after OpenAPI 3.1; the shapes are those of Open Referral, linked and not copied."""

from typing import Any

SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/"
SHAPES = {
    "services": "service.json",
    "organizations": "organization.json",
    "service_at_locations": "service_at_location.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
PAGING = ("search", "page", "per_page", "format")
PARAMETERS = {
    "services": (*PAGING, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full"),
    "organizations": (*PAGING, "taxonomy_term_id", "taxonomy_id", "full", "full_service"),
    "service_at_locations": (
        *PAGING, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", "postcode", "proximity"
    ),
    "taxonomies": PAGING,
    "taxonomy_terms": (*PAGING, "taxonomy_id", "top_only", "parent_id"),
}  # fmt: skip
WORDS: dict[str, tuple[dict[str, Any], str]] = {
    "search": ({"type": "string", "maxLength": 200}, "Words that must all occur; at most six count."),
    "page": ({"type": "integer", "minimum": 1, "default": 1}, "Number of the page."),
    "per_page": (
        {"type": "integer", "minimum": 1, "default": 50},
        "Things on a page: at most 500, with full at most 100, with minimal at most 5000. More is taken as the most.",
    ),
    "format": ({"enum": ["json", "ndjson"], "default": "json"}, "ndjson streams everything, one object a line."),
    "taxonomy_term_id": ({"type": "string"}, "Only what has this term: its id, or taxonomy and code with a colon."),
    "taxonomy_id": ({"type": "string"}, "Only what has any term of this taxonomy."),
    "organization_id": ({"type": "string"}, "Only services of this organization."),
    "modified_after": ({"type": "string", "format": "date-time"}, "Changed at this moment or later; UTC if no zone."),
    "minimal": ({"type": "boolean"}, "Only id and modified_date of each."),
    "full": ({"type": "boolean"}, "With everything that belongs to each."),
    "full_service": ({"type": "boolean"}, "With the services of each organization whole."),
    "postcode": ({"type": "string", "pattern": "^[0-9]{3} ?[0-9]{2}$"}, "Only in the municipality of this postcode."),
    "proximity": ({"type": "integer", "minimum": 1}, "Also municipalities whose seats are this near, in metres."),
    "top_only": ({"type": "boolean"}, "Only terms without a parent; none of ours has one."),
    "parent_id": ({"type": "string"}, "Only terms with this parent."),
}


def describe(here: str, version: str) -> dict[str, Any]:
    """`here` is the address of the API."""
    paths: dict[str, Any] = {
        "/": {
            "get": {"summary": "Version and profile", "operationId": "about", "responses": _answers({"type": "object"})}
        }
    }
    for name, shape in SHAPES.items():
        item = {"$ref": SCHEMAS + shape}
        paths[f"/{name}"] = {"get": _list(name, item)}
        paths[f"/{name}/{{id}}"] = {"get": _one(name, item)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lotsens katalog",
            "version": version,
            "summary": "Aktiviteter, mötesplatser och stöd mot ensamhet, att läsa fritt.",
            "description": "Human Services Data Specification 3.1. What is unknown is left out. Every id is a UUID.",
        },
        "servers": [{"url": here}],
        "paths": paths,
        "components": {"schemas": {"Page": _page(), "Error": _error()}},
    }


def _list(name: str, item: dict[str, Any]) -> dict[str, Any]:
    contents = {"type": "object", "properties": {"contents": {"type": "array", "items": item}}}
    page = {"allOf": [{"$ref": "#/components/schemas/Page"}, contents]}
    return {
        "summary": f"A page of {name}",
        "operationId": f"list_{name}",
        "parameters": [_parameter(parameter) for parameter in PARAMETERS[name]],
        "responses": _answers(page, 400),
    }


def _one(name: str, item: dict[str, Any]) -> dict[str, Any]:
    own = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    more = [_parameter("full_service")] if name == "organizations" else []
    return {
        "summary": f"One of {name}, with everything that belongs to it",
        "operationId": f"get_{name}",
        "parameters": [own, *more],
        "responses": _answers(item, 404),
    }


def _parameter(name: str) -> dict[str, Any]:
    schema, said = WORDS[name]
    return {"name": name, "in": "query", "required": False, "description": said, "schema": schema}


def _answers(schema: dict[str, Any], *refusals: int) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    told = {400: "A parameter is wrong", 404: "There is none with this id", 429: "Too many", 503: "Not readable now"}
    return {
        "200": {"description": "Found", "content": {"application/json": {"schema": schema}}},
        "304": {"description": "Not changed since"},
        **{str(status): {"description": told[status], "content": error} for status in (*refusals, 429, 503)},
    }


def _page() -> dict[str, Any]:
    numbers = ("total_items", "total_pages", "page_number", "size")
    flags = ("first_page", "last_page", "empty")
    properties = {**{name: {"type": "integer"} for name in numbers}, **{name: {"type": "boolean"} for name in flags}}
    return {"type": "object", "required": [*numbers, *flags], "properties": properties}


def _error() -> dict[str, Any]:
    text = {"type": "string"}
    said = {"type": "object", "required": ["code", "message"],
            "properties": {"code": text, "message": text, "parameter": text}}  # fmt: skip
    return {"type": "object", "required": ["error"], "properties": {"error": said}}
