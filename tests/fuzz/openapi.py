"""docs/openapi.yaml as data: its operations, what each may answer, and bodies made from its schemas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from hypothesis import strategies as st

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"


@dataclass(frozen=True)
class Operation:
    """One method of one path; `answers` is the schema by status and content type ("": no content)."""

    method: str
    path: str
    body: str  # the name of its schema; empty when it takes none
    answers: Mapping[str, tuple[str, Mapping[str, Any] | None]]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@cache
def document() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def operations() -> list[Operation]:
    return [
        Operation(method.upper(), path, _body(told), {status: _answer(each) for status, each in told["responses"].items()})
        for path, all_told in document()["paths"].items()
        for method, told in all_told.items()
        if method in METHODS
    ]  # fmt: skip


def _body(told: Mapping[str, Any]) -> str:
    content = told.get("requestBody", {}).get("content", {})
    return str(content[JSON]["schema"]["$ref"]).rpartition("/")[2] if content else ""


def _answer(told: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    content = resolved(told).get("content", {})
    for kind, each in content.items():
        return kind, each["schema"]
    return "", None


def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        found = document()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


@cache
def _strict_components() -> Any:
    """The schemas with no room for fields that they do not name."""

    def strict(schema: Any) -> Any:
        if isinstance(schema, dict):
            told = {name: strict(part) for name, part in schema.items()}
            return {"additionalProperties": False, **told} if "properties" in told else told
        return [strict(part) for part in schema] if isinstance(schema, list) else schema

    return strict(document()["components"])


def problems(schema: Mapping[str, Any], content: Any) -> list[str]:
    """What of the content is not as it is declared, in words."""
    validator = jsonschema.Draft202012Validator({**schema, "components": _strict_components()})
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(content)]


def made_from(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """What the schema allows; of what it leaves open, anything."""
    schema = resolved(schema)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("type") == "object":
        return _object(schema)
    if schema.get("type") == "string" and "pattern" in schema:
        return st.from_regex(re.compile(schema["pattern"]), fullmatch=True)
    if schema.get("type") == "string":
        return st.text(min_size=schema.get("minLength", 0), max_size=schema.get("maxLength", 400))
    raise AssertionError(f"no way to make {schema}")


def _object(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    needed = set(schema.get("required", ()))
    parts = {name: made_from(part) for name, part in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )
