"""What our policies share: nothing to learn, and a prediction that is certain or none at all."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from typing_extensions import Self


class UntrainedPolicy(Policy):
    """A policy that decides by code."""

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        return cls(config, model_storage, resource, execution_context)

    def train(self, training_trackers: list[DialogueStateTracker], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing to learn."""
        return self._resource

    def abstain(self, domain: Domain, events: list[Event] | None = None) -> PolicyPrediction:
        """Predict nothing; the events are applied all the same."""
        return self._prediction(self._default_predictions(domain), events=events or [])

    def choose(self, action: str, domain: Domain, events: list[Event] | None = None) -> PolicyPrediction:
        """Predict this action with certainty; the events are applied when it wins."""
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, optional_events=events or [])
