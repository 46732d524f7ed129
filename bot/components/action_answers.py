"""Checks what the action server answers against Rasa's own schema, compiled once.

Rasa 3.6 checks the constant schema itself anew at every call, which took about half of a turn (docs/adr). The schema
and the error stay Rasa's; only the compiling is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def validate_answer(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True when the answer has the form that Rasa asks for; raises ValidationError when it has not."""
    _validator().validate(result)
    return True


def install() -> None:
    """Put the compiled check in the place of Rasa's; called once when the wording is set up."""
    RemoteAction._validate_action_result = validate_answer
