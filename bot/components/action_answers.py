"""Checks what the action server answers against Rasa's own schema, compiled once.

Rasa 3.6 checks the constant schema itself anew at every call, which took about half of a turn (docs/adr/0018). The
schema and the error stay Rasa's; an answer that holds nothing but what our actions send is known without it.
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
    if not is_plain(result):
        _validator().validate(result)
    return True


def is_plain(result: Any) -> bool:
    """Whether an answer holds only slots and restarts, as the schema asks for them, and responses."""
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events", []), result.get("responses", [])
    if not isinstance(events, list) or not isinstance(responses, list):
        return False
    return all(map(_is_plain_event, events)) and all(isinstance(response, dict) for response in responses)


def _is_plain_event(event: Any) -> bool:
    if not isinstance(event, dict) or event.get("timestamp") is not None or event.get("metadata") is not None:
        return False
    if event.get("event") == "slot":
        return isinstance(event.get("name"), str) and "value" in event
    return bool(event.get("event") == "restart")


def install() -> None:
    """Put the compiled check in the place of Rasa's; called once when the wording is set up."""
    RemoteAction._validate_action_result = validate_answer
