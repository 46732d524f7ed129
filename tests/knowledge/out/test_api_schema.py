"""Every answer is what the schemas of HSDS 3.1 say it must be; they lie outside the product."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, RefResolver

SHAPES = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
formats = FormatChecker()


@formats.checks("uri")
def is_address(value: Any) -> bool:
    return not isinstance(value, str) or value.startswith(("http://", "https://"))


@pytest.fixture(scope="session")
def validators(schemas: Path) -> dict[str, Draft202012Validator]:
    """A validator for each schema, strict about formats, and about fields that the standard does not know."""
    store = {path.name: strict(json.loads(path.read_text())) for path in schemas.glob("*.json")}
    return {
        path.removesuffix(".json"): Draft202012Validator(
            schema, resolver=RefResolver("", schema, store=store), format_checker=formats
        )
        for path, schema in store.items()
    }


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    extra = {"services": {"type": "array"}} if schema.get("name") == "organization" else {}
    if "properties" in schema:
        schema["properties"] |= extra
        schema["additionalProperties"] = False
    return schema


def problems(validator: Draft202012Validator, thing: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(thing)]


@pytest.mark.parametrize("wish", ["", "?full=true"])
@pytest.mark.parametrize("name", SHAPES)
def test_every_thing_on_every_page_is_valid(get: Any, validators: Any, name: str, wish: str) -> None:
    mark, number, found = "&" if wish else "?", 1, []
    while True:
        page = get(f"/{name}{wish}{mark}page={number}")
        found += [told for thing in page["contents"] for told in problems(validators[SHAPES[name]], thing)]
        if page["last_page"]:
            break
        number += 1
    assert found == []
    assert number > 1 or page["total_items"] == page["size"] > 0


@pytest.mark.parametrize("name", SHAPES)
def test_one_thing_is_valid_by_its_id(get: Any, validators: Any, name: str) -> None:
    for thing in get(f"/{name}?per_page=20")["contents"]:
        whole = get(f"/{name}/{thing['id']}")
        assert problems(validators[SHAPES[name]], whole) == []
        assert whole["id"] == thing["id"]


@pytest.mark.parametrize("name", SHAPES)
def test_the_lines_of_a_stream_are_valid_and_all(api: Any, get: Any, validators: Any, name: str) -> None:
    lines = api.get(f"/{name}?format=ndjson&full=true").text.splitlines()
    assert len(lines) == get(f"/{name}")["total_items"]
    assert [told for line in lines for told in problems(validators[SHAPES[name]], json.loads(line))] == []


def test_a_page_has_the_fields_of_the_standard(get: Any, schemas: Path) -> None:
    page = get("/services?per_page=3")
    asked = json.loads((schemas / "openapi.json").read_text())["components"]["schemas"]["Page"]
    assert set(page) == {*asked["properties"], "contents"}
    assert Draft202012Validator(asked).is_valid(page)


def test_the_standards_addresses_and_parameters_are_all_there(get: Any, schemas: Path) -> None:
    theirs = json.loads((schemas / "openapi.json").read_text())
    ours = get("/openapi.json")
    for path, held in theirs["paths"].items():
        wanted = {one.get("name") or one["$ref"].rsplit("/", 1)[1] for one in held["get"].get("parameters", ())}
        given = {one["name"] for one in ours["paths"][path]["get"].get("parameters", ())}
        assert wanted <= given, path


def test_nothing_is_null(get: Any) -> None:
    assert "null" not in json.dumps(get("/services?full=true&per_page=100"))
