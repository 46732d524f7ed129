"""Keeps the actions that come with Rasa; Rasa 3.6 makes all twelve anew each time that it looks for one by name."""

from __future__ import annotations

from rasa.core.actions import action
from rasa.core.actions.action import Action
from rasa.core.actions.action import default_actions as newly_made
from rasa.utils.endpoints import EndpointConfig

_KEPT = "lotsen_default_actions"


def default_actions(action_endpoint: EndpointConfig | None = None) -> list[Action]:
    """The same actions for the same action server: none of them holds anything of a conversation."""
    if action_endpoint is None:
        return list(newly_made(None))
    kept: list[Action] | None = action_endpoint.__dict__.get(_KEPT)
    if kept is None:
        kept = action_endpoint.__dict__[_KEPT] = newly_made(action_endpoint)
    return kept


def install() -> None:
    """Put this in the place of Rasa's; called once, when the server's wording is set up."""
    action.default_actions = default_actions
