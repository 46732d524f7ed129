"""What trained components of ours share: features in, a saved scikit-learn model out, and what stands in a message."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from typing_extensions import Self


class TrainedComponent(GraphComponent):
    """A graph component whose whole state is one object, saved beside the model."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, state: Any = None) -> None:
        self.config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self.state = state

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "state.joblib"))

    def save(self, state: Any) -> Resource:
        """Keep the state and write it beside the model."""
        self.state = state
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(state, folder / "state.joblib", compress=1)
        return self._resource


def intent_of(message: Message) -> str:
    """The short name of the intent that a message was understood as; empty when there is none yet."""
    return str((message.get(INTENT) or {}).get("name") or "").partition("/")[0]


def metadata_of(message: Message) -> dict[str, Any]:
    """The metadata that a training file gives for the whole group of examples."""
    return (message.get("metadata") or {}).get("intent") or {}
